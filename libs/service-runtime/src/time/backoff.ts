/**
 * Spreads retries that would otherwise come at the same moment: the delay becomes 1 to 1.1 times itself, whole
 * milliseconds, never shorter. Both ends matter: a retry that comes early breaks the promise made to the target, one
 * that comes much later breaks the author's schedule.
 *
 * @param random - gives a number from 0 to 1, as `Math.random` does
 */
export function jitteredDelayMs(baseMs: number, random: () => number): number {
  return Math.ceil(baseMs + baseMs * 0.1 * random());
}
