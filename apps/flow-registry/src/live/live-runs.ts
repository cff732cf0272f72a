import type { RunHistoryRow } from '@aftercall/wire-format';
import type { Clock, Logger } from '@aftercall/service-runtime';
import { Watcher } from './watcher.ts';

/** Several executors tell every 250 ms, each in its own time: rows are read no more often than that all the same. */
const READ_EVERY_MS = 250;
/** With more than that at once, watchers are told to read their lists again. */
const MAX_IDS = 2000;

type ReadRuns = (workspace: string, ids: readonly string[]) => Promise<readonly RunHistoryRow[]>;

/** What is watched of one workspace. */
interface Watched {
  watchers: Set<Watcher>;
  changed: Set<string>;
  isReading: boolean;
}

/**
 * Brings changed runs to whoever watches: each batch of notices is one query per workspace, however many watch, and none when
 * nobody does.
 */
export class LiveRuns {
  private readonly watched = new Map<string, Watched>();
  private lastSequence = 0;

  constructor(
    private readonly read: ReadRuns,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Watches runs of the workspace from now on, until the watcher's `return`; with an id only that one. */
  watch(workspace: string, wanted: { id?: string; wants: (row: RunHistoryRow) => boolean }): Watcher {
    const watched = this.watched.get(workspace) ?? { watchers: new Set(), changed: new Set(), isReading: false };
    this.watched.set(workspace, watched);
    const watcher = new Watcher(wanted, (ended) => {
      watched.watchers.delete(ended);
      if (watched.watchers.size === 0) this.watched.delete(workspace);
    });
    watched.watchers.add(watcher);
    return watcher;
  }

  /** An executor says that these have changed; null = more than it can name. */
  noted(workspace: string, runIds: readonly string[] | null): void {
    const watched = this.watched.get(workspace);
    if (watched === undefined) return;
    if (runIds === null || watched.changed.size + runIds.length > MAX_IDS) {
      watched.changed.clear();
      missAll(watched);
      return;
    }
    for (const id of runIds) watched.changed.add(id);
    if (!watched.isReading) void this.readChanges(workspace, watched);
  }

  /** Notices may have been lost, of any workspace. */
  missed(): void {
    for (const watched of this.watched.values()) missAll(watched);
  }

  /** The instant in milliseconds, or one more than the last: greater than those that other replicas gave out before. */
  nextSequence(): number {
    this.lastSequence = Math.max(this.lastSequence + 1, this.clock.now().getTime());
    return this.lastSequence;
  }

  private async readChanges(workspace: string, watched: Watched): Promise<void> {
    watched.isReading = true;
    while (watched.changed.size > 0 && watched.watchers.size > 0) {
      const rested = this.clock.sleep(READ_EVERY_MS);
      await this.bringOne(workspace, watched);
      await rested;
    }
    watched.isReading = false;
  }

  private async bringOne(workspace: string, watched: Watched): Promise<void> {
    const watchers = [...watched.watchers];
    const ids = [...watched.changed].filter((id) => watchers.some((watcher) => watcher.wantsId(id)));
    watched.changed.clear();
    try {
      const rows = ids.length === 0 ? [] : await this.read(workspace, ids);
      const batch = {};
      // Sorted once for all: each watcher's own sort finds nothing to do.
      const sorted = [...rows].sort(newestFirst);
      for (const watcher of watchers) watcher.put(sorted, batch);
    } catch (error) {
      this.log.warn({ error, workspace }, 'changed runs could not be read: watchers are told to read again');
      missAll(watched);
    }
  }
}

/** Run ids are ordered by time. */
export function newestFirst(one: RunHistoryRow, other: RunHistoryRow): number {
  return one.run_id < other.run_id ? 1 : -1;
}

function missAll({ watchers }: Watched): void {
  for (const watcher of watchers) watcher.miss();
}
