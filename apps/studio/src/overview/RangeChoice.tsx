import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { utcTime } from '../ui/format-time.ts';
import { OVERVIEW_RANGES, type OverviewRange, type OverviewSearch } from './overview-search.ts';
import classes from './overview.module.css';

export const rangeWords: Readonly<Record<OverviewRange, string>> = { '1h': '1 h', '24h': '24 h', '7d': '7 d' };

interface Props {
  readonly search: OverviewSearch;
  readonly onChange: (search: OverviewSearch) => void;
  /** When what is shown was read. */
  readonly readAt?: number | undefined;
}

/** How far back an overview looks, and whose clock it shows. */
export function RangeChoice({ search, onChange, readAt }: Props): ReactElement {
  return (
    <div className={classes.choices}>
      {readAt !== undefined && readAt > 0 && <span>Updated {utcTime(new Date(readAt))} UTC</span>}
      <SegmentedControl
        aria-label="Time range"
        data={OVERVIEW_RANGES.map((range) => ({ value: range, label: rangeWords[range] }))}
        value={search.range ?? '24h'}
        onChange={(range) => onChange({ ...search, range })}
      />
      <SegmentedControl
        aria-label="Time zone"
        data={[
          { value: 'utc', label: 'UTC' },
          { value: 'local', label: 'Local' },
        ]}
        value={search.zone ?? 'utc'}
        onChange={(zone) => onChange({ ...rangeOf(search), ...(zone === 'local' ? { zone } : {}) })}
      />
    </div>
  );
}

function rangeOf({ range }: OverviewSearch): OverviewSearch {
  return range === undefined ? {} : { range };
}
