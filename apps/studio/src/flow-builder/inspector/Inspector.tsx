import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconCopy,
  IconDots,
  IconPencil,
  IconPlayerPlay,
  IconPlugConnected,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf } from '../edit/node-title.ts';
import { duplicateNodes } from '../edit/paste-nodes.ts';
import { removeNodes } from '../edit/remove-nodes.ts';
import { useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { WithTestResult } from '../test-run/TestStepPanel.tsx';
import { Connections } from './Connections.tsx';
import { NodeForm } from './NodeForm.tsx';
import { useTargetFocus } from './use-target-focus.ts';
import { useInspectorWidth } from './use-inspector-width.ts';
import classes from './inspector.module.css';

/** The settings of the chosen node. */
export function Inspector(): ReactElement | null {
  const selected = useView((view) => view.selected);
  const isOpen = useView((view) => view.isInspectorOpen);
  const isFull = useView((view) => view.isInspectorFull);
  const flow = useFlow();
  const { width, edge } = useInspectorWidth();
  useTargetFocus();
  const [key] = selected;
  const node = key === undefined || selected.length !== 1 ? undefined : nodeOf(flow, key);
  if (node === undefined || !isOpen) return null;
  return (
    <aside
      className={classes.inspector}
      data-full={isFull || undefined}
      style={isFull ? undefined : { width }}
      aria-label={`Settings of ${titleOf(node)}`}
      data-testid="inspector"
    >
      {edge}
      <Head node={node} />
      <div className={classes.form}>
        <WithTestResult node={node}>
          <NodeForm key={node.key} node={node} />
          <Connections node={node} />
        </WithTestResult>
      </div>
    </aside>
  );
}

function Head({ node }: { readonly node: FlowNode }): ReactElement {
  const workbench = useWorkbench();
  const isFull = useView((view) => view.isInspectorFull);
  return (
    <header className={classes.head}>
      <KindTile kind={node.kind} />
      <div className={classes.words}>
        <h2 className={classes.title}>{titleOf(node)}</h2>
        <code className={classes.key}>{node.key}</code>
      </div>
      {node.kind !== 'start' && <NodeMenu node={node} />}
      <Tooltip label={isFull ? 'Beside the canvas' : 'Full screen'}>
        <ActionIcon
          aria-label={isFull ? 'Beside the canvas' : 'Full screen'}
          onClick={() => workbench.show({ isInspectorFull: !isFull })}
        >
          {isFull ? (
            <IconArrowsDiagonalMinimize2 size={18} stroke={1.75} />
          ) : (
            <IconArrowsDiagonal size={18} stroke={1.75} />
          )}
        </ActionIcon>
      </Tooltip>
      <ActionIcon
        aria-label="Close settings"
        onClick={() => workbench.show({ isInspectorOpen: false, isInspectorFull: false })}
      >
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </header>
  );
}

function NodeMenu({ node }: { readonly node: FlowNode }): ReactElement {
  const workbench = useWorkbench();
  const { key } = node;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${titleOf(node)}`}>
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => workbench.open({ type: 'rename', key })}>
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected size={16} />}
          onClick={() => workbench.open({ type: 'connect', from: key })}
        >
          Connect to…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => workbench.show({ drawer: { type: 'testRun', upTo: key } })}
        >
          Run to this step
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={16} />}
          onClick={() => workbench.edit((flow) => duplicateNodes(flow, [key]))}
        >
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          color="red"
          onClick={() => workbench.edit((flow) => removeNodes(flow, [key]))}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
