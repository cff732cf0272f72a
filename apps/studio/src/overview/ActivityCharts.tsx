import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { OutcomeBars, OutcomeLegend } from '../charts/OutcomeBars.tsx';
import { TimesChart } from '../charts/TimesChart.tsx';
import type { RunActivityFragment } from '../registry-client/generated/graphql.ts';
import { duration } from '../ui/format-time.ts';
import { count, OBJECTIVE_MS } from './overview-words.ts';
import type { PartLabel } from './overview-span.ts';
import classes from './overview.module.css';

interface Props {
  readonly activity: RunActivityFragment;
  /** `per hour` */
  readonly per: string;
  readonly labelOf: (from: string) => PartLabel;
}

/** Runs over the time by what became of them. */
export function OutcomePanel({ activity, per, labelOf }: Props): ReactElement {
  const runs = activity.runs ?? { total: 0, succeeded: 0, failed: 0, inReview: 0 };
  const parts = (activity.parts ?? []).map((part) => ({ ...labelOf(part.from), ...part.runs }));
  const sums = `${count(runs.succeeded)} succeeded, ${count(runs.failed)} failed, ${count(runs.inReview)} in review`;
  return (
    <section className={classes.panel} aria-label="Runs by outcome">
      <header>
        <h2>Runs by outcome, {per}</h2>
        <OutcomeLegend
          entries={[
            { name: 'Succeeded', count: runs.succeeded, tone: 'succeeded' },
            { name: 'Failed', count: runs.failed, tone: 'failed' },
            { name: 'In review', count: runs.inReview, tone: 'review' },
          ]}
        />
      </header>
      <OutcomeBars parts={parts} label={`Runs by outcome, ${per}: ${sums}`} />
    </section>
  );
}

/** How long it took from the end of calls to the last write that they caused. */
export function LastWritePanel({ activity, labelOf }: Omit<Props, 'per'>): ReactElement {
  const parts = (activity.parts ?? []).map((part) => ({ ...labelOf(part.from), ...part.callToLastWrite }));
  const over = parts.filter(({ p99Ms }) => p99Ms !== null && p99Ms > OBJECTIVE_MS).length;
  const measured = parts.filter(({ p99Ms }) => p99Ms !== null).length;
  return (
    <section className={classes.panel} aria-label="Call end to last write">
      <header>
        <h2>Call end to last write</h2>
        {measured > 0 && (
          <span className={classes.said}>
            {over === 0 ? (
              <IconCircleCheckFilled aria-hidden className={classes.ok} />
            ) : (
              <IconAlertTriangleFilled aria-hidden className={classes.warn} />
            )}
            {over === 0 ? 'Within the objective' : `Over the objective in ${String(over)} of ${String(measured)} parts`}
          </span>
        )}
      </header>
      <TimesChart
        parts={parts}
        label={`Call end to last write: ${percentileWords(activity.callToLastWrite)}`}
        objective={{ ms: OBJECTIVE_MS, words: `Objective: p99 under ${String(OBJECTIVE_MS / 1000)} s` }}
      />
    </section>
  );
}

/** How long runs took from their opening to their end. */
export function DurationPanel({ activity, labelOf }: Omit<Props, 'per'>): ReactElement {
  const parts = (activity.parts ?? []).map((part) => ({ ...labelOf(part.from), ...part.duration }));
  return (
    <section className={classes.panel} aria-label="Duration of runs">
      <header>
        <h2>Duration of runs that succeeded</h2>
        <span className={classes.said}>{percentileWords(activity.duration)}</span>
      </header>
      <TimesChart parts={parts} label={`Duration of runs: ${percentileWords(activity.duration)}`} />
    </section>
  );
}

/** `p50 1.2 s, p95 4.0 s, p99 15.2 s` */
function percentileWords(times: RunActivityFragment['duration']): string {
  if (times == null || times.p50Ms === null) return 'nothing measured yet';
  const { p50Ms, p95Ms, p99Ms } = times;
  return `p50 ${duration(p50Ms)}, p95 ${duration(p95Ms ?? 0)}, p99 ${duration(p99Ms ?? 0)}`;
}
