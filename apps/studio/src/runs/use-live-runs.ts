import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  RunsChangedDocument,
  RunsDocument,
  type RunFilter,
  type RunRowFragment,
  type RunsQuery,
} from '../registry-client/generated/graphql.ts';
import { useFollow, useLiveState } from '../registry-client/live-updates.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { mergeChange } from './frozen-list.ts';

const POLL_MS = 5000;

interface Options {
  readonly filter: RunFilter;
  readonly first: number;
  /** False: the list stands still. */
  readonly isOn: boolean;
}

/**
 * The newest runs that fit, as they are now: told by the registry while it is connected, else asked for again and again.
 * Undefined until the first reading.
 */
export function useLiveRuns({ filter, first, isOn }: Options): readonly RunRowFragment[] | undefined {
  const queryClient = useQueryClient();
  const state = useLiveState();
  const question = registryQuery(RunsDocument, { first, filter });
  const { data, refetch } = useQuery({
    ...question,
    enabled: isOn,
    refetchInterval: isOn && state !== 'live' && POLL_MS,
  });
  const seen = useRef(-1);
  useFollow(
    {
      document: RunsChangedDocument,
      variables: { filter },
      onEvent: ({ runsChanged: change }) => {
        if (change.sequence < seen.current) return;
        seen.current = change.sequence;
        queryClient.setQueryData<RunsQuery>(question.queryKey, (known) =>
          known?.runs == null
            ? known
            : { ...known, runs: { ...known.runs, nodes: [...mergeChange(known.runs.nodes, change)] } },
        );
        if (change.mayHaveMissed) void refetch();
      },
    },
    isOn,
  );
  // What happened before the connection stood is read once it does.
  useEffect(() => {
    if (isOn && state === 'live') void refetch();
  }, [isOn, state, refetch]);
  return isOn ? data?.runs?.nodes : undefined;
}
