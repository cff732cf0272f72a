import type { AttemptResponse } from '@aftercall/wire-format';
import { noHistory, withAttempt, type StepHistory } from '../steps/step-history.ts';
import type { Fact, IntentFact, ReviewFact, StepFact, WaitingFact } from './journal-entry.ts';

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
}

/** A run: its facts folded in order. A node that nothing was said about has not begun. */
export interface RunState {
  readonly nodes: ReadonlyMap<string, NodeState>;
}

export const freshRun: RunState = { nodes: new Map() };

/** The run after these facts. Pure; the same facts in the same order always give the same run. */
export function fold(state: RunState, facts: readonly Fact[]): RunState {
  const nodes = new Map(state.nodes);
  for (const fact of facts) {
    if (fact.kind === 'taken') continue;
    nodes.set(fact.node, nodeAfter(nodes.get(fact.node), fact));
  }
  return { nodes };
}

/** History of a node for the next time it is run. */
export function historyOf(state: RunState, node: string): StepHistory {
  return state.nodes.get(node)?.history ?? noHistory;
}

type NodeFact = Exclude<Fact, { kind: 'taken' }>;

const notBegun: Omit<NodeState, 'phase'> = { openIntents: [], history: noHistory, response: undefined };

function nodeAfter(before: NodeState | undefined, fact: NodeFact): NodeState {
  const was = before ?? notBegun;
  switch (fact.kind) {
    case 'intent':
      return { ...was, phase: { at: 'sending' }, openIntents: [...was.openIntents, fact] };
    case 'attempt':
      return {
        phase: { at: 'ended' },
        openIntents: was.openIntents.filter(({ number }) => number !== fact.number),
        history: withAttempt(was.history, fact),
        response: fact.response ?? was.response,
      };
    case 'waiting':
      return { ...was, phase: { at: 'waiting', waiting: fact } };
    case 'review':
      return { ...was, phase: { at: 'review', review: fact } };
    case 'step':
      return { ...was, phase: { at: 'over', step: fact } };
    default:
      return fact satisfies never;
  }
}
