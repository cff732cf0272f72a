import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconHeadset, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { AgentsDocument, type AgentsQuery } from '../registry-client/generated/graphql.ts';
import { registryPages } from '../registry-client/registry-query.ts';
import { useMay } from '../session/viewer.ts';
import { Page } from '../shell/Page.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { fromNow, utcFull } from '../ui/format-time.ts';
import { LoadMore } from '../ui/LoadMore.tsx';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import table from '../ui/table.module.css';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { AgentForm } from './AgentForm.tsx';

const PAGE = 50;

/** The voice agents of the workspace. */
export function AgentsPage(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const mayPublish = useMay('PUBLISHER');
  useRowKeys();
  return (
    <Page
      title="AI Agents"
      section="AI Agents"
      text="Whose calls the actions hear. Call systems register theirs through GraphQL; they can be added here, too."
      tools={
        <Button variant="filled" leftSection={<IconPlus />} disabled={!mayPublish} onClick={() => setOpen(true)}>
          Register agent
        </Button>
      }
    >
      <AgentList onRegister={() => setOpen(true)} />
      <AgentForm isOpen={isOpen} onDone={() => setOpen(false)} />
    </Page>
  );
}

function AgentList({ onRegister }: { readonly onRegister: () => void }): ReactElement {
  const list = useInfiniteQuery(registryPages(AgentsDocument, { first: PAGE }, ({ agents }) => agents.pageInfo));
  if (list.isPending) return <TableSkeleton />;
  if (list.data === undefined)
    return <ErrorPanel title="Agents could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  const agents = list.data.pages.flatMap(({ agents: page }) => page.nodes);
  if (agents.length === 0)
    return (
      <EmptyState
        icon={<IconHeadset aria-hidden />}
        title="No agents yet"
        text="An agent is known by the id that its calls carry. Actions are attached to agents."
      >
        <Button onClick={onRegister}>Register agent</Button>
      </EmptyState>
    );
  return (
    <>
      <div className={table.frame}>
        <table className={`${String(table.table)} ${String(table.two)}`} aria-label="AI Agents">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={table.number}>
                Actions
              </th>
              <th scope="col" className={table.number}>
                End Call nodes
              </th>
              <th scope="col" className={table.number}>
                Variables
              </th>
              <th scope="col" className={table.wide}>
                Registered
              </th>
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <Row key={agent.agentId} agent={agent} />
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore list={list} />
    </>
  );
}

function Row({ agent }: { readonly agent: AgentsQuery['agents']['nodes'][number] }): ReactElement {
  const { agentId, name, actions, endNodes, variables, updatedAt } = agent;
  return (
    <tr>
      <td>
        <Link to="/agents/$agentId/actions/post-call" params={{ agentId }} className={table.name} data-row-link>
          {name}
        </Link>
        <span className={`${String(table.under)} ${String(table.mono)}`}>{agentId}</span>
      </td>
      <td className={table.number}>{actions.totalCount}</td>
      <td className={table.number}>{endNodes.length}</td>
      <td className={table.number}>{variables.length}</td>
      <td className={table.wide} title={utcFull(updatedAt)}>
        {fromNow(updatedAt)}
      </td>
    </tr>
  );
}
