import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import { ActionFilters } from './ActionFilters.tsx';
import type { ActionListSearch } from './action-list-search.ts';
import { ActionTable } from './ActionTable.tsx';
import { FirstAction } from './FirstAction.tsx';
import { ACTION_PAGE, useActionList } from './use-action-list.ts';
import { useRecentActivity } from './use-recent-activity.ts';

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
  const { list, filter, total, isFirst } = useActionList(search, agentId);
  const activity = useRecentActivity(list.data?.pageParams, { first: ACTION_PAGE, filter });
  if (list.isPending) return <TableSkeleton />;
  if (list.data === undefined)
    return <ErrorPanel title="Actions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  const actions = list.data.pages.flatMap(({ actions: page }) => page.nodes);
  if (isFirst) return <FirstAction onCreate={onCreate} />;
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
