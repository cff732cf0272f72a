import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconX } from '@tabler/icons-react';
import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf } from '../edit/node-title.ts';
import { useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { WithTestResult } from '../test-run/TestStepPanel.tsx';
import { Connections } from './Connections.tsx';
import { LastTest } from './request/LastTest.tsx';
import { NodeMenu } from './NodeMenu.tsx';
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
      {node.kind === 'apiRequest' && <LastTest node={node} />}
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
