/** A stretch of time, in ms from the run's begin. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From ms to a place between 0 and 1. */
export interface TimelineScale {
  readonly place: (ms: number) => number;
  /** Middles of the stretches that are drawn shorter than they were. */
  readonly breaks: readonly number[];
  /** Where the axis is labelled. */
  readonly ticks: readonly number[];
}

/** A wait of more than this part of the whole is shortened, so that requests beside it can be told apart. */
const LONG_WAIT = 0.4;
/** What a shortened wait keeps of the width. */
const BREAK_WIDTH = 0.08;
const WANTED_TICKS = 5;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24].map((count) => count * hour),
];

interface Piece extends Span {
  readonly isBreak: boolean;
}

/**
 * A scale over the whole run on which long waits take little room.
 * @param busy - when something was under way; what lies between is waiting
 */
export function timelineScale(busy: readonly Span[], totalMs: number): TimelineScale {
  const total = Math.max(totalMs, 1);
  const pieces = piecesOf(busy, total);
  const drawn = pieces.filter(({ isBreak }) => !isBreak).reduce((sum, { from, to }) => sum + to - from, 0);
  const breakCount = pieces.filter(({ isBreak }) => isBreak).length;
  const room = 1 - breakCount * BREAK_WIDTH;
  const widthOf = ({ from, to, isBreak }: Piece): number => (isBreak ? BREAK_WIDTH : ((to - from) / drawn) * room);
  const starts = pieces.reduce<number[]>((all, piece) => [...all, (all.at(-1) ?? 0) + widthOf(piece)], [0]);
  const place = (ms: number): number => {
    const at = Math.max(
      0,
      pieces.findLastIndex(({ from }) => from <= ms),
    );
    const piece = pieces[at] ?? { from: 0, to: total, isBreak: false };
    const part = (Math.min(Math.max(ms, piece.from), piece.to) - piece.from) / Math.max(piece.to - piece.from, 1e-9);
    return (starts[at] ?? 0) + part * widthOf(piece);
  };
  const breaks = pieces.flatMap((piece, at) => (piece.isBreak ? [(starts[at] ?? 0) + BREAK_WIDTH / 2] : []));
  return { place, breaks, ticks: ticksOf(pieces, drawn / room) };
}

/** The whole, cut where waits are long. */
function piecesOf(busy: readonly Span[], total: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let cursor = 0;
  for (const wait of waitsBetween(busy, total)) {
    if (wait.to - wait.from < total * LONG_WAIT) continue;
    // A little of the wait stays at both ends, or its begin and end would touch the break.
    const rest = Math.min((wait.to - wait.from) / 10, (total - (wait.to - wait.from)) / 6 + 1);
    if (wait.from + rest > cursor) pieces.push({ from: cursor, to: wait.from + rest, isBreak: false });
    pieces.push({ from: wait.from + rest, to: wait.to - rest, isBreak: true });
    cursor = wait.to - rest;
  }
  return cursor < total || pieces.length === 0 ? [...pieces, { from: cursor, to: total, isBreak: false }] : pieces;
}

function waitsBetween(busy: readonly Span[], total: number): readonly Span[] {
  const waits: Span[] = [];
  let free = 0;
  for (const { from, to } of busy.toSorted((a, b) => a.from - b.from)) {
    if (from > free) waits.push({ from: free, to: Math.min(from, total) });
    free = Math.max(free, to);
  }
  return free < total ? [...waits, { from: free, to: total }] : waits;
}

function ticksOf(pieces: readonly Piece[], drawnMs: number): readonly number[] {
  const step = steps.find((one) => drawnMs / one <= WANTED_TICKS) ?? 24 * hour;
  return pieces
    .filter(({ isBreak }) => !isBreak)
    .flatMap(({ from, to }) => {
      const first = Math.ceil(from / step);
      const count = Math.max(0, Math.floor(to / step) - first + 1);
      return Array.from({ length: count }, (_, at) => (first + at) * step);
    });
}
