import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconPlugConnected, IconUnlink } from '@tabler/icons-react';
import type { FlowEdge, FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { disconnect, edgeId, edgeInWords } from '../edit/connect.ts';
import { nodeOf, portLabel, titleOfKey } from '../edit/node-title.ts';
import { useFlow, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './inspector.module.css';

/** What leads to a node and where it leads: the edges for those who use no pointer. */
export function Connections({ node }: { readonly node: FlowNode }): ReactElement {
  const workbench = useWorkbench();
  const flow = useFlow();
  const into = flow.edges.filter(({ to }) => to === node.key);
  const out = flow.edges.filter(({ from }) => from === node.key);
  return (
    <section className={classes.section} aria-label="Connections">
      <h3 className={classes.sectionTitle}>Connections</h3>
      {into.length + out.length > 0 && (
        <ul className={classes.rows}>
          {into.map((edge) => (
            <ConnectionRow key={edgeId(edge)} edge={edge} label="From" other={edge.from} />
          ))}
          {out.map((edge) => (
            <ConnectionRow
              key={edgeId(edge)}
              edge={edge}
              label={edge.port === 'next' ? 'To' : portLabel(node, edge.port)}
              other={edge.to}
            />
          ))}
        </ul>
      )}
      <Button
        leftSection={<IconPlugConnected />}
        rightSection={<kbd className={classes.kbd}>L</kbd>}
        disabled={workbench.isReadOnly}
        onClick={() => workbench.open({ type: 'connect', from: node.key })}
      >
        Connect to…
      </Button>
    </section>
  );
}

function ConnectionRow({ edge, label, other }: { edge: FlowEdge; label: string; other: string }): ReactElement {
  const workbench = useWorkbench();
  const flow = useFlow();
  const node = nodeOf(flow, other);
  return (
    <li className={classes.connection}>
      <span className={classes.exit}>{label}</span>
      <IconArrowRight aria-hidden size={14} />
      <button type="button" className={classes.other} onClick={() => workbench.select([other])}>
        {node !== undefined && <KindTile kind={node.kind} size={24} />}
        <span className={classes.otherName}>{titleOfKey(flow, other)}</span>
      </button>
      <ActionIcon
        size="sm"
        aria-label={`Disconnect ${edgeInWords(flow, edge, 'from')}`}
        disabled={workbench.isReadOnly}
        onClick={() => workbench.edit((one) => disconnect(one, [edge]))}
      >
        <IconUnlink size={16} stroke={1.75} />
      </ActionIcon>
    </li>
  );
}
