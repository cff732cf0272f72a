import type { ReactElement } from 'react';
import table from './table.module.css';

/** In a search field: the key that leads there. */
export function SlashHint(): ReactElement {
  return (
    <kbd aria-hidden className={table.slash}>
      /
    </kbd>
  );
}
