import { useEffect } from 'react';
import { isSingleKey } from './single-keys.ts';

const selector = '[data-row-link]';

/**
 * `j` and `k` walk the rows of the page's list: the focus moves from one row's link to the next, so that Enter opens it.
 * `more` adds keys that act on the row with the focus (its link is given), or on the page (undefined).
 */
export function useRowKeys(more: Readonly<Record<string, (row: HTMLElement | undefined) => void>> = {}): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const row = focusedRow();
      if (row === 'elsewhere' || !isSingleKey(event)) return;
      const step = { j: 1, k: -1 }[event.key];
      if (step !== undefined) stepFrom(row, step);
      else if (more[event.key] === undefined) return;
      else more[event.key]?.(row);
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

/** Undefined: the focus is on the page as a whole. */
function focusedRow(): HTMLElement | undefined | 'elsewhere' {
  const focused = document.activeElement;
  if (focused === document.body) return undefined;
  return focused instanceof HTMLElement && focused.matches(selector) ? focused : 'elsewhere';
}

function stepFrom(row: HTMLElement | undefined, step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>(selector)];
  const at = row === undefined ? -1 : rows.indexOf(row);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
