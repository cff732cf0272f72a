import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { IconFilterOff, IconListDetails } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { RunsDocument, type RunFilter } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import { BulkBar } from './BulkBar.tsx';
import { freezeList } from './frozen-list.ts';
import { rememberRunList } from './run-neighbours.ts';
import { RunTable } from './RunTable.tsx';
import { useLiveRuns } from './use-live-runs.ts';

const PAGE = 50;

interface Props {
  readonly filter: RunFilter;
  readonly isFiltered: boolean;
  /** It follows what happens; else it stands still. */
  readonly isLive: boolean;
  readonly onClearFilters: () => void;
}

/** The runs that fit, with every state that a list can be in. */
export function RunList({ filter, isFiltered, isLive, onClearFilters }: Props): ReactElement {
  const now = useNow(isLive ? 1000 : 10_000);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const pages = useInfiniteQuery({
    ...registryPages(RunsDocument, { first: PAGE, filter }, ({ runs }) => runs?.pageInfo),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnMount: 'always',
  });
  const latest = useLiveRuns({ filter, first: PAGE, isOn: isLive && pages.isSuccess });
  const shown = useMemo(() => pages.data?.pages.flatMap(({ runs }) => runs?.nodes ?? []) ?? [], [pages.data]);
  const list = freezeList(shown, latest);
  useEffect(() => rememberRunList(shown.map(({ id }) => id)), [shown]);
  if (pages.isPending) return <TableSkeleton rows={12} />;
  if (pages.data === undefined)
    return (
      <ErrorPanel title="Runs could not be loaded" error={pages.error} onRetry={() => void pages.refetch()}>
        Calls are still accepted and run; only this list is affected.
      </ErrorPanel>
    );
  if (shown.length === 0 && list.newCount === 0) return <NoRuns isFiltered={isFiltered} onClear={onClearFilters} />;
  return (
    <div aria-busy={pages.isFetching}>
      <RunTable
        list={list}
        now={now}
        selected={selected}
        onSelect={setSelected}
        onShowNew={() => void pages.refetch()}
      />
      <LoadMore list={pages} />
      <BulkBar runs={list.rows.filter(({ id }) => selected.has(id))} onDone={() => setSelected(new Set())} />
    </div>
  );
}

function NoRuns({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }): ReactElement {
  if (!isFiltered)
    return (
      <EmptyState
        icon={<IconListDetails aria-hidden />}
        title="No runs yet"
        text="A run begins when a call ends that a published action hears."
      />
    );
  return (
    <EmptyState icon={<IconFilterOff aria-hidden />} title="No runs match">
      <Button onClick={onClear}>Clear filters</Button>
    </EmptyState>
  );
}
