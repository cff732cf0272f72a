import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCircleDashed, IconClock, IconHeadset, IconPhone, IconRoute2, IconTicket } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { FilterNamesDocument, type RunStatus } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { statusLooks } from '../status/status-looks.ts';
import { FilterChip } from '../ui/FilterChip.tsx';
import table from '../ui/table.module.css';
import { RUN_STATUSES, type RunListSearch, type RunRange } from './run-list-search.ts';
import { useOwnViews } from './own-views.ts';
import { RunSearch } from './RunSearch.tsx';
import { SaveView } from './SaveView.tsx';
import { runViews, viewOf } from './run-views.ts';

/** Filters that are no view. */
const OWN = 'Own';

const rangeOptions: readonly { value: RunRange; label: string }[] = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 days' },
];

const statusOptions = RUN_STATUSES.map((status) => ({ value: status, label: statusLooks[status].word }));

interface Props {
  readonly search: RunListSearch;
  /** Takes the place of all filters, or of those named. */
  readonly onReplace: (search: RunListSearch) => void;
  readonly onChange: (change: { [Name in keyof RunListSearch]?: RunListSearch[Name] | undefined }) => void;
}

/** Views, filters and the search; all of it stands in the URL. */
export function RunFilters({ search, onReplace, onChange }: Props): ReactElement {
  const own = useOwnViews((state) => state.views);
  const all = [...runViews, ...own];
  const view = viewOf(search, own)?.name ?? OWN;
  const views = [...all.map(({ name }) => name), ...(view === OWN ? [OWN] : [])];
  return (
    <>
      <div className={table.toolbar}>
        <SegmentedControl
          aria-label="View"
          data={views}
          value={view}
          onChange={(name) => onReplace(all.find((one) => one.name === name)?.search ?? search)}
        />
        <span className={table.count}>
          <RunSearch onChange={onChange} />
        </span>
      </div>
      <FilterChips search={search} onChange={onChange} />
    </>
  );
}

function FilterChips({ search, onChange }: Pick<Props, 'search' | 'onChange'>): ReactElement {
  const names = useQuery(registryQuery(FilterNamesDocument, {})).data;
  const actions = (names?.actions.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const agents = (names?.agents.nodes ?? []).map(({ agentId, name }) => ({ value: agentId, label: name }));
  return (
    <div className={table.toolbar} role="group" aria-label="Filters">
      <FilterChip
        name="Started"
        icon={IconClock}
        joint="in the last"
        options={rangeOptions}
        values={only(search.range)}
        onChange={([range]) => onChange({ range: range as RunRange | undefined, from: undefined, to: undefined })}
      />
      <FilterChip
        name="Action"
        icon={IconRoute2}
        options={actions}
        values={only(search.action)}
        onChange={([action]) => onChange({ action })}
      />
      <FilterChip
        name="Agent"
        icon={IconHeadset}
        options={agents}
        values={only(search.agent)}
        onChange={([agent]) => onChange({ agent })}
      />
      <FilterChip
        name="Status"
        icon={IconCircleDashed}
        isMultiple
        options={statusOptions}
        values={search.status ?? []}
        onChange={(status) => onChange({ status: status.length === 0 ? undefined : (status as RunStatus[]) })}
      />
      <FoundIds search={search} onChange={onChange} />
      <span className={table.count}>
        <SaveView search={search} />
      </span>
    </div>
  );
}

function only(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** Ids that the search box put there: there is nothing to choose, only to take off. */
function FoundIds({ search, onChange }: Pick<Props, 'search' | 'onChange'>): ReactElement {
  const { call, externalId } = search;
  return (
    <>
      {call !== undefined && (
        <FilterChip
          name="Call"
          icon={IconPhone}
          options={[]}
          values={[call]}
          onChange={() => onChange({ call: undefined })}
        />
      )}
      {externalId !== undefined && (
        <FilterChip
          name="External id"
          icon={IconTicket}
          options={[]}
          values={[externalId]}
          onChange={() => onChange({ externalId: undefined })}
        />
      )}
    </>
  );
}
