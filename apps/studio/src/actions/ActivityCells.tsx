import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Sparkline } from '../charts/Sparkline.tsx';
import { count, successShare } from '../overview/overview-words.ts';
import { StatusBadge } from '../status/StatusBadge.tsx';
import { classNames } from '../ui/class-names.ts';
import { duration, fromNow, utcFull } from '../ui/format-time.ts';
import table from '../ui/table.module.css';
import classes from './actions.module.css';
import type { RecentActivity } from './use-recent-activity.ts';

interface Props {
  /** Undefined while it is on its way; null when the ledger did not answer. */
  readonly activity: RecentActivity | undefined;
  readonly now: Date;
}

/** How the newest run went, and when it began. */
export function LastRunCell({ activity, now }: Props): ReactElement {
  if (activity == null) return <td className={table.wide}>{activity === null && '–'}</td>;
  const { lastRun } = activity;
  if (lastRun === null) return <td className={classNames(table.wide, classes.never)}>No runs</td>;
  return (
    <td className={table.wide}>
      <Link to="/runs/$runId" params={{ runId: lastRun.id }} className={classes.lastRun}>
        <StatusBadge status={lastRun.status} />
        <small title={utcFull(lastRun.openedAt)}>{fromNow(lastRun.openedAt, now)}</small>
      </Link>
    </td>
  );
}

/** Runs of the last 24 hours as a shape, with how many, how well and how fast. */
export function DayCells({ activity }: Pick<Props, 'activity'>): ReactElement {
  const hidden = classNames(table.number, table.wide);
  if (activity == null)
    return (
      <>
        <td className={table.wide} />
        <td className={hidden}>{activity === null && '–'}</td>
        <td className={hidden}>{activity === null && '–'}</td>
      </>
    );
  const { runs, perHour, duration: times } = activity;
  const share = successShare(runs);
  const words = `${count(runs.total)} runs in the last 24 hours, ${count(runs.failed)} failed`;
  return (
    <>
      <td className={table.wide}>
        <span className={classes.day}>
          <Sparkline parts={perHour} label={words} />
          <span aria-hidden>{count(runs.total)}</span>
        </span>
      </td>
      <td className={classNames(hidden, isPoor(runs) ? classes.poor : table.figure)}>{share ?? '–'}</td>
      <td className={hidden}>{times.p95Ms === null ? '–' : duration(times.p95Ms)}</td>
    </>
  );
}

/** Worth a look: more than one in twenty failed. */
function isPoor({ succeeded, failed }: { readonly succeeded: number; readonly failed: number }): boolean {
  return failed > 0 && succeeded / (succeeded + failed) < 0.95;
}
