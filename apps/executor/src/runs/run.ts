import type { AttemptResponse } from '@aftercall/wire-format';
import { noHistory, withAttempt, withResolution, type StepHistory } from '../steps/step-history.ts';
import type {
  AttemptFact,
  CancelledFact,
  ResolvedFact,
  Fact,
  IntentFact,
  NodeFact,
  ReviewFact,
  StepFact,
  WaitingFact,
} from './journal-entry.ts';

/**
 * Where one node stands: the last fact that says something about its state.
 * - `sending`: an intent. In memory the request is under way; read back from the ledger it is in doubt.
 * - `ended`: an attempt ended and nothing was decided after it: the process stopped in between.
 */
export type NodePhase =
  | { at: 'sending' }
  | { at: 'ended' }
  | { at: 'waiting'; waiting: WaitingFact }
  | { at: 'review'; review: ReviewFact }
  | { at: 'over'; step: StepFact };

export interface NodeState {
  phase: NodePhase;
  /** Intents whose attempt has not ended. */
  openIntents: readonly IntentFact[];
  /** The node's attempts in the numbers that decide what comes next. */
  history: StepHistory;
  /** The last complete answer, as later steps see it (`steps.<key>.response`). */
  response: AttemptResponse | undefined;
  /** Whether that was the answer of a look-up, which is mapped otherwise. */
  isOfLookup: boolean;
}

/** A run: its facts folded in order. A node that nothing was said about has not begun. */
export interface RunState {
  readonly nodes: ReadonlyMap<string, NodeState>;
  /** Commands that were carried out. */
  readonly commands: ReadonlySet<string>;
  /** Set once somebody cancelled the run. */
  readonly cancelled: CancelledFact | undefined;
  /** When a person last gave the run something to go on with; undefined = never. */
  readonly orderedAtMs: number | undefined;
}

export const freshRun: RunState = {
  nodes: new Map(),
  commands: new Set(),
  cancelled: undefined,
  orderedAtMs: undefined,
};

/** The run after these facts. Pure; the same facts in the same order always give the same run. */
export function fold(state: RunState, facts: readonly Fact[]): RunState {
  const nodes = new Map(state.nodes);
  let { commands, cancelled, orderedAtMs } = state;
  for (const fact of facts) {
    if (fact.kind === 'taken') continue;
    if ('commandId' in fact) commands = new Set([...commands, fact.commandId]);
    if (fact.kind === 'cancelled') {
      cancelled = fact;
      continue;
    }
    if ('commandId' in fact) orderedAtMs = Date.parse(fact.at);
    nodes.set(fact.node, nodeAfter(nodes.get(fact.node), fact));
    if (fact.kind === 'remapped') for (const key of fact.reopens) nodes.delete(key);
  }
  return { nodes, commands, cancelled, orderedAtMs };
}

/** History of a node for the next time it is run. */
export function historyOf(state: RunState, node: string): StepHistory {
  return state.nodes.get(node)?.history ?? noHistory;
}

const notBegun: Before = {
  openIntents: [],
  history: noHistory,
  response: undefined,
  isOfLookup: false,
};

function nodeAfter(before: NodeState | undefined, fact: NodeFact): NodeState {
  const was = before ?? notBegun;
  switch (fact.kind) {
    case 'intent':
      return { ...was, phase: { at: 'sending' }, openIntents: [...was.openIntents, fact] };
    case 'attempt':
      return afterAttempt(was, fact);
    case 'waiting':
      return { ...was, phase: { at: 'waiting', waiting: fact } };
    case 'review':
      return { ...was, phase: { at: 'review', review: fact } };
    case 'step':
      return { ...was, phase: { at: 'over', step: fact } };
    case 'resolved':
      return afterResolution(was, fact);
    case 'remapped':
      return { ...was, phase: { at: 'ended' } };
    default:
      return fact satisfies never;
  }
}

type Before = Omit<NodeState, 'phase'>;

function afterAttempt(was: Before, fact: AttemptFact): NodeState {
  return {
    phase: { at: 'ended' },
    openIntents: was.openIntents.filter(({ number }) => number !== fact.number),
    history: withAttempt(was.history, fact),
    response: fact.response ?? was.response,
    isOfLookup: fact.response === null ? was.isOfLookup : fact.isLookup === true,
  };
}

function afterResolution(was: Before, { resolution, response }: ResolvedFact): NodeState {
  return {
    ...was,
    phase: { at: 'ended' },
    history: withResolution(was.history, resolution),
    ...(response === null ? {} : { response, isOfLookup: false }),
  };
}
