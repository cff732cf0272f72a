import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { OverviewDocument } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { Page } from '../shell/Page.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { CardSkeleton } from '../ui/Skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import { LastWritePanel, OutcomePanel } from './ActivityCharts.tsx';
import { FailingSteps } from './FailingSteps.tsx';
import { LedgerPanel } from './LedgerPanel.tsx';
import { partLabels, spanOf } from './overview-span.ts';
import type { OverviewRange, OverviewSearch } from './overview-search.ts';
import { RangeChoice, rangeWords } from './RangeChoice.tsx';
import { Tiles } from './Tiles.tsx';
import classes from './overview.module.css';

const route = getRouteApi('/shell/overview');
const POLL_MS = 10_000;

/** Whether calls come in, whether their runs end well and in time, and where they do not. */
export function OverviewPage(): ReactElement {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = search.range ?? '24h';
  const span = spanOf(range, useNow(POLL_MS));
  const { per, ...asked } = span;
  const query = useQuery({
    ...registryQuery(OverviewDocument, asked),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
  return (
    <Page
      title="Overview"
      section="Overview"
      tools={
        <RangeChoice
          search={search}
          onChange={(next) => void navigate({ search: next })}
          readAt={query.dataUpdatedAt}
        />
      }
    >
      {query.isPending && <CardSkeleton lines={6} />}
      {query.data === undefined && query.isError && (
        <ErrorPanel title="The overview could not be loaded" error={query.error} onRetry={() => void query.refetch()}>
          Calls are still accepted and run; only these figures are affected.
        </ErrorPanel>
      )}
      {query.data !== undefined && (
        <Loaded found={query.data} per={per} range={range} zone={search.zone} isBusy={query.isFetching} />
      )}
    </Page>
  );
}

interface LoadedProps {
  readonly found: Parameters<typeof Tiles>[0]['found'];
  readonly per: string;
  readonly range: OverviewRange;
  readonly zone: OverviewSearch['zone'];
  readonly isBusy: boolean;
}

function Loaded({ found, per, range, zone, isBusy }: LoadedProps): ReactElement {
  const labelOf = useMemo(() => partLabels(range, zone), [range, zone]);
  const { activity } = found;
  return (
    <div aria-busy={isBusy}>
      <Tiles found={found} range={rangeWords[range]} />
      <div className={classes.panels}>
        <OutcomePanel activity={activity} per={per} labelOf={labelOf} />
        <LastWritePanel activity={activity} labelOf={labelOf} />
      </div>
      <div className={classes.lower}>
        <FailingSteps steps={activity.failingSteps ?? []} failedRuns={activity.runs?.failed ?? 0} />
        <LedgerPanel events={activity.events} runs={activity.runs} />
      </div>
    </div>
  );
}
