import { IconArrowNarrowRight } from '@tabler/icons-react';
import type { NodeKind } from '@aftercall/flow-model';
import { Fragment, type ReactElement } from 'react';
import { KindTile } from './KindTile.tsx';
import classes from './kind-tile.module.css';

/** A flow in little: its kinds in a row. */
export function KindChain({ kinds }: { readonly kinds: readonly NodeKind[] }): ReactElement {
  return (
    <span className={classes.chain} aria-hidden>
      {kinds.map((kind, at) => (
        <Fragment key={at}>
          {at > 0 && <IconArrowNarrowRight size={18} stroke={1.5} />}
          <KindTile kind={kind} size={24} />
        </Fragment>
      ))}
    </span>
  );
}
