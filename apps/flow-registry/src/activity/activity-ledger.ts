import type { RunHistoryRow } from '@aftercall/wire-format';

/** A span of time, and of which action; left out: of the workspace. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly actionId?: string | undefined;
}

export interface EventCounts {
  readonly accepted: number;
  readonly calls: number;
  readonly matched: number;
  readonly dropped: number;
  readonly waiting: number;
  readonly deadLetters: number;
  readonly duplicates: number;
}

export interface RunCounts {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly inReview: number;
  readonly open: number;
}

/** Milliseconds; null when nothing was measured. */
export interface Percentiles {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** What the runs of some time came to. */
export interface RunFigures {
  readonly runs: RunCounts;
  readonly duration: Percentiles;
  readonly callToLastWrite: Percentiles;
}

/** The figures of a whole span and of each of its parts in which a run was opened. */
export interface SpanFigures {
  readonly whole: RunFigures;
  /** By the part's place, from 0. */
  readonly parts: ReadonlyMap<number, RunFigures>;
}

/** A step by which runs failed, and the last of them. */
export interface FailingStep {
  readonly actionId: string;
  readonly actionName: string;
  readonly version: number;
  readonly nodeKey: string;
  readonly failed: number;
  readonly causeCode: string | null;
  readonly causeMessage: string | null;
  readonly lastRunId: string;
}

/** Figures of one action. */
export interface ActionFigures extends SpanFigures {
  readonly actionId: string;
}

/**
 * Counts over the ledger of one workspace.
 * @throws Fault LEDGER_UNAVAILABLE
 */
export interface ActivityLedger {
  countEvents(workspace: string, span: Span): Promise<EventCounts>;
  countRuns(workspace: string, span: Span, parts: number): Promise<SpanFigures>;
  /** Those that wait for a person now. */
  countReviews(workspace: string, actionId: string | undefined): Promise<number>;
  /** The most frequent first. */
  findFailingSteps(workspace: string, span: Span, first: number): Promise<readonly FailingStep[]>;
  /** Of those actions that had a run in the span. */
  countRunsOf(
    workspace: string,
    actionIds: readonly string[],
    span: Span,
    parts: number,
  ): Promise<readonly ActionFigures[]>;
  /** The newest run of each action that ever ran. */
  findLastRuns(workspace: string, actionIds: readonly string[]): Promise<readonly RunHistoryRow[]>;
}

const noTimes: Percentiles = { p50Ms: null, p95Ms: null, p99Ms: null };

/** Of a time in which nothing happened. */
export const noFigures: RunFigures = {
  runs: { total: 0, succeeded: 0, failed: 0, cancelled: 0, inReview: 0, open: 0 },
  duration: noTimes,
  callToLastWrite: noTimes,
};
