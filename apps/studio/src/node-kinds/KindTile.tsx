import type { NodeKind } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { nodeKindLooks } from './node-kind-looks.ts';
import classes from './kind-tile.module.css';

/** The icon of a node's kind on its coloured tile: the only place where a kind has a colour. */
export function KindTile({ kind, size = 32 }: { readonly kind: NodeKind; readonly size?: 24 | 32 }): ReactElement {
  const { icon: Icon, colour } = nodeKindLooks[kind];
  return (
    <span
      aria-hidden
      className={classes.tile}
      style={{ width: size, height: size, color: `var(--ac-${colour})`, background: `var(--ac-${colour}-tile)` }}
    >
      <Icon size={size === 32 ? 20 : 16} stroke={1.75} />
    </span>
  );
}
