import { Modal } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { nodeKindLooks } from '../../node-kinds/node-kind-looks.ts';
import { addBehind, addNode, insertAfter } from '../edit/add-node.ts';
import { ADDABLE_KINDS, type AddableKind } from '../edit/new-node.ts';
import { nodeOf, portLabel, titleOfKey } from '../edit/node-title.ts';
import { focusNode } from '../workbench/focus-node.ts';
import type { Layer } from '../workbench/view-state.ts';
import { useView, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './palette.module.css';

type QuickAddLayer = Extract<Layer, { type: 'quickAdd' }>;

/** Chooses what comes next: by `n`, or by the plus under an exit. */
export function QuickAdd(): ReactElement | null {
  const layer = useView((view) => (view.layer?.type === 'quickAdd' ? view.layer : undefined));
  return layer === undefined ? null : <QuickAddDialog layer={layer} />;
}

function QuickAddDialog({ layer }: { readonly layer: QuickAddLayer }): ReactElement {
  const workbench = useWorkbench();
  const list = useRef<HTMLUListElement>(null);
  const add = (kind: AddableKind): void => {
    workbench.close();
    const { selected, focused } = workbench.view.getState();
    const { at, exit } = layer;
    const isDone = workbench.edit((flow) => {
      if (exit !== undefined) return addBehind(flow, kind, exit);
      return at === undefined ? insertAfter(flow, kind, selected[0] ?? focused) : addNode(flow, kind, at);
    });
    const made = workbench.view.getState().selected[0];
    // The dialog gives the focus back first.
    if (isDone && made !== undefined) setTimeout(() => focusNode(made), 0);
  };
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <Modal opened onClose={() => workbench.close()} title={titleOf(layer, workbench)} size={320} returnFocus>
      <ul className={classes.kinds} ref={list} onKeyDown={walk}>
        {ADDABLE_KINDS.map((kind, at) => (
          <li key={kind}>
            <button
              type="button"
              className={classes.kind}
              data-autofocus={at === 0 ? true : undefined}
              onClick={() => add(kind)}
            >
              <KindTile kind={kind} />
              <span className={classes.words}>
                <span className={classes.name}>{nodeKindLooks[kind].label}</span>{' '}
                <span className={classes.help}>{nodeKindLooks[kind].help}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function titleOf({ exit, at }: QuickAddLayer, { flow, view }: ReturnType<typeof useWorkbench>): string {
  if (exit !== undefined) {
    const node = nodeOf(flow, exit.from);
    const label = node === undefined || exit.port === 'next' ? '' : ` ${portLabel(node, exit.port)}`;
    return `Add after ${titleOfKey(flow, exit.from)}${label}`;
  }
  const { selected, focused } = view.getState();
  const after = selected[0] ?? focused;
  return at === undefined && after !== undefined ? `Add after ${titleOfKey(flow, after)}` : 'Add a node';
}
