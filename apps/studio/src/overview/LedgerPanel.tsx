import {
  IconAlertOctagonFilled,
  IconBan,
  IconCircleCheckFilled,
  IconCopy,
  IconEyeExclamation,
  IconFilterOff,
  IconHourglass,
  IconMailboxOff,
  IconProgress,
  IconRoute2,
  IconScale,
  type Icon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { OverviewQuery } from '../registry-client/generated/graphql.ts';
import { Chip } from '../ui/Chip.tsx';
import { count } from './overview-words.ts';
import classes from './overview.module.css';

type Activity = OverviewQuery['activity'];

/** That nothing was lost: every event and every run of the time has one end, or is open. */
export function LedgerPanel({ events, runs }: Pick<Activity, 'events' | 'runs'>): ReactElement | null {
  if (events == null || runs === null) return null;
  const missing = missingOf(events, runs);
  return (
    <section className={classes.panel} aria-label="Ledger">
      <header>
        <h2>Ledger</h2>
        <Chip tone={missing === 0 ? 'ok' : 'bad'} icon={<IconScale aria-hidden stroke={1.75} />}>
          {missing === 0 ? 'Balanced' : 'Out of balance'}
        </Chip>
      </header>
      <dl className={classes.ledger}>
        <Sum name="Events accepted" value={events.accepted} />
        <Line name="Matched" icon={IconRoute2} value={events.matched} />
        <Line name="Dropped by rule" icon={IconFilterOff} value={events.dropped} />
        <Line name="Waiting for analysis" icon={IconHourglass} value={events.waiting} />
        <Line name="Dead letter" icon={IconMailboxOff} value={events.deadLetters} />
        <Line name="Duplicates, beside these" icon={IconCopy} value={events.duplicates} />
        <Sum name="Runs" value={runs.total} />
        <Line name="Succeeded" icon={IconCircleCheckFilled} tone="good" value={runs.succeeded} />
        <Line name="Failed" icon={IconAlertOctagonFilled} tone="bad" value={runs.failed} />
        <Line name="Cancelled" icon={IconBan} value={runs.cancelled} />
        <Line name="In review" icon={IconEyeExclamation} tone="wait" value={runs.inReview} />
        <Line name="Open" icon={IconProgress} tone="run" value={runs.open} />
        <Sum name="Unaccounted for" value={missing} />
      </dl>
    </section>
  );
}

function missingOf(events: NonNullable<Activity['events']>, runs: NonNullable<Activity['runs']>): number {
  const ended = events.matched + events.dropped + events.waiting + events.deadLetters;
  const known = runs.succeeded + runs.failed + runs.cancelled + runs.inReview + runs.open;
  return events.accepted - ended + runs.total - known;
}

function Sum({ name, value }: { readonly name: string; readonly value: number }): ReactElement {
  return (
    <div className={classes.sum}>
      <dt>{name}</dt>
      <dd>{count(value)}</dd>
    </div>
  );
}

interface LineProps {
  readonly name: string;
  readonly icon: Icon;
  readonly value: number;
  readonly tone?: 'good' | 'bad' | 'wait' | 'run';
}

function Line({ name, icon: Icon, value, tone }: LineProps): ReactElement {
  return (
    <div>
      <dt>
        <Icon aria-hidden stroke={1.75} className={tone === undefined ? undefined : classes[tone]} />
        {name}
      </dt>
      <dd>{count(value)}</dd>
    </div>
  );
}
