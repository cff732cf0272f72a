import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconArrowForwardUp,
  IconArrowsSplit2,
  IconDots,
  IconPencil,
  IconPlugConnected,
  IconPlus,
  IconRowInsertBottom,
  IconTilde,
  IconTrash,
  IconUnlink,
} from '@tabler/icons-react';
import { useMemo, type KeyboardEvent, type ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf } from '../edit/node-title.ts';
import { outlineOf, type OutlineRow } from '../edit/outline.ts';
import { removeNodes } from '../edit/remove-nodes.ts';
import { useCheck, useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { countInWords, type ProblemCount } from '../problems/problem.ts';
import classes from './outline.module.css';

/** The flow as a list: the canvas for people who read, hear or have a small screen. */
export function Outline(): ReactElement {
  const flow = useFlow();
  const rows = useMemo(() => outlineOf(flow), [flow]);
  const selected = useView((view) => view.selected);
  const focused = useView((view) => view.focused);
  const stop = focused ?? selected[0] ?? flow.nodes[0]?.key;
  return (
    <ul role="tree" aria-label="Outline of the flow" data-testid="outline" className={classes.tree} onKeyDown={walk}>
      {rows.map((row, at) =>
        row.type === 'node' ? (
          <StepRow key={row.key} row={row} isSelected={selected.includes(row.key)} isStop={row.key === stop} />
        ) : (
          <GroupRow key={String(at)} row={row} />
        ),
      )}
    </ul>
  );
}

function StepRow({
  row,
  isSelected,
  isStop,
}: {
  readonly row: Extract<OutlineRow, { type: 'node' }>;
  readonly isSelected: boolean;
  readonly isStop: boolean;
}): ReactElement | null {
  const workbench = useWorkbench();
  const node = nodeOf(useFlow(), row.key);
  const count = useCheck((check) => check.byNode.get(row.key));
  const change = useCheck((check) => check.changes.get(row.key));
  if (node === undefined) return null;
  const act = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') workbench.goTo(row.key);
    else if (event.key === 'Delete' || event.key === 'Backspace')
      workbench.edit((flow) => removeNodes(flow, [row.key]));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const spoken = [titleOf(node), count === undefined ? '' : countInWords(count), change ?? '']
    .filter(Boolean)
    .join(', ');
  return (
    <li
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      aria-label={spoken}
      tabIndex={isStop ? 0 : -1}
      data-key={row.key}
      className={classes.step}
      style={{ paddingInlineStart: 8 + row.depth * 16 }}
      onClick={() => {
        workbench.select([row.key]);
        workbench.show({ isInspectorOpen: true });
      }}
      onFocus={(event) => event.target === event.currentTarget && workbench.show({ focused: row.key })}
      onKeyDown={act}
    >
      <KindTile kind={node.kind} size={24} />
      <span className={classes.name}>{titleOf(node)}</span>
      <Marks count={count} change={change} />
      <StepMenu nodeKey={row.key} title={titleOf(node)} isStart={node.kind === 'start'} />
    </li>
  );
}

function Marks({ count, change }: { count: ProblemCount | undefined; change: string | undefined }): ReactElement {
  return (
    <span className={classes.marks}>
      {change === 'changed' && <IconTilde aria-hidden />}
      {change === 'added' && <IconPlus aria-hidden />}
      {count !== undefined && count.warnings > 0 && <IconAlertTriangleFilled aria-hidden className={classes.warn} />}
      {count !== undefined && count.errors > 0 && <IconAlertOctagonFilled aria-hidden className={classes.bad} />}
    </span>
  );
}

/** What can be done with a step without the canvas. */
function StepMenu({ nodeKey, title, isStart }: { nodeKey: string; title: string; isStart: boolean }): ReactElement {
  const workbench = useWorkbench();
  const isReadOnly = workbench.isReadOnly;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          size="xs"
          className={classes.menu}
          tabIndex={-1}
          aria-label={`Actions for ${title}`}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => workbench.goTo(nodeKey)}>
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected size={16} />}
          disabled={isReadOnly}
          onClick={() => workbench.open({ type: 'connect', from: nodeKey })}
        >
          Connect to…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconRowInsertBottom size={16} />}
          disabled={isReadOnly}
          onClick={() => {
            workbench.select([nodeKey]);
            workbench.open({ type: 'quickAdd' });
          }}
        >
          Insert after
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          disabled={isReadOnly || isStart}
          onClick={() => workbench.edit((flow) => removeNodes(flow, [nodeKey]))}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function GroupRow({ row }: { readonly row: Exclude<OutlineRow, { type: 'node' }> }): ReactElement {
  const [icon, text] = groupLook(row);
  return (
    <li
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={false}
      className={classes.group}
      style={{ paddingInlineStart: 10 + row.depth * 16 }}
    >
      {icon}
      {text}
    </li>
  );
}

function groupLook(row: Exclude<OutlineRow, { type: 'node' }>): [ReactElement, string] {
  switch (row.type) {
    case 'exit':
      return [<IconArrowForwardUp key="icon" aria-hidden className={classes.turned} />, row.label];
    case 'parallel':
      return [<IconArrowsSplit2 key="icon" aria-hidden />, `${String(row.count)} in parallel`];
    case 'loose':
      return [<IconUnlink key="icon" aria-hidden />, 'Not connected to Start'];
    default:
      return row satisfies never;
  }
}

/** Up and down walk the steps; the focus is the tree's one stop. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const menu = event.key === 'ArrowRight' || (event.shiftKey && event.key === 'F10');
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-key]')];
  const at = items.findIndex((item) => item === document.activeElement);
  if (at < 0) return;
  if (menu) items[at]?.querySelector<HTMLElement>('button')?.click();
  else if (step === undefined) return;
  else items[Math.min(items.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
