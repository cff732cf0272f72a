import type { Timers } from './draft-server.ts';

/** The browser's own time. */
export const browserTimers: Timers = {
  now: () => new Date(),
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
