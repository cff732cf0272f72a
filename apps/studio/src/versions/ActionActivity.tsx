import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { DurationPanel, OutcomePanel } from '../overview/ActivityCharts.tsx';
import { FailingSteps } from '../overview/FailingSteps.tsx';
import overview from '../overview/overview.module.css';
import { partLabels, spanOf } from '../overview/overview-span.ts';
import { RangeChoice } from '../overview/RangeChoice.tsx';
import { ActionActivityOverTimeDocument } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { CardSkeleton } from '../ui/Skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import classes from './versions.module.css';

const route = getRouteApi('/shell/actions/$actionId/overview');
const POLL_MS = 10_000;

/** How an action's runs went over time, how long they took, and by which step they fail. */
export function ActionActivity({ actionId }: { readonly actionId: string }): ReactElement {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { range = '24h', zone } = search;
  const { per, from, to, parts } = spanOf(range, useNow(POLL_MS));
  const labelOf = useMemo(() => partLabels(range, zone), [range, zone]);
  const query = useQuery({
    ...registryQuery(ActionActivityOverTimeDocument, { actionId, from, to, parts }),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
  const activity = query.data?.activity;
  return (
    <>
      <div className={classes.activityHead}>
        <h2>Activity</h2>
        <RangeChoice search={search} onChange={(next) => void navigate({ search: next })} />
      </div>
      {query.isPending && <CardSkeleton lines={4} />}
      {activity === undefined && query.isError && (
        <ErrorPanel title="Activity could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {activity !== undefined && (
        <>
          <div className={overview.panels}>
            <OutcomePanel activity={activity} per={per} labelOf={labelOf} />
            <DurationPanel activity={activity} labelOf={labelOf} />
          </div>
          <div className={classes.activitySteps}>
            <FailingSteps
              steps={activity.failingSteps ?? []}
              failedRuns={activity.runs?.failed ?? 0}
              actionId={actionId}
            />
          </div>
        </>
      )}
    </>
  );
}
