import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { IconPencil } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useMay } from '../session/viewer.ts';
import table from '../ui/table.module.css';
import { AgentForm } from './AgentForm.tsx';
import { AgentFrame, type WholeAgent } from './AgentFrame.tsx';
import classes from './agents.module.css';

const route = getRouteApi('/shell/agents/$agentId/overview');

/** What is known of an agent: its End Call nodes, and the variables that its calls bring. */
export function AgentOverviewPage(): ReactElement {
  const { agentId } = route.useParams();
  const [isOpen, setOpen] = useState(false);
  const mayPublish = useMay('PUBLISHER');
  return (
    <AgentFrame
      agentId={agentId}
      tab="overview"
      tools={(agent) => (
        <>
          <Button leftSection={<IconPencil stroke={1.75} />} disabled={!mayPublish} onClick={() => setOpen(true)}>
            Edit agent
          </Button>
          <AgentForm isOpen={isOpen} agent={agent} onDone={() => setOpen(false)} />
        </>
      )}
    >
      {(agent) => (
        <div className={classes.columns}>
          <EndNodes agent={agent} />
          <Variables agent={agent} />
        </div>
      )}
    </AgentFrame>
  );
}

function EndNodes({ agent }: { readonly agent: WholeAgent }): ReactElement {
  return (
    <section aria-label="End Call nodes">
      <h2 className={classes.heading}>End Call nodes</h2>
      {agent.endNodes.length === 0 && <p>None is registered: flows of this agent cannot choose among them.</p>}
      {agent.endNodes.length > 0 && (
        <div className={table.frame}>
          <table className={table.table} aria-label="End Call nodes">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Id</th>
              </tr>
            </thead>
            <tbody>
              {agent.endNodes.map(({ id, name }) => (
                <tr key={id}>
                  <td>{name}</td>
                  <td className={table.mono}>{id}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Variables({ agent }: { readonly agent: WholeAgent }): ReactElement {
  return (
    <section aria-label="Variables">
      <h2 className={classes.heading}>Variables that its calls bring</h2>
      {agent.variables.length === 0 && <p>None is registered.</p>}
      {agent.variables.length > 0 && (
        <div className={table.frame}>
          <table className={table.table} aria-label="Variables">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Type</th>
                <th scope="col">Always there</th>
                <th scope="col">Sample</th>
              </tr>
            </thead>
            <tbody>
              {agent.variables.map(({ name, type, required, sample }) => (
                <tr key={name}>
                  <td className={table.mono}>{name}</td>
                  <td>{type.toLowerCase()}</td>
                  <td>{required ? 'yes' : 'no'}</td>
                  <td className={table.mono}>{sample == null ? '–' : JSON.stringify(sample)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
