import type { Clock } from './clock.ts';

/**
 * The same clock, but its wall-clock time goes on evenly when that of the machine is set: what was to wait for two minutes waits
 * for two minutes. It differs from the machine's by as much as that was set since.
 */
export function steadyClock(clock: Clock): Clock {
  const offsetMs = clock.now().getTime() - clock.monotonicMs();
  return {
    now: () => new Date(offsetMs + clock.monotonicMs()),
    monotonicMs: () => clock.monotonicMs(),
    sleep: (durationMs, signal) => clock.sleep(durationMs, signal),
  };
}
