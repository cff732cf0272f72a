import type { RunRowFragment, RunStatus } from '../registry-client/generated/graphql.ts';
import { duration } from '../ui/format-time.ts';

const final: ReadonlySet<RunStatus> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** Nothing about the run will change any more. */
export function isOver(status: RunStatus): boolean {
  return final.has(status);
}

/** The end of the id: its begin is the time, which neighbours share. */
export function shortRunId(id: string): string {
  return id.slice(-8);
}

/** From the first step's begin to the end, or to now; undefined before it began. */
export function runMs(
  { startedAt, endedAt }: Pick<RunRowFragment, 'startedAt' | 'endedAt'>,
  now: Date,
): number | undefined {
  if (startedAt === null) return undefined;
  return Math.max(0, (endedAt === null ? now : new Date(endedAt)).getTime() - new Date(startedAt).getTime());
}

/** `1.9 s`, or – before it began. */
export function runDuration(run: Pick<RunRowFragment, 'startedAt' | 'endedAt'>, now: Date): string {
  const ms = runMs(run, now);
  return ms === undefined ? '–' : duration(ms);
}

/** `2 / 6`: steps that were done of those that are on the way taken so far. */
export function stepsDone(run: Pick<RunRowFragment, 'steps'>): string {
  const onTheWay = run.steps.filter(({ status }) => status !== 'SKIPPED');
  return `${String(onTheWay.filter(({ status }) => status === 'SUCCEEDED').length)} / ${String(onTheWay.length)}`;
}

/** All requests of all steps. */
export function attemptCount(run: Pick<RunRowFragment, 'steps'>): number {
  return run.steps.reduce((sum, { attempts }) => sum + attempts.length, 0);
}
