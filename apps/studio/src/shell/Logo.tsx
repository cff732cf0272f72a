import type { ReactElement } from 'react';

/** The mark: a call's sound, cut off, and what comes after it. */
export function Logo({ size = 24 }: { readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden>
      <rect width="16" height="16" rx="4" fill="var(--ac-accent)" />
      <g fill="#fff">
        <rect x="3" y="3.5" width="2" height="9" rx="1" />
        <rect x="6.5" y="5.5" width="2" height="5" rx="1" />
        <circle cx="11.8" cy="8" r="1.65" />
      </g>
    </svg>
  );
}
