import { until } from './until.ts';

/** What a suite must have closed when it ends; Node's names for handles that keep a process alive. */
const watched = ['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'Timeout', 'Immediate', 'FSEventWrap'];

/** Closing a socket takes a turn or two of the event loop, an idle pool's timer a little longer. */
const graceMs = 2000;

/**
 * Fails the suite when it leaves sockets, servers, child processes or timers open. Call it on the last line of a spec
 * file: jest runs hooks in the order in which they are written, so this one then looks after all others have cleaned up.
 */
export function leakGuard(): void {
  const before = countOpen();
  // The timer with which jest watches the hook that looks.
  before.set('Timeout', (before.get('Timeout') ?? 0) + 1);
  const findLeaks = (): string[] =>
    [...countOpen()]
      .map(([kind, count]) => ({ kind, extra: count - (before.get(kind) ?? 0) }))
      .filter(({ extra }) => extra > 0)
      .map(({ kind, extra }) => `${kind}: ${String(extra)}`);
  afterAll(async () => {
    const closed = { deadlineMs: graceMs, what: 'everything to be closed' };
    await until(() => findLeaks().length === 0, closed).catch(() => {
      throw new Error(`this suite left open ${findLeaks().join(', ')}: close pools, servers and timers in afterAll`);
    });
  });
}

function countOpen(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (watched.includes(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
