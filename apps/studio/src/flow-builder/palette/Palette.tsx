import { IconGripVertical } from '@tabler/icons-react';
import type { DragEvent, ReactElement } from 'react';
import { KindTile } from '../../node-kinds/KindTile.tsx';
import { nodeKindLooks } from '../../node-kinds/node-kind-looks.ts';
import { insertAfter } from '../edit/add-node.ts';
import { ADDABLE_KINDS, type AddableKind } from '../edit/new-node.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { KIND_MIME } from './dragged-kind.ts';
import classes from './palette.module.css';

/** The kinds of nodes: dragged onto the canvas, or clicked, which puts one after the selected node. */
export function Palette(): ReactElement {
  return (
    <div className={classes.palette}>
      <ul className={classes.kinds}>
        {ADDABLE_KINDS.map((kind) => (
          <li key={kind}>
            <PaletteItem kind={kind} />
          </li>
        ))}
      </ul>
      <p className={classes.hint}>
        Drag onto the canvas, or press <kbd>N</kbd> to add after the selected node.
      </p>
    </div>
  );
}

function PaletteItem({ kind }: { readonly kind: AddableKind }): ReactElement {
  const workbench = useWorkbench();
  const { label, help } = nodeKindLooks[kind];
  const drag = (event: DragEvent): void => {
    event.dataTransfer.setData(KIND_MIME, kind);
    event.dataTransfer.effectAllowed = 'copy';
  };
  const add = (): void => {
    const { selected, focused } = workbench.view.getState();
    workbench.edit((flow) => insertAfter(flow, kind, selected[0] ?? focused));
  };
  return (
    <button
      type="button"
      className={classes.kind}
      draggable
      onDragStart={drag}
      onClick={add}
      disabled={workbench.isReadOnly}
    >
      <KindTile kind={kind} />
      <span className={classes.words}>
        <span className={classes.name}>{label}</span> <span className={classes.help}>{help}</span>
      </span>
      <IconGripVertical aria-hidden size={16} stroke={1.75} />
    </button>
  );
}
