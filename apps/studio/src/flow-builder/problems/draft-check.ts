import { checkFlow, compareFlows, type FlowDocument, type Surroundings } from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { countByNode, toProblems, type FlowProblem, type ProblemCount } from './problem.ts';

/** What the checks say of the draft, and how it differs from what is live. */
export interface DraftCheck {
  /** The flow that was looked at. */
  readonly flow: FlowDocument | undefined;
  readonly problems: readonly FlowProblem[];
  readonly byNode: ReadonlyMap<string, ProblemCount>;
  readonly errorCount: number;
  readonly warningCount: number;
  /** Nodes that the live version has otherwise, or not at all. */
  readonly changes: ReadonlyMap<string, 'added' | 'changed'>;
  /** Changes against the live version, removed nodes and connections included; positions are none. */
  readonly changeCount: number;
}

const nothing: DraftCheck = {
  flow: undefined,
  problems: [],
  byNode: new Map(),
  errorCount: 0,
  warningCount: 0,
  changes: new Map(),
  changeCount: 0,
};

/** After typing stops for so long the draft is looked at. */
const QUIET_MS = 120;

/** Looks at the draft whenever it has changed, in a moment of quiet: typing never waits for it. */
export class DraftChecker {
  readonly store: StoreApi<DraftCheck> = createStore<DraftCheck>()(() => nothing);
  #surroundings: Surroundings = {};
  #live: FlowDocument | undefined;
  #flow: FlowDocument | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What the flow may name, and what it is compared with. */
  setSurroundings(surroundings: Surroundings, live: FlowDocument | undefined): void {
    this.#surroundings = surroundings;
    this.#live = live;
    if (this.#flow !== undefined) this.#later();
  }

  get surroundings(): Surroundings {
    return this.#surroundings;
  }

  /** The draft has changed; the first one is looked at at once. */
  look(flow: FlowDocument): void {
    const isFirst = this.#flow === undefined;
    this.#flow = flow;
    if (isFirst) this.#check();
    else this.#later();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), QUIET_MS);
  }

  #check(): void {
    const flow = this.#flow;
    if (flow !== undefined) this.store.setState(checkDraft(flow, this.#surroundings, this.#live), true);
  }
}

/** Pure: everything the builder shows about a draft. */
export function checkDraft(flow: FlowDocument, surroundings: Surroundings, live: FlowDocument | undefined): DraftCheck {
  const problems = toProblems(flow, checkFlow(flow, surroundings));
  const errorCount = problems.filter(({ finding }) => finding.severity === 'ERROR').length;
  return {
    flow,
    problems,
    byNode: countByNode(problems),
    errorCount,
    warningCount: problems.length - errorCount,
    ...changesSince(live, flow),
  };
}

function changesSince(live: FlowDocument | undefined, flow: FlowDocument): Pick<DraftCheck, 'changes' | 'changeCount'> {
  if (live === undefined) return { changes: new Map(), changeCount: flow.nodes.length };
  const found = new Map<string, 'added' | 'changed'>();
  const { changes } = compareFlows(live, flow);
  for (const { nodeKey, kind, what } of changes) {
    if (nodeKey === undefined || what === 'edge' || (kind === 'removed' && what === 'node')) continue;
    if (found.get(nodeKey) !== 'added') found.set(nodeKey, kind === 'added' && what === 'node' ? 'added' : 'changed');
  }
  return { changes: found, changeCount: changes.length };
}
