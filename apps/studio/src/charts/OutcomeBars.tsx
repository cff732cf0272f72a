import { useElementSize } from '@mantine/hooks';
import { useId, type ReactElement } from 'react';
import classes from './chart.module.css';
import { niceScale, type Scale } from './nice-scale.ts';

/** What the runs of one part of the time came to. */
export interface OutcomePart {
  /** `13:00`: under the bar, where there is room. */
  readonly label: string;
  /** `20 Nov, 13:00`: in the bar's words. */
  readonly when: string;
  readonly succeeded: number;
  readonly failed: number;
  readonly inReview: number;
}

interface Props {
  readonly parts: readonly OutcomePart[];
  /** What it shows, for those who do not see it: with its sums. */
  readonly label: string;
}

const LEFT = 36;
const TOP = { y: 6, height: 96 };
const BOTTOM = { y: 116, height: 36 };
const AXIS_Y = 168;
const HEIGHT = 176;
/** A label of the time needs so much room. */
const LABEL_WIDTH = 76;

/** Runs by what became of them. Failures have a strip and a scale of their own: beside successes they would not be seen. */
export function OutcomeBars({ parts, label }: Props): ReactElement {
  const { ref, width } = useElementSize();
  const successScale = niceScale(Math.max(...parts.map(({ succeeded }) => succeeded)), { count: 2, isWhole: true });
  const failureScale = niceScale(Math.max(...parts.map(({ failed, inReview }) => failed + inReview)), {
    count: 1,
    isWhole: true,
  });
  const slot = (width - LEFT) / Math.max(parts.length, 1);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / Math.max(slot, 1)));
  return (
    <div ref={ref} className={classes.chart} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg height={HEIGHT} role="img" aria-label={label}>
          <Grid scale={successScale} strip={TOP} width={width} />
          <Grid scale={failureScale} strip={BOTTOM} width={width} />
          {parts.map((part, index) => (
            <Bar
              key={part.when}
              part={part}
              x={LEFT + index * slot}
              slot={slot}
              scales={{ success: successScale.max, failure: failureScale.max }}
            />
          ))}
          {parts.map(({ label: text, when }, index) =>
            index % every === 0 ? (
              <text key={when} x={LEFT + (index + 0.5) * slot} y={AXIS_Y} textAnchor="middle" className={classes.tick}>
                {text}
              </text>
            ) : null,
          )}
        </svg>
      )}
    </div>
  );
}

interface Strip {
  readonly y: number;
  readonly height: number;
}

function Grid({ scale, strip, width }: { scale: Scale; strip: Strip; width: number }): ReactElement {
  return (
    <>
      {scale.ticks.map((tick) => {
        const y = strip.y + strip.height * (1 - tick / scale.max);
        return (
          <g key={tick}>
            <line x1={LEFT} x2={width} y1={y} y2={y} className={classes.grid} />
            <text x={LEFT - 8} y={y + 4} textAnchor="end" className={classes.tick}>
              {tick.toLocaleString('en')}
            </text>
          </g>
        );
      })}
    </>
  );
}

interface BarProps {
  readonly part: OutcomePart;
  readonly x: number;
  readonly slot: number;
  readonly scales: { readonly success: number; readonly failure: number };
}

function Bar({ part, x, slot, scales }: BarProps): ReactElement {
  const hatch = useId();
  const width = Math.max(2, slot * 0.72);
  const left = x + (slot - width) / 2;
  const { succeeded, failed, inReview } = part;
  const up = heightIn(TOP, succeeded / scales.success);
  const bad = heightIn(BOTTOM, failed / scales.failure);
  const open = heightIn(BOTTOM, inReview / scales.failure);
  const floor = BOTTOM.y + BOTTOM.height;
  return (
    <g>
      <rect x={x} y={0} width={slot} height={floor} className={classes.slot}>
        <title>
          {part.when}: {succeeded} succeeded, {failed} failed, {inReview} in review
        </title>
      </rect>
      <g pointerEvents="none">
        <rect x={left} y={TOP.y + TOP.height - up} width={width} height={up} className={classes.succeeded} />
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" className={classes.failed} />
          <line x1="0" y1="0" x2="0" y2="4" className={classes.hatch} />
        </pattern>
        <rect x={left} y={floor - bad} width={width} height={bad} fill={`url(#${hatch})`} />
        <rect x={left} y={floor - bad - open} width={width} height={open} className={classes.review} />
      </g>
    </g>
  );
}

/** What is there at all is seen: at least 2. */
function heightIn(strip: Strip, share: number): number {
  return share === 0 ? 0 : Math.max(2, share * strip.height);
}

interface LegendEntry {
  readonly name: string;
  readonly count: number;
  readonly tone: 'succeeded' | 'failed' | 'review';
}

/** What the colours mean, with sums. */
export function OutcomeLegend({ entries }: { readonly entries: readonly LegendEntry[] }): ReactElement {
  return (
    <ul className={classes.legend}>
      {entries.map(({ name, count, tone }) => (
        <li key={name}>
          <svg viewBox="0 0 10 10" aria-hidden>
            <rect width="10" height="10" className={classes[tone]} />
            {tone === 'failed' && <path d="M0 10L10 0M-3 3L3 -3M7 13L13 7" className={classes.hatch} />}
          </svg>
          {name} <b>{count.toLocaleString('en')}</b>
        </li>
      ))}
    </ul>
  );
}
