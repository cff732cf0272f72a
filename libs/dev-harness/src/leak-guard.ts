import { until } from './until.ts';

/**
 * What a suite must have closed when it ends; Node's names for handles that keep a process alive. Timers are not among
 * them: jest has timers of its own that come and go, and cannot be told from a suite's.
 */
const watched = ['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'FSEventWrap'];

/** Closing a socket takes a turn or two of the event loop, a child process a little longer. */
const graceMs = 2000;

/**
 * Fails the suite when it leaves sockets, servers, pools or child processes open. Call it on the last line of a spec
 * file: jest runs hooks in the order in which they are written, so this one then looks after all others have cleaned up.
 */
export function leakGuard(): void {
  const before = countHandles();
  const findLeaks = (): string[] =>
    [...countHandles()]
      .map(([kind, count]) => ({ kind, extra: count - (before.get(kind) ?? 0) }))
      .filter(({ extra }) => extra > 0)
      .map(({ kind, extra }) => `${kind}: ${String(extra)}`);
  afterAll(async () => {
    const closed = { deadlineMs: graceMs, what: 'everything to be closed' };
    try {
      await until(() => findLeaks().length === 0, closed);
    } catch (cause) {
      throw new Error(`this suite left open ${findLeaks().join(', ')}: close it in afterAll`, { cause });
    }
  });
}

function countHandles(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (watched.includes(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
