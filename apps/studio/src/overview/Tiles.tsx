import { Link } from '@tanstack/react-router';
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { OverviewQuery } from '../registry-client/generated/graphql.ts';
import { classNames } from '../ui/class-names.ts';
import { duration } from '../ui/format-time.ts';
import { count, countChange, OBJECTIVE_MS, shareChange, successShare } from './overview-words.ts';
import classes from './overview.module.css';

/** Where the ledger did not answer. */
const NONE = '–';

interface Props {
  readonly found: OverviewQuery;
  /** `24 h` */
  readonly range: string;
}

/** The five figures that say whether all is well. */
export function Tiles({ found: { activity, before }, range }: Props): ReactElement {
  return (
    <dl className={classes.tiles}>
      <CallsTile now={activity.events?.calls} before={before.events?.calls} range={range} />
      <RunsTile runs={activity.runs?.total} calls={activity.events?.calls} />
      <Tile name="Runs succeeded" figure={successShare(activity.runs) ?? NONE}>
        {shareChange(activity.runs, before.runs)}
      </Tile>
      <LastWriteTile p99Ms={activity.callToLastWrite?.p99Ms ?? null} />
      <ReviewTile reviews={activity.openReviews} />
    </dl>
  );
}

interface CallsProps {
  /** Undefined: the ledger did not answer. */
  readonly now: number | undefined;
  readonly before: number | undefined;
  readonly range: string;
}

function CallsTile({ now, before, range }: CallsProps): ReactElement {
  return (
    <Tile name="Calls in" figure={now === undefined ? NONE : count(now)}>
      {now !== undefined && countChange(now, before ?? 0, range)}
    </Tile>
  );
}

function RunsTile({ runs, calls = 0 }: { runs: number | undefined; calls: number | undefined }): ReactElement {
  return (
    <Tile name="Runs" figure={runs === undefined ? NONE : count(runs)}>
      {runs !== undefined && calls > 0 && `${(runs / calls).toFixed(1)} per call`}
    </Tile>
  );
}

function ReviewTile({ reviews }: { readonly reviews: number | null }): ReactElement {
  return (
    <Tile name="Needs a person" figure={reviews === null ? NONE : count(reviews)}>
      {reviews === 0 && 'Nothing waits for a decision'}
      {reviews !== null && reviews > 0 && (
        <Link to="/runs" search={{ status: ['IN_REVIEW'] }}>
          Open review
        </Link>
      )}
    </Tile>
  );
}

function LastWriteTile({ p99Ms }: { readonly p99Ms: number | null }): ReactElement {
  const isMet = p99Ms !== null && p99Ms <= OBJECTIVE_MS;
  return (
    <Tile
      name="Call end to last write, p99"
      figure={p99Ms === null ? '–' : duration(p99Ms)}
      tone={isMet ? 'ok' : 'warn'}
    >
      {p99Ms !== null && (
        <>
          {isMet ? <IconCircleCheckFilled aria-hidden /> : <IconAlertTriangleFilled aria-hidden />}
          Objective {isMet ? 'met' : 'missed'}, {OBJECTIVE_MS / 1000} s
        </>
      )}
    </Tile>
  );
}

interface TileProps {
  readonly name: string;
  readonly figure: string;
  readonly tone?: 'ok' | 'warn';
  readonly children: ReactNode;
}

function Tile({ name, figure, tone, children }: TileProps): ReactElement {
  return (
    <div className={classes.tile}>
      <dt>{name}</dt>
      <dd className={classes.figure}>{figure}</dd>
      <dd className={classNames(classes.note, tone === undefined ? undefined : classes[tone])}>{children}</dd>
    </div>
  );
}
