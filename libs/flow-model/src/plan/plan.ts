import type { JsonObject } from '../document/json.ts';
import type { Answer, MappedAnswer, Rendering } from '../template/exchange.ts';
import type { Scope } from '../template/scope.ts';
import type { FlowGraph } from './graph.ts';

/** A flow made ready to run. It holds no state: one plan serves any number of runs. */
export interface Plan {
  start: StartPlan;
  /** Every node but Start, in plan order: no node stands before one that it waits for; ties by their place in the document. */
  steps: readonly PlannedStep[];
  graph: FlowGraph;
}

/** A node that runs. `kind` tells which. */
export type PlannedStep = ApiRequestPlan | SetVariablePlan | DecisionPlan;

interface PlannedNode {
  key: string;
  /** What people call it; its key when the author gave no name. */
  name: string;
}

/** What Start is asked about. `outcome` and `endNodeId` are absent where the event does not say. */
export interface CallFacts {
  event: 'call.ended' | 'call.analyzed' | 'call.started';
  outcome?: string | undefined;
  endNodeId?: string | undefined;
}

/** The answer of Start: the flow runs for this call, or the first reason why not. */
export type Hearing =
  | { heard: true }
  | {
      heard: false;
      code: 'EVENT_NOT_HEARD' | 'OUTCOME_NOT_CHOSEN' | 'END_NODE_NOT_CHOSEN' | 'CONDITION_FALSE';
      /** Why, for the person who asks why this call did not run. */
      message: string;
    };

/** The way in: it decides whether there is a run, and is no step of it. */
export interface StartPlan {
  key: string;
  /**
   * Whether this flow runs for that call; the first reason against it, in the order event, outcome, End Call node, condition.
   * @param scope - asked for when it comes to the condition, which few flows have
   */
  hears(call: CallFacts, scope: () => Scope): Hearing;
  /** The same but for the condition, which may ask for what is not known yet. */
  mayHear(call: CallFacts): Hearing;
  /** Set when the run waits for the call's analysis, for so long at most. */
  waitMs?: number;
}

/** A fork; it makes nothing and cannot fail. */
export interface DecisionPlan extends PlannedNode {
  kind: 'decision';
  /** The port to leave by: the key of the first branch that holds, else `otherwise`. */
  decide(scope: Scope): string;
}

/** Names values; it cannot fail. */
export interface SetVariablePlan extends PlannedNode {
  kind: 'setVariable';
  /** The variables that it sets. Rows see what the rows above them set. */
  assign(scope: Scope): JsonObject;
}

/** The question to the target whether a request in doubt happened. */
export interface LookupPlan {
  render(scope: Scope): Rendering;
  /**
   * Whether the answer says that it happened. Ask only a complete answer that judges the request (not a 5xx, 408, 425 or
   * 429): what the expression cannot read counts as "did not happen".
   */
  found(scope: Scope, answer: Answer): boolean;
  map(answer: Answer): MappedAnswer;
}

/** A request with all that is needed to send it, to judge its answer and to try again. */
export interface ApiRequestPlan extends PlannedNode {
  kind: 'apiRequest';
  /** Name of the auth profile. */
  authProfile?: string;
  method: string;
  /** The whole request, from connecting to the last byte. */
  timeoutMs: number;
  /** The waits before attempts 2, 3, …: as many retries as entries. */
  retryScheduleMs: readonly number[];
  isSuccess(status: number): boolean;
  idempotency: { header: string; honoured: boolean; inDoubt: 'repeat' | 'lookup' | 'review' };
  render(scope: Scope): Rendering;
  map(answer: Answer): MappedAnswer;
  /** There exactly when `inDoubt` is `lookup`. */
  lookup?: LookupPlan;
  /** A failure goes on at the `failure` exit instead of failing the run. */
  hasFailureExit: boolean;
}

/** What became of a node so far; a node without an entry has not begun. */
export type StepProgress =
  | { state: 'running' }
  | { state: 'succeeded'; /** The exit taken. */ port: string }
  | { state: 'failed' }
  | { state: 'skipped' };

/** By node key; Start is never in it. */
export type Progress = ReadonlyMap<string, StepProgress>;
