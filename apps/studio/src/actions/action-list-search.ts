import type { ActionFilter, ActionStatus } from '../registry-client/generated/graphql.ts';
import { oneOf, textIn } from '../ui/search-params.ts';

/** What a link to the list of actions may say. */
export interface ActionListSearch {
  readonly q?: string;
  readonly agent?: string;
  readonly status?: ActionStatus;
  /** The dialog Create New Action is open: with a blank flow (`true`), an import, or a starter by its id. */
  readonly new?: string;
}

export const ACTION_STATUSES = [
  'LIVE',
  'PAUSED',
  'NOT_PUBLISHED',
  'ARCHIVED',
] as const satisfies readonly ActionStatus[];

/** Passes over what it does not know. */
export function readActionListSearch(search: Record<string, unknown>): ActionListSearch {
  return {
    ...textIn(search, 'q'),
    ...textIn(search, 'agent'),
    ...oneOf(search, 'status', ACTION_STATUSES),
    ...(search.new === true ? { new: 'blank' } : textIn(search, 'new')),
  };
}

/** The same for the registry. */
export function filterOf({ q, agent, status }: ActionListSearch): ActionFilter {
  return {
    ...(q === undefined ? {} : { search: q }),
    ...(agent === undefined ? {} : { agentId: agent }),
    ...(status === undefined ? {} : { status: [status] }),
  };
}

/** Whether the list is narrowed. */
export function isFiltered({ q, agent, status }: ActionListSearch): boolean {
  return [q, agent, status].some((value) => value !== undefined);
}
