import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { StartNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { ask } from '../../../registry-client/ask.ts';
import { CountHeardCallsDocument } from '../../../registry-client/generated/graphql.ts';
import { useMay } from '../../../session/viewer.ts';
import { useAction, useCheck } from '../../workbench/workbench-context.ts';
import { heardInWords } from './heard-in-words.ts';
import { startAlone } from './start-alone.ts';
import classes from './start.module.css';

/** So long nothing may be typed before it is counted. */
const QUIET_MS = 800;

/** What will be heard, in words, and how many of the last calls that would have been. */
export function HeardCalls({ node }: { readonly node: StartNode }): ReactElement {
  const { agents } = useAction();
  const mayTry = useMay('EDITOR');
  const isWrong = useCheck(({ byNode }) => (byNode.get(node.key)?.errors ?? 0) > 0);
  const endNames = new Map(agents.flatMap(({ endNodes }) => endNodes.map(({ id: key, name }) => [key, name] as const)));
  return (
    <div className={classes.heard}>
      <p>
        {heardInWords(
          node.config,
          agents.map(({ name }) => name),
          endNames,
        )}
      </p>
      {mayTry && !isWrong && agents.length > 0 && <HeardCount node={node} />}
    </div>
  );
}

function HeardCount({ node }: { readonly node: StartNode }): ReactElement {
  const { id } = useAction();
  // Only Start decides what is heard; it is tried once typing has stopped.
  const [config] = useDebouncedValue(node.config, QUIET_MS);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['heard-calls', id, config],
    queryFn: ({ signal }) =>
      ask({
        document: CountHeardCallsDocument,
        variables: { actionId: id, flow: startAlone({ ...node, config }) },
        signal,
        deadlineMs: 60_000,
      }),
    gcTime: 60_000,
    retry: false,
  });
  const isOld = config !== node.config;
  return (
    <div className={classes.counted}>
      {data !== undefined && !isOld && (
        <strong data-testid="heard-count">
          {data.previewReplay.calls.filter(({ draft }) => draft.isHeard).length} of the last{' '}
          {data.previewReplay.callCount} calls
        </strong>
      )}
      {(isFetching || isOld) && <span aria-busy="true">Counting the last 100 calls…</span>}
      {error !== null && !isFetching && (
        <>
          <span role="alert">{error.message}</span>
          <Button size="xs" onClick={() => void refetch()}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}
