import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { IconFilterOff, IconPhone, IconPhoneEnd } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { callOutcomes } from '../calls/call-outcomes.ts';
import { AgentCallsDocument, type AgentCallsQuery } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { StatusBadge } from '../status/StatusBadge.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { FilterChip } from '../ui/FilterChip.tsx';
import { utcDayTime, utcFull } from '../ui/format-time.ts';
import { LoadMore } from '../ui/LoadMore.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import table from '../ui/table.module.css';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { AgentFrame } from './AgentFrame.tsx';
import classes from './agents.module.css';

const route = getRouteApi('/shell/agents/$agentId/calls');
const PAGE = 50;

/** An agent's calls, each with what became of it. */
export function AgentCallsPage(): ReactElement {
  const { agentId } = route.useParams();
  const { outcome } = route.useSearch();
  const navigate = useNavigate({ from: '/agents/$agentId/calls' });
  const choose = (chosen: string | undefined): void =>
    void navigate({ search: chosen === undefined ? {} : { outcome: chosen } });
  useRowKeys();
  return (
    <AgentFrame agentId={agentId} tab="calls">
      {() => (
        <>
          <div className={table.toolbar} role="group" aria-label="Filters">
            <FilterChip
              name="Outcome"
              icon={IconPhoneEnd}
              options={callOutcomes.map((word) => ({ value: word, label: word }))}
              values={outcome === undefined ? [] : [outcome]}
              onChange={([chosen]) => choose(chosen)}
            />
          </div>
          <CallList agentId={agentId} outcome={outcome} onClear={() => choose(undefined)} />
        </>
      )}
    </AgentFrame>
  );
}

interface ListProps {
  readonly agentId: string;
  readonly outcome: string | undefined;
  readonly onClear: () => void;
}

function CallList({ agentId, outcome, onClear }: ListProps): ReactElement {
  const filter = { agentId, ...(outcome === undefined ? {} : { outcome }) };
  const list = useInfiniteQuery(
    registryPages(AgentCallsDocument, { first: PAGE, filter }, ({ calls }) => calls?.pageInfo),
  );
  if (list.isPending) return <TableSkeleton />;
  if (list.data === undefined)
    return <ErrorPanel title="Calls could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  const calls = list.data.pages.flatMap(({ calls: page }) => page?.nodes ?? []);
  if (calls.length === 0) return <NoCalls isFiltered={outcome !== undefined} onClear={onClear} />;
  return (
    <>
      <div className={table.frame}>
        <table className={table.table} aria-label="Calls">
          <thead>
            <tr>
              <th scope="col">Call</th>
              <th scope="col">Outcome</th>
              <th scope="col" className={table.wide}>
                First heard of, UTC
              </th>
              <th scope="col">What became of it</th>
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <Row key={call.id} call={call} />
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore list={list} />
    </>
  );
}

type ListedCall = NonNullable<AgentCallsQuery['calls']>['nodes'][number];

function Row({ call }: { readonly call: ListedCall }): ReactElement {
  const first = call.events?.[0];
  return (
    <tr>
      <td className={table.mono}>
        <Link to="/calls/$callId" params={{ callId: call.id }} data-row-link>
          {call.id}
        </Link>
      </td>
      <td>{call.outcome ?? '–'}</td>
      <td
        className={classNames(table.nowrap, table.wide)}
        title={first === undefined ? undefined : utcFull(first.receivedAt)}
      >
        {first === undefined ? '–' : utcDayTime(first.receivedAt)}
      </td>
      <td>
        <Story call={call} />
      </td>
    </tr>
  );
}

/** Its runs; a call without one says why. */
function Story({ call }: { readonly call: ListedCall }): ReactElement {
  const runs = call.runs ?? [];
  if (runs.length === 0)
    return <>{call.events?.findLast(({ reason }) => reason !== null)?.reason?.message ?? 'No run'}</>;
  return (
    <span className={classes.story}>
      {runs.map(({ id, status, action }) => (
        <span key={id}>
          <StatusBadge status={status} />{' '}
          <Link to="/runs/$runId" params={{ runId: id }}>
            {action?.name ?? 'Deleted action'}
          </Link>
        </span>
      ))}
    </span>
  );
}

function NoCalls({
  isFiltered,
  onClear,
}: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}): ReactElement {
  if (isFiltered)
    return (
      <EmptyState icon={<IconFilterOff aria-hidden />} title="No calls match">
        <Button onClick={onClear}>Clear filters</Button>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<IconPhone aria-hidden />}
      title="No calls yet"
      text="A call is listed as soon as an event of it came, whether any action hears it or not."
    />
  );
}
