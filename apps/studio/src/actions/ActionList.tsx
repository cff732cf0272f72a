import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { ActionsDocument } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import { ActionFilters } from './ActionFilters.tsx';
import { filterOf, isFiltered, type ActionListSearch } from './action-list-search.ts';
import { ActionTable } from './ActionTable.tsx';
import { FirstAction } from './FirstAction.tsx';
import { useRecentActivity } from './use-recent-activity.ts';

const PAGE = 50;

interface Props {
  readonly search: ActionListSearch;
  readonly onSearch: (change: Partial<Record<'q' | 'agent' | 'status', string | undefined>>) => void;
  readonly onCreate: (startWith: string) => void;
  readonly focusId: string | undefined;
  /** The agent on whose page the list stands. */
  readonly agentId?: string | undefined;
}

/** The actions that fit the filters, with every state that a list can be in. */
export function ActionList({ search, onSearch, onCreate, focusId, agentId }: Props): ReactElement {
  const wanted = agentId === undefined ? search : { ...search, agent: agentId };
  const list = useInfiniteQuery({
    ...registryPages(ActionsDocument, { first: PAGE, filter: filterOf(wanted) }, ({ actions }) => actions.pageInfo),
    placeholderData: keepPreviousData,
  });
  const activity = useRecentActivity(list.data?.pageParams, {
    first: PAGE,
    filter: filterOf(wanted),
  });
  if (list.isPending) return <TableSkeleton />;
  if (list.data === undefined)
    return <ErrorPanel title="Actions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  const actions = list.data.pages.flatMap(({ actions: page }) => page.nodes);
  const total = list.data.pages[0]?.actions.totalCount ?? 0;
  if (total === 0 && !isFiltered(search)) return <FirstAction onCreate={onCreate} />;
  return (
    <div aria-busy={list.isFetching}>
      <ActionFilters
        search={search}
        onSearch={onSearch}
        count={`${String(actions.length)} of ${String(total)}`}
        hasAgents={agentId === undefined}
      />
      {actions.length === 0 ? (
        <NothingMatches onSearch={onSearch} />
      ) : (
        <ActionTable actions={actions} activity={activity} focusId={focusId} isOfOneAgent={agentId !== undefined} />
      )}
      <LoadMore list={list} />
    </div>
  );
}

function NothingMatches({ onSearch }: Pick<Props, 'onSearch'>): ReactElement {
  return (
    <EmptyState icon={<IconFilterOff aria-hidden />} title="No actions match">
      <Button onClick={() => onSearch({ q: undefined, agent: undefined, status: undefined })}>Clear filters</Button>
    </EmptyState>
  );
}
