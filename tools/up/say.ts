/** What is said on the terminal while it happens. */
export interface Say {
  /** A line of its own. */
  line(text: string): void;
  /** Says what is being done, does it, and says how long it took. `done` words the end from the result. */
  step<Result>(what: string, act: () => Promise<Result>, done?: (result: Result) => string): Promise<Result>;
  /** Something that a person should see although nothing has failed. */
  warn(text: string): void;
  /** Something that failed. */
  problem(text: string): void;
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Wraps a text in one of the terminal's styles; leaves it alone where colours are not wanted or not shown. */
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Colours on a terminal, unless `NO_COLOR` says no (no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv = process.env): Paint {
  const isWanted = stream.isTTY === true && (environment['NO_COLOR'] ?? '') === '';
  return isWanted ? (style, text) => `\u001B[${String(codes[style])}m${text}\u001B[0m` : (_, text) => text;
}

/** `640 ms`, `2.1 s`. */
export function duration(durationMs: number): string {
  return durationMs < 1000 ? `${durationMs.toFixed(0)} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}

/** Says everything through `write`, one line per call. */
export function createSay(write: (line: string) => void, paint: Paint): Say {
  const say: Say = {
    line: write,
    warn: (text) => write(`${paint('yellow', '!')} ${text}`),
    problem: (text) => write(`${paint('red', '✗')} ${text}`),
    async step(what, act, done) {
      write(`${paint('dim', '·')} ${what} …`);
      const beganMs = performance.now();
      const result = await act();
      const took = paint('dim', duration(performance.now() - beganMs));
      write(`${paint('green', '✓')} ${done?.(result) ?? what} ${took}`);
      return result;
    },
  };
  return say;
}
