import type { ReactElement } from 'react';
import classes from './chart.module.css';

interface Props {
  /** Oldest first. */
  readonly parts: readonly { readonly total: number; readonly failed: number }[];
  /** What it says, in words. */
  readonly label: string;
}

const WIDTH = 96;
const HEIGHT = 20;

/** The shape of a day in a table: a bar per hour, failures at its foot. The words beside it say the same. */
export function Sparkline({ parts, label }: Props): ReactElement {
  const largest = Math.max(1, ...parts.map(({ total }) => total));
  const slot = WIDTH / Math.max(parts.length, 1);
  const isEmpty = parts.every(({ total }) => total === 0);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} className={classes.spark}>
      {isEmpty && <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes.sparkLine} />}
      {parts.map(({ total, failed }, index) => {
        if (total === 0) return null;
        const height = Math.max(3, (total / largest) * HEIGHT);
        const bad = failed === 0 ? 0 : Math.max(3, (failed / largest) * HEIGHT);
        const place = { x: index * slot, width: slot - 1 };
        return (
          <g key={index}>
            <rect {...place} y={HEIGHT - height} height={height} className={classes.succeeded} />
            <rect {...place} y={HEIGHT - bad} height={bad} className={classes.failed} />
          </g>
        );
      })}
    </svg>
  );
}
