import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ActionsDocument } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { filterOf, isFiltered, type ActionListSearch } from './action-list-search.ts';

/** Actions that one page of the list has. */
export const ACTION_PAGE = 50;

/** The actions that fit, asked once however many parts of a page ask for them; on an agent's page only its own. */
export function useActionList(search: ActionListSearch, agentId?: string) {
  const filter = filterOf(agentId === undefined ? search : { ...search, agent: agentId });
  const list = useInfiniteQuery({
    ...registryPages(ActionsDocument, { first: ACTION_PAGE, filter }, ({ actions }) => actions.pageInfo),
    placeholderData: keepPreviousData,
  });
  const total = list.data?.pages[0]?.actions.totalCount;
  /** Nobody made an action here yet: the list is an invitation. */
  return { list, filter, total: total ?? 0, isFirst: total === 0 && !isFiltered(search) };
}
