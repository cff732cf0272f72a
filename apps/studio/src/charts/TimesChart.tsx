import { useElementSize } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { duration } from '../ui/format-time.ts';
import classes from './chart.module.css';
import { niceScale } from './nice-scale.ts';

/** How long things took in one part of the time; null = nothing was measured. */
export interface TimesPart {
  readonly label: string;
  readonly when: string;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

interface Props {
  readonly parts: readonly TimesPart[];
  readonly label: string;
  /** Drawn as a line that should not be crossed, with its words. */
  readonly objective?: { readonly ms: number; readonly words: string } | undefined;
}

const LEFT = 52;
const RIGHT = 40;
const TOP = 6;
const BOTTOM = 152;
const HEIGHT = 176;
const LABEL_WIDTH = 76;
const END_GAP = 13;

const series = [
  { name: 'p99', key: 'p99Ms', line: 'p99', dot: 'dot99' },
  { name: 'p95', key: 'p95Ms', line: 'p95', dot: 'dot95' },
  { name: 'p50', key: 'p50Ms', line: 'p50', dot: 'dot50' },
] as const;

/** Times over time, each line named at its end. Where nothing was measured, a line has a gap. */
export function TimesChart({ parts, label, objective }: Props): ReactElement {
  const { ref, width } = useElementSize();
  const largest = Math.max(objective?.ms ?? 0, ...parts.map(({ p99Ms }) => p99Ms ?? 0));
  const scale = niceScale(largest, { count: 4 });
  const slot = (width - LEFT - RIGHT) / Math.max(parts.length, 1);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / Math.max(slot, 1)));
  const x = (index: number): number => LEFT + (index + 0.5) * slot;
  const y = (ms: number): number => BOTTOM - (ms / scale.max) * (BOTTOM - TOP);
  return (
    <div ref={ref} className={classes.chart} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg height={HEIGHT} role="img" aria-label={label}>
          {scale.ticks.map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} className={classes.grid} />
              <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className={classes.tick}>
                {tick === 0 ? '0' : duration(tick).replace('.0 ', ' ')}
              </text>
            </g>
          ))}
          {objective !== undefined && (
            <>
              <line
                x1={LEFT}
                x2={width - RIGHT}
                y1={y(objective.ms)}
                y2={y(objective.ms)}
                stroke="var(--ac-text2)"
                strokeWidth={1.5}
                strokeDasharray="5 4"
              />
              <text x={LEFT + 6} y={y(objective.ms) - 6} className={classes.tick}>
                {objective.words}
              </text>
            </>
          )}
          {parts.map(({ label: text, when }, index) =>
            index % every === 0 ? (
              <text key={when} x={x(index)} y={BOTTOM + 16} textAnchor="middle" className={classes.tick}>
                {text}
              </text>
            ) : null,
          )}
          <Lines parts={parts} x={x} y={y} />
        </svg>
      )}
    </div>
  );
}

interface LinesProps {
  readonly parts: readonly TimesPart[];
  readonly x: (index: number) => number;
  readonly y: (ms: number) => number;
}

function Lines({ parts, x, y }: LinesProps): ReactElement {
  const last = parts.findLastIndex(({ p99Ms }) => p99Ms !== null);
  const ends = apart(series.map(({ key }) => y(parts[last]?.[key] ?? 0)));
  return (
    <>
      {series.map(({ name, key, line, dot }, place) => (
        <g key={name}>
          <path d={pathOf(parts, key, x, y)} className={classes[line]} />
          {parts.map((part, index) => (
            <circle
              key={part.when}
              cx={x(index)}
              cy={y(part[key] ?? 0)}
              r={part[key] === null ? 0 : 2}
              className={classes[dot]}
            >
              <title>
                {part.when}: {name} {duration(part[key] ?? 0)}
              </title>
            </circle>
          ))}
          {last >= 0 && (
            <text x={x(last) + 8} y={(ends[place] ?? 0) + 4} className={classes.end}>
              {name}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

function pathOf(
  parts: readonly TimesPart[],
  key: 'p50Ms' | 'p95Ms' | 'p99Ms',
  x: LinesProps['x'],
  y: LinesProps['y'],
): string {
  return parts
    .map((part, index) => {
      const ms = part[key];
      if (ms === null) return '';
      const isOn = index > 0 && parts[index - 1]?.[key] !== null;
      return `${isOn ? 'L' : 'M'}${x(index).toFixed(1)} ${y(ms).toFixed(1)}`;
    })
    .join('');
}

/** Names must not lie over one another: each at least so far below the one before, and none below the axis. */
function apart(places: readonly number[]): readonly number[] {
  const down: number[] = [];
  for (const place of places) down.push(Math.max(place, (down.at(-1) ?? -Infinity) + END_GAP));
  return down.map((place, index) => Math.min(place, BOTTOM - (down.length - 1 - index) * END_GAP));
}
