import { useQueries } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  ActionActivityDocument,
  type ActionActivityQuery,
  type ActionFilter,
} from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';

/** What an action's last day brought; null when the ledger did not answer. */
export type RecentActivity = ActionActivityQuery['actions']['nodes'][number]['recentActivity'];

const POLL_MS = 15_000;

/**
 * The last day of the actions that a list shows, by their ids. Asked apart from the list, which is there at once and even when
 * the ledger is away. `cursors`: where the list's pages begin; undefined while it is on its way.
 */
export function useRecentActivity(
  cursors: readonly unknown[] | undefined,
  { first, filter }: { readonly first: number; readonly filter: ActionFilter },
): ReadonlyMap<string, RecentActivity> {
  const combine = useCallback(
    (results: readonly { readonly data: ActionActivityQuery | undefined }[]) =>
      new Map(
        results.flatMap(({ data }) =>
          (data?.actions.nodes ?? []).map(({ id, recentActivity }) => [id, recentActivity] as const),
        ),
      ),
    [],
  );
  return useQueries({
    queries: (cursors ?? []).map((after) => ({
      ...registryQuery(ActionActivityDocument, { first, after: after as string | null, filter }),
      refetchInterval: POLL_MS,
      retry: false,
    })),
    combine,
  });
}
