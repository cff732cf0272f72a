/** An executor that polls the feed. */
export interface SeenExecutor {
  executor: string;
  /** It has applied everything up to here: it asked for what comes after. */
  revision: number;
  /** By the forgiveness asked for, it counts as gone this many milliseconds from now, unless it polls again. */
  connectedForMs: number;
}

/**
 * Who polls the feed, with which revision. Kept in the database, by its clock, so that all replicas of the registry agree.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface ExecutorsSeen {
  /** Notes the start of a poll that may wait up to `waitMs`; answers the poll's id. */
  polled(poll: { executor: string; revision: number; waitMs: number }): Promise<string>;
  /** Notes the poll's end. A poll that a later one of the same executor has replaced changes nothing. */
  ended(pollId: string): Promise<void>;
  /**
   * Those that poll, or did within the last {@link GRACE_MS}.
   *
   * @param lateByMs - forgives an absence of that much more: a registry that was away itself cannot have been polled
   */
  connected(lateByMs?: number): Promise<readonly SeenExecutor[]>;
}

/** Between two polls an executor applies what it read: a second is much, three are plenty. */
export const GRACE_MS = 3000;

/** Who did not poll for so long is no longer known at all. */
export const FORGOTTEN_AFTER_MS = 86_400_000;
