import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement, ReactNode } from 'react';
import { KindTile } from '../node-kinds/KindTile.tsx';
import classes from './node-card.module.css';
import { exitsOf, hasExitRow, sizeOf } from './node-shape.ts';
import { summaryOf, titleOf } from './node-summary.ts';
import { classNames } from '../ui/class-names.ts';

/** The ring around a card: what its status looks like from afar. */
export type CardRing = 'pending' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'skipped' | 'doubt';

interface Props {
  readonly node: FlowNode;
  readonly isSelected?: boolean;
  /** In a run: the status of its step. */
  readonly ring?: CardRing | undefined;
  /** In a run: the line that takes the place of the exits. */
  readonly strip?: ReactNode;
  /** Small icons at the right of the name: mTLS, tested, pinned. */
  readonly marks?: ReactNode;
  /** On the upper edge: Changed, Added, problems. */
  readonly flags?: ReactNode;
  /** While it is edited: handles, drawn over the card. */
  readonly children?: ReactNode;
}

/** One node of a flow as it is drawn everywhere: in the builder, in a run, in a version. */
export function NodeCard({ node, strip, marks, flags, children, ...look }: Props): ReactElement {
  return (
    <div className={classesOf(look)} style={{ width: sizeOf(node).width }}>
      {flags !== undefined && <div className={classes.flags}>{flags}</div>}
      <div className={classes.head}>
        <KindTile kind={node.kind} />
        <div className={classes.words}>
          <div className={classes.name}>
            <span className={classes.clipped}>{titleOf(node)}</span>
            {marks !== undefined && <span className={classes.marks}>{marks}</span>}
          </div>
          <div className={classNames(classes.summary, classes.clipped)}>{summaryOf(node)}</div>
        </div>
      </div>
      {strip === undefined ? <Exits node={node} /> : <div className={classes.strip}>{strip}</div>}
      {children}
    </div>
  );
}

function classesOf({ isSelected = false, ring }: Pick<Props, 'isSelected' | 'ring'>): string {
  const selected = ring === undefined ? classes.selected : classes.picked;
  return [classes.card, isSelected && selected, ring && classes[ring]].filter(Boolean).join(' ');
}

function Exits({ node }: { readonly node: FlowNode }): ReactElement | null {
  const exits = exitsOf(node);
  if (!hasExitRow(exits)) return null;
  return (
    <div className={classes.exits}>
      {exits.map(({ port, label }) => (
        <div key={port} className={classNames(classes.exit, classes.clipped)} title={label}>
          {label}
        </div>
      ))}
    </div>
  );
}
