/** Hears of what happens to runs and operators want to count. */
export interface RunTally {
  /** So many runs were taken over from executors whose lease was over. */
  takenOver(runs: number): void;
  /** The fence refused a write: another executor has the run by now. */
  writeRefused(): void;
  /** A request ended without anybody knowing whether it was carried out; `code` is that of the cause. */
  inDoubt(code: string): void;
}

/** Counts nothing. */
export const noTally: RunTally = {
  takenOver: () => undefined,
  writeRefused: () => undefined,
  inDoubt: () => undefined,
};
