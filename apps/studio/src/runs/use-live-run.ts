import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { RunDocument, RunUpdatedDocument, type RunQuery } from '../registry-client/generated/graphql.ts';
import { useFollow, useLiveState } from '../registry-client/live-updates.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { isOver } from './run-words.ts';

const POLL_MS = 2000;

/** One run as it is now, until it is over: told by the registry while it is connected, else asked for again and again. */
export function useLiveRun(id: string): UseQueryResult<RunQuery> {
  const queryClient = useQueryClient();
  const state = useLiveState();
  const question = registryQuery(RunDocument, { id });
  const query = useQuery({
    ...question,
    refetchInterval: ({ state: { data } }) => (state === 'live' || hasEnded(data) ? false : POLL_MS),
  });
  const seen = useRef(-1);
  useFollow(
    {
      document: RunUpdatedDocument,
      variables: { id },
      onEvent: ({ runUpdated: { sequence, run, mayHaveMissed } }) => {
        if (sequence < seen.current) return;
        seen.current = sequence;
        if (run === null || mayHaveMissed) void query.refetch();
        else queryClient.setQueryData<RunQuery>(question.queryKey, { run });
      },
    },
    query.isSuccess && query.data.run !== null && !hasEnded(query.data),
  );
  return query;
}

function hasEnded(data: RunQuery | undefined): boolean {
  return data?.run != null && isOver(data.run.status);
}
