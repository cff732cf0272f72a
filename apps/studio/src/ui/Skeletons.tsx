import type { ReactElement } from 'react';
import classes from './panels.module.css';
import { classNames } from './class-names.ts';

const widths = [180, 120, 240, 90, 150];

/** The shape of a table that is on its way. */
export function TableSkeleton({ rows = 8 }: { readonly rows?: number }): ReactElement {
  return (
    <div className={classNames(classes.skeleton, classes.skeletonTable)} aria-busy="true" aria-label="Loading">
      <div className={classes.skeletonHead} />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.skeletonRow}>
          {widths.map((width, cell) => (
            <div key={cell} className={classes.bar} style={{ width: width - ((row * 17 + cell * 29) % 60) }} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The shape of a card of text that is on its way. */
export function CardSkeleton({ lines = 4 }: { readonly lines?: number }): ReactElement {
  return (
    <div className={classNames(classes.skeleton, classes.skeletonCard)} aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={classes.bar} style={{ width: `${String(90 - ((line * 23) % 50))}%` }} />
      ))}
    </div>
  );
}
