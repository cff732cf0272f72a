import { useState, type UIEvent } from 'react';

/** Lines drawn above and below what is seen. */
const SPARE = 10;

/** The lines of a long list that are in the page: those that are seen, and some around them. */
export function useWindow(lineHeight: number): {
  readonly from: number;
  readonly count: number;
  /** What is seen, in px. */
  readonly seen: { readonly top: number; readonly height: number };
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
} {
  const [seen, setSeen] = useState({ top: 0, height: 400 });
  return {
    from: Math.max(0, Math.floor(seen.top / lineHeight) - SPARE),
    count: Math.ceil(seen.height / lineHeight) + 2 * SPARE,
    seen,
    onScroll: ({ currentTarget: { scrollTop, clientHeight } }) => setSeen({ top: scrollTop, height: clientHeight }),
  };
}
