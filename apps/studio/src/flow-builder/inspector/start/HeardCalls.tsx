import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StartNode } from '@aftercall/flow-model';
import { useState, type ReactElement } from 'react';
import { ask } from '../../../registry-client/ask.ts';
import { CountHeardCallsDocument } from '../../../registry-client/generated/graphql.ts';
import { useAction, useFlow } from '../../workbench/workbench-context.ts';
import { heardInWords } from './heard-in-words.ts';
import classes from './start.module.css';

/** What will be heard, in words, and how many of the last calls that would have been. */
export function HeardCalls({ node }: { readonly node: StartNode }): ReactElement {
  const { id, agents } = useAction();
  const flow = useFlow();
  const [asked, setAsked] = useState<typeof flow>();
  const { data, error, isFetching } = useQuery({
    queryKey: ['heard-calls', id, asked],
    queryFn: ({ signal }) =>
      ask({ document: CountHeardCallsDocument, variables: { actionId: id, flow: asked }, signal, deadlineMs: 60_000 }),
    enabled: asked !== undefined,
    gcTime: 0,
    retry: false,
  });
  const isOld = asked !== undefined && asked !== flow;
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
      <div className={classes.counted}>
        {data !== undefined && !isOld && (
          <strong data-testid="heard-count">
            {data.previewReplay.calls.filter(({ draft }) => draft.isHeard).length} of the last{' '}
            {data.previewReplay.callCount} calls
          </strong>
        )}
        {(data === undefined || isOld) && (
          <Button size="xs" loading={isFetching} onClick={() => setAsked(flow)}>
            Try on the last 100 calls
          </Button>
        )}
        {error !== null && <span role="alert">{error.message}</span>}
      </div>
    </div>
  );
}
