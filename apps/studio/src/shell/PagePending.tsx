import type { ReactElement } from 'react';
import { TableSkeleton } from '../ui/Skeletons.tsx';
import classes from './shell.module.css';

/** While a page's code is on its way. */
export function PagePending(): ReactElement {
  return (
    <>
      <div className={classes.topBar} />
      <div className={classes.page}>
        <TableSkeleton />
      </div>
    </>
  );
}
