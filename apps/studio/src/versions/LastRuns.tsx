import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { OverviewRunsDocument, type OverviewRunsQuery } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { runDuration } from '../runs/run-words.ts';
import { statusLooks } from '../status/status-looks.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { utcFull } from '../ui/format-time.ts';
import { CardSkeleton } from '../ui/Skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import classes from './versions.module.css';

const POLL_MS = 5000;

/** The last twenty runs as a strip, oldest first. */
export function LastRuns({ actionId }: { readonly actionId: string }): ReactElement {
  const query = useQuery({
    ...registryQuery(OverviewRunsDocument, { filter: { actionId } }),
    refetchInterval: POLL_MS,
  });
  return (
    <section className={classes.runs} aria-label="Last runs">
      <header>
        <h2>Last runs</h2>
        <Link to="/runs" search={{ action: actionId }}>
          All runs
        </Link>
      </header>
      {query.isPending && <CardSkeleton lines={1} />}
      {query.isError && (
        <ErrorPanel title="Runs could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <Strip runs={query.data.runs?.nodes ?? []} />}
    </section>
  );
}

type Run = NonNullable<OverviewRunsQuery['runs']>['nodes'][number];

function Strip({ runs }: { readonly runs: readonly Run[] }): ReactElement {
  const now = useNow(5000);
  if (runs.length === 0) return <p>No runs yet. One begins when a call ends that its live version hears.</p>;
  const failed = runs.filter(({ status }) => status === 'FAILED').length;
  return (
    <>
      <ol className={classes.strip}>
        {runs.toReversed().map((run) => {
          const { icon: Icon, word, tone } = statusLooks[run.status];
          const says = `${word}, ${utcFull(run.openedAt)}, ${runDuration(run, now)}`;
          return (
            <li key={run.id}>
              <Link
                to="/runs/$runId"
                params={{ runId: run.id }}
                className={classes[tone]}
                aria-label={says}
                title={says}
              >
                <Icon aria-hidden size={16} stroke={1.75} />
              </Link>
            </li>
          );
        })}
      </ol>
      <p>
        {failed} of the last {runs.length} failed.
      </p>
    </>
  );
}
