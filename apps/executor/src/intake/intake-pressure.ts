/** How much waits behind the doors. */
export interface Pressure {
  /** Runs in the ledger that nobody has begun yet. */
  parkedRuns: number;
  /** How long the oldest write of a run's facts has been waiting for its commit. */
  oldestWriteMs: number;
}

export interface PressureLimits {
  parkedRuns: number;
  oldestWriteMs: number;
}

/** Reading goes on at this share of the limit: at the limit itself it would stop and go on with every batch. */
const LOW_WATER = 0.5;

/**
 * Whether reading from Kafka shall rest. Kafka is the large buffer: what waits there costs nothing, what waits in the ledger
 * is written, claimed and read again.
 */
export function mustRest(isResting: boolean, pressure: Pressure, limits: PressureLimits): boolean {
  const share = isResting ? LOW_WATER : 1;
  return pressure.parkedRuns > limits.parkedRuns * share || pressure.oldestWriteMs > limits.oldestWriteMs * share;
}
