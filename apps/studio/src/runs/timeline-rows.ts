import type { FlowDocument } from '@aftercall/flow-model';
import type { Span } from './timeline-scale.ts';
import type { RunAttempt, RunStep, WholeRun } from './run-shapes.ts';
import { answersOf, exitWord } from './step-words.ts';

/** A bar of a step: a request, the step's own work, or a wait. */
export interface TimelineBar extends Span {
  readonly kind: 'answered' | 'failed' | 'doubt' | 'running' | 'wait';
  readonly says: string;
}

/** One step in time. */
export interface TimelineRow {
  readonly step: RunStep;
  readonly bars: readonly TimelineBar[];
  /** Behind the last bar. */
  readonly note: string;
}

const kinds: Readonly<Record<RunAttempt['status'], TimelineBar['kind']>> = {
  SUCCEEDED: 'answered',
  FAILED: 'failed',
  NOT_SENT: 'failed',
  IN_DOUBT: 'doubt',
};

/** Every step with its bars, in ms from the run's begin. */
export function timelineRows(run: TimedRun, flow: FlowDocument | undefined, now: Date): readonly TimelineRow[] {
  const zero = new Date(run.startedAt ?? run.openedAt).getTime();
  const since = (at: string): number => new Date(at).getTime() - zero;
  return run.steps.map((step) => ({
    step,
    bars: barsOf(step, since, now.getTime() - zero),
    note: noteOf(step, flow),
  }));
}

type TimedRun = Pick<WholeRun, 'openedAt' | 'startedAt' | 'steps'>;

/** When something was under way, for the scale. */
export function busySpans(rows: readonly TimelineRow[]): readonly Span[] {
  return rows.flatMap(({ bars }) => bars.filter(({ kind }) => kind !== 'wait'));
}

function barsOf(step: RunStep, since: (at: string) => number, now: number): readonly TimelineBar[] {
  if (step.startedAt === null) return [];
  const begin = since(step.startedAt);
  if (step.kind !== 'API_REQUEST') {
    const kind = step.status === 'FAILED' ? 'failed' : 'answered';
    return [{ kind, from: begin, to: step.endedAt === null ? now : since(step.endedAt), says: step.status }];
  }
  const attempts = step.attempts.map((attempt) => attemptBar(attempt, since));
  const bars = attempts.flatMap((bar, at) => [...waitBar(attempts[at - 1]?.to ?? begin, bar.from), bar]);
  const last = attempts.at(-1)?.to ?? begin;
  if (step.status === 'RUNNING') return [...bars, { kind: 'running', from: last, to: now, says: 'under way' }];
  return step.status === 'WAITING' ? [...bars, ...waitBar(last, now)] : bars;
}

function attemptBar(attempt: RunAttempt, since: (at: string) => number): TimelineBar {
  const from = since(attempt.startedAt);
  const what = attempt.isLookup ? 'Look-up' : `Attempt ${String(attempt.number)}`;
  return { kind: kinds[attempt.status], from, to: from + attempt.durationMs, says: what };
}

/** Less than this between two requests is work, not waiting. */
const SHORTEST_WAIT_MS = 20;

function waitBar(from: number, to: number): readonly TimelineBar[] {
  return to - from < SHORTEST_WAIT_MS ? [] : [{ kind: 'wait', from, to, says: 'Waiting' }];
}

function noteOf(step: RunStep, flow: FlowDocument | undefined): string {
  if (step.status === 'SKIPPED') return 'not on the way taken';
  if (step.kind === 'API_REQUEST') return answersOf(step);
  if (step.kind === 'DECISION')
    return exitWord(
      step,
      flow?.nodes.find(({ key }) => key === step.key),
    );
  return Object.keys(step.writes ?? {}).join(', ');
}
