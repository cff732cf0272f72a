import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconCircleMinus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { AgentNamesDocument, CallDocument } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { Page } from '../shell/Page.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { StatusBadge } from '../status/StatusBadge.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { utcFull } from '../ui/format-time.ts';
import type { WholeCall } from './call-shape.ts';
import { CallEvents } from './CallEvents.tsx';
import classes from './calls.module.css';
import { whyNot } from './why-not.ts';

const route = getRouteApi('/shell/calls/$callId');
const POLL_MS = 3000;

/** One call: what is known of it, and why each action did or did not run. */
export function CallPage(): ReactElement {
  const { callId } = route.useParams();
  const query = useQuery({ ...registryQuery(CallDocument, { id: callId }), refetchInterval: POLL_MS });
  if (query.isPending) return <PagePending />;
  if (query.data === undefined)
    return (
      <Page title={callId} section="Calls">
        <ErrorPanel title="The call could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const { call } = query.data;
  if (call === null) return <NotFound what="call" list={{ name: 'Runs', to: '/runs' }} />;
  return <LoadedCall call={call} />;
}

function LoadedCall({ call }: { readonly call: WholeCall }): ReactElement {
  const agents = useQuery(registryQuery(AgentNamesDocument, {})).data?.agents.nodes ?? [];
  const agentName = agents.find(({ agentId }) => agentId === call.agentId)?.name ?? call.agentId;
  return (
    <Page
      title={call.id}
      section="Calls"
      crumbs={[
        { label: 'AI Agents', to: '/agents' },
        { label: agentName, to: `/agents/${encodeURIComponent(call.agentId)}/calls` },
      ]}
      text={heardWords(call)}
      aside={call.outcome === null ? undefined : <Chip>{call.outcome}</Chip>}
    >
      <h2 className={classes.heading}>Actions</h2>
      <Actions call={call} />
      <h2 className={classes.heading}>Events</h2>
      <CallEvents call={call} />
    </Page>
  );
}

/** What is known of it in a line: how often it was heard of, and since when. */
function heardWords({ events }: WholeCall): string {
  const [first] = events ?? [];
  if (first === undefined) return 'What the call system said about this call, and what became of it.';
  const count = events?.length ?? 0;
  return `First heard of on ${utcFull(first.receivedAt)}, ${count === 1 ? 'one event' : `${String(count)} events`}.`;
}

function Actions({ call }: { readonly call: WholeCall }): ReactElement {
  const actions = call.actions ?? [];
  if (actions.length === 0) return <p className={classes.none}>No action heard of this call.</p>;
  return (
    <ul className={classes.actions} aria-label="What became of each action">
      {actions.map((story, at) => (
        <li key={at}>
          <ActionStory story={story} outcome={call.outcome} />
        </li>
      ))}
    </ul>
  );
}

type Story = NonNullable<WholeCall['actions']>[number];

function ActionStory({ story, outcome }: { readonly story: Story; readonly outcome: string | null }): ReactElement {
  const { actionName, action, run, reason } = story;
  if (run !== null)
    return (
      <>
        <StatusBadge status={run.status} />
        <span className={classes.story}>
          <strong>{actionName}</strong> ran
        </span>
        <Link to="/runs/$runId" params={{ runId: run.id }}>
          Open run
        </Link>
      </>
    );
  const { because, place } = whyNot(reason ?? { code: '', message: 'nothing was recorded' }, action?.id, outcome);
  return (
    <>
      <span className={classes.not}>
        <IconCircleMinus aria-hidden size={16} stroke={1.75} /> Not run
      </span>
      <span className={classes.story}>
        <strong>{actionName}</strong> did not run, because {because}
      </span>
      {place !== undefined && <Link to={place.to}>{place.name}</Link>}
    </>
  );
}
