import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useActionChange } from '../actions/action-changes.ts';
import { ActionQuestions } from '../actions/ActionQuestions.tsx';
import { agentWords } from '../actions/version-words.ts';
import { VersionChip } from '../actions/VersionChip.tsx';
import { ActionOverviewDocument, type ActionOverviewQuery } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { useMay } from '../session/viewer.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import { ActionActivity } from './ActionActivity.tsx';
import { ActionFrame } from './ActionFrame.tsx';
import { LastRuns } from './LastRuns.tsx';
import classes from './versions.module.css';

const route = getRouteApi('/shell/actions/$actionId/overview');

type WholeAction = NonNullable<ActionOverviewQuery['action']>;

/** One action: what is live, what is being worked on, whose calls it hears, and how its last runs went. */
export function ActionOverviewPage(): ReactElement {
  const { actionId } = route.useParams();
  const query = useQuery(registryQuery(ActionOverviewDocument, { id: actionId }));
  if (query.isPending) return <PagePending />;
  if (query.data === undefined)
    return (
      <ActionFrame actionId={actionId} name="Action" tab="overview">
        <ErrorPanel title="The action could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      </ActionFrame>
    );
  const { action } = query.data;
  if (action === null) return <NotFound what="action" />;
  return <Loaded action={action} />;
}

function Loaded({ action }: { readonly action: WholeAction }): ReactElement {
  const [asks, setAsks] = useState<'archive' | 'agents'>();
  const change = useActionChange();
  const mayPublish = useMay('PUBLISHER');
  const isArchived = action.status === 'ARCHIVED';
  return (
    <ActionFrame
      actionId={action.id}
      name={action.name}
      description={action.description}
      tab="overview"
      aside={<VersionChip action={action} />}
      tools={
        <Button
          leftSection={action.enabled ? <IconPlayerPause stroke={1.75} /> : <IconPlayerPlay stroke={1.75} />}
          disabled={!mayPublish || isArchived}
          loading={change.isPending}
          onClick={() => change.mutate({ kind: action.enabled ? 'pause' : 'enable', action })}
        >
          {action.enabled ? 'Pause' : 'Resume'}
        </Button>
      }
    >
      <FormProblem error={change.error} />
      <div className={classes.cards}>
        <LiveCard action={action} />
        <DraftCard action={action} />
        <AgentsCard action={action} mayChange={mayPublish && !isArchived} onChange={() => setAsks('agents')} />
      </div>
      <LastRuns actionId={action.id} />
      <ActionActivity actionId={action.id} />
      {!isArchived && (
        <section className={classes.danger} aria-label="Archive">
          <div>
            <h2>Archive</h2>
            <p>It hears no more calls and leaves the lists. This cannot be taken back.</p>
          </div>
          <Button color="red" variant="outline" disabled={!mayPublish} onClick={() => setAsks('archive')}>
            Archive…
          </Button>
        </section>
      )}
      <ActionQuestions
        question={asks === undefined ? undefined : { about: asks, action }}
        onDone={() => setAsks(undefined)}
      />
    </ActionFrame>
  );
}

function LiveCard({ action }: { readonly action: WholeAction }): ReactElement {
  const { liveVersion } = action;
  return (
    <section className={classes.card} aria-label="Live version">
      <h2>Live version</h2>
      {liveVersion === null ? (
        <p>Not published. Calls are not heard until somebody publishes a version.</p>
      ) : (
        <>
          <p className={classes.figure}>v{liveVersion.number}</p>
          <p title={utcFull(liveVersion.publishedAt)}>
            {liveVersion.note === '' ? 'No note' : liveVersion.note}
            <br />
            by {liveVersion.publishedBy}, {fromNow(liveVersion.publishedAt)}
          </p>
          {liveVersion.liveOn !== null && (
            <p>
              On {liveVersion.liveOn.seen} of {liveVersion.liveOn.executors} executors
            </p>
          )}
        </>
      )}
    </section>
  );
}

function DraftCard({ action }: { readonly action: WholeAction }): ReactElement {
  const { draft, liveVersion } = action;
  const errors = draft.problems.filter(({ severity }) => severity === 'ERROR').length;
  const warnings = draft.problems.length - errors;
  const isAhead = draft.changedSinceLive;
  return (
    <section className={classes.card} aria-label="Draft">
      <h2>Draft</h2>
      <p className={classes.figure}>{isAhead ? 'Ahead' : 'As published'}</p>
      <p title={utcFull(draft.savedAt)}>
        Saved by {draft.savedBy}, {fromNow(draft.savedAt)}
        <br />
        {errors} {errors === 1 ? 'error' : 'errors'}, {warnings} {warnings === 1 ? 'warning' : 'warnings'}
      </p>
      {isAhead && liveVersion !== null && (
        <Link
          to="/actions/$actionId/compare"
          params={{ actionId: action.id }}
          search={{ from: String(liveVersion.number), to: 'draft' }}
        >
          Compare with v{liveVersion.number}
        </Link>
      )}
    </section>
  );
}

interface AgentsCardProps {
  readonly action: WholeAction;
  readonly mayChange: boolean;
  readonly onChange: () => void;
}

function AgentsCard({ action, mayChange, onChange }: AgentsCardProps): ReactElement {
  return (
    <section className={classes.card} aria-label="Hears">
      <h2>Hears</h2>
      <p className={classes.figure}>{agentWords(action.agents)}</p>
      <p>{action.hears?.words ?? 'The draft has no Start.'}</p>
      <Button
        size="sm"
        disabled={!mayChange}
        title={mayChange ? undefined : 'This needs the role Publisher'}
        onClick={onChange}
      >
        Agents…
      </Button>
    </section>
  );
}
