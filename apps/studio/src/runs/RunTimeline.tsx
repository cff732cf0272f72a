import type { FlowDocument } from '@aftercall/flow-model';
import { IconBroadcast } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { statusLooks } from '../status/status-looks.ts';
import { Chip } from '../ui/Chip.tsx';
import { classNames } from '../ui/class-names.ts';
import { duration } from '../ui/format-time.ts';
import type { WholeRun } from './run-shapes.ts';
import { isOver, runMs } from './run-words.ts';
import { stepTime } from './step-words.ts';
import { busySpans, timelineRows, type TimelineBar, type TimelineRow } from './timeline-rows.ts';
import { timelineScale, type TimelineScale } from './timeline-scale.ts';
import classes from './timeline.module.css';

interface Props {
  readonly run: WholeRun;
  /** Names the exits of decisions. */
  readonly flow: FlowDocument | undefined;
  readonly now: Date;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
}

/** Steps and their requests in time. A long wait is drawn shorter, with a break in the axis. */
export function RunTimeline({ run, flow, now, selected, onSelect }: Props): ReactElement {
  const total = runMs(run, now) ?? 0;
  const rows = timelineRows(run, flow, now);
  const scale = timelineScale(busySpans(rows), total);
  return (
    <section className={classes.timeline} aria-label="Timeline">
      <header className={classes.head}>
        <h2>Timeline</h2>
        <Legend />
        {!isOver(run.status) && (
          <Chip tone="accent" icon={<IconBroadcast aria-hidden stroke={1.75} />}>
            Live
          </Chip>
        )}
      </header>
      <div className={classes.axis} aria-hidden>
        {scale.ticks.map((ms) => (
          <span key={ms} style={{ left: percent(scale.place(ms)) }}>
            {ms === 0 ? '0' : duration(ms)}
          </span>
        ))}
      </div>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <Row
            key={row.step.key}
            row={row}
            scale={scale}
            time={stepTime(row.step, now)}
            isSelected={row.step.key === selected}
            onSelect={onSelect}
          />
        ))}
      </ul>
    </section>
  );
}

function Legend(): ReactElement {
  return (
    <span className={classes.legend} aria-hidden>
      <i className={classNames(classes.bar, classes.answered)} /> Answered
      <i className={classNames(classes.bar, classes.failed)} /> Failed attempt
      <i className={classNames(classes.bar, classes.wait)} /> Waiting
    </span>
  );
}

interface RowProps {
  readonly row: TimelineRow;
  readonly scale: TimelineScale;
  readonly time: string;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function Row({ row, scale, time, isSelected, onSelect }: RowProps): ReactElement {
  const { step, bars, note } = row;
  const { icon: Icon, word, tone } = statusLooks[step.status];
  const room = noteRoom(bars, scale);
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => onSelect(step.key)}
      >
        <Icon aria-hidden size={16} stroke={1.75} className={classes[tone]} />
        <span className={classes.label}>{step.name}</span>{' '}
        <span className={classes.track} aria-hidden>
          {scale.breaks.map((place) => (
            <i key={place} className={classes.break} style={{ left: percent(place) }} />
          ))}
          {bars.map((bar, at) => (
            <Bar key={at} bar={bar} scale={scale} />
          ))}
          {room !== undefined && (
            <span className={classes.note} style={room}>
              {note}
            </span>
          )}
        </span>
        <span className={classes.time}>{time}</span>{' '}
        <span className="ac-heard-only">{[word, note].filter((part) => part !== '').join(', ')}</span>
      </button>
    </li>
  );
}

/** Behind the last bar, else before the first; a row that is full has no room for a note. */
function noteRoom(
  bars: readonly TimelineBar[],
  scale: TimelineScale,
): { left: string } | { right: string } | undefined {
  const end = Math.max(0, ...bars.map(({ to }) => scale.place(to)));
  if (end <= 0.6) return { left: `calc(${percent(end)} + 8px)` };
  const begin = Math.min(1, ...bars.map(({ from }) => scale.place(from)));
  return begin >= 0.4 ? { right: `calc(${percent(1 - begin)} + 8px)` } : undefined;
}

function Bar({ bar, scale }: { readonly bar: TimelineBar; readonly scale: TimelineScale }): ReactElement {
  const left = scale.place(bar.from);
  const width = Math.max(0, scale.place(bar.to) - left);
  const says = `${bar.says}, ${duration(bar.to - bar.from)}`;
  return (
    <i
      className={classNames(classes.bar, classes[bar.kind])}
      style={{ left: percent(left), width: `max(${percent(width)}, 3px)` }}
      title={says}
    >
      {bar.kind === 'wait' && width > 0.12 && <b>{duration(bar.to - bar.from)}</b>}
    </i>
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}
