import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { AgentDocument, type AgentQuery } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { Page } from '../shell/Page.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import classes from './agents.module.css';

/** An agent with all that its pages show. */
export type WholeAgent = NonNullable<AgentQuery['agent']>;

type TabName = 'overview' | 'actions/post-call' | 'calls';

const tabs: readonly { readonly value: TabName; readonly name: string }[] = [
  { value: 'overview', name: 'Overview' },
  { value: 'actions/post-call', name: 'Actions' },
  { value: 'calls', name: 'Calls' },
];

interface Props {
  readonly agentId: string;
  readonly tab: TabName;
  readonly tools?: (agent: WholeAgent) => ReactNode;
  readonly children: (agent: WholeAgent) => ReactNode;
}

/** What the pages of one agent have in common: its name, and the tabs. */
export function AgentFrame({ agentId, tab, tools, children }: Props): ReactElement {
  const query = useQuery(registryQuery(AgentDocument, { agentId }));
  const crumbs = [{ label: 'AI Agents', to: '/agents' }];
  if (query.isPending) return <PagePending />;
  if (query.data === undefined)
    return (
      <Page title={agentId} section="AI Agents" crumbs={crumbs}>
        <ErrorPanel title="The agent could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const { agent } = query.data;
  if (agent === null) return <NotFound what="agent" list={{ name: 'AI Agents', to: '/agents' }} />;
  const base = `/agents/${encodeURIComponent(agentId)}`;
  const isActions = tab === 'actions/post-call';
  return (
    <Page
      title={agent.name}
      heading={isActions ? 'Post-Call' : undefined}
      section="AI Agents"
      crumbs={
        isActions
          ? [
              ...crumbs,
              { label: agent.name, to: `${base}/overview` },
              { label: 'Actions', to: `${base}/actions/post-call` },
            ]
          : crumbs
      }
      text={<span className={classes.id}>{agent.agentId}</span>}
      tools={tools?.(agent)}
    >
      <Tabs value={tab} className={classes.tabs ?? ''}>
        <Tabs.List>
          {tabs.map(({ value, name }) => (
            <Tabs.Tab key={value} value={value} component={Link} {...{ to: `${base}/${value}` }}>
              {name}
              {value === 'actions/post-call' && agent.actions.totalCount > 0 && (
                <span className={classes.count}>{agent.actions.totalCount}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {children(agent)}
    </Page>
  );
}
