import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { ask } from '../../registry-client/ask.ts';
import { PreviewPastCallsDocument, type PreviewPastCallsQuery } from '../../registry-client/generated/graphql.ts';
import { useAction, useFlow } from '../workbench/workbench-context.ts';
import classes from './publish.module.css';

/** What the draft would have done to the last calls, beside the live version. Nothing is sent. */
export function PastCalls(): ReactElement {
  const { id } = useAction();
  const flow = useFlow();
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching } = useQuery({
    queryKey: ['past-calls', id, flow],
    queryFn: ({ signal }) =>
      ask({ document: PreviewPastCallsDocument, variables: { actionId: id, flow }, signal, deadlineMs: 60_000 }),
    enabled: isAsked,
    gcTime: 0,
    retry: false,
  });
  return (
    <section className={classes.checks} aria-label="Past calls">
      <h3>Past calls</h3>
      {data === undefined ? (
        <>
          <p className={classes.hint}>The requests of the last 20 calls, live against new. Nothing is sent.</p>
          <Button size="sm" leftSection={<IconHistory />} loading={isFetching} onClick={() => setAsked(true)}>
            Preview on past calls
          </Button>
        </>
      ) : (
        <Preview preview={data.previewReplay} />
      )}
      {error !== null && (
        <p role="alert" className={classes.problem}>
          {error.message}
        </p>
      )}
    </section>
  );
}

function Preview({ preview }: { readonly preview: PreviewPastCallsQuery['previewReplay'] }): ReactElement {
  const { callCount, changedCount, calls } = preview;
  if (callCount === 0) return <p className={classes.hint}>None of these agents has had a call yet.</p>;
  return (
    <>
      <p className={classes.hint}>
        {changedCount} of {callCount} calls would have gone otherwise.
      </p>
      <ul>
        {calls
          .filter(({ isChanged }) => isChanged)
          .map(({ callId, summary }) => (
            <li key={callId}>
              <span>
                <code>{callId}</code> {summary}
              </span>
            </li>
          ))}
      </ul>
    </>
  );
}
