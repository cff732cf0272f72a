import { z } from 'zod';

/**
 * The PostgreSQL channel on which executors tell of changed runs, in the ledger's database. A notice holds ids only: whoever
 * may read the views reads there what has become of them.
 */
export const RUN_NOTICE_CHANNEL = 'aftercall_runs';

/** PostgreSQL takes less than 8000 bytes; a quoted id has 39, a workspace's name and the rest fit into what is left. */
const MAX_IDS = 190;

const runNotice = z.object({ workspace: z.string(), runIds: z.array(z.string()).nullable() });

/** Runs of one workspace that have changed; `runIds` null = more than can be named. */
export type RunNotice = z.output<typeof runNotice>;

/** The notices that name all these runs. */
export function writeRunNotices(workspace: string, runIds: readonly string[] | null): string[] {
  if (runIds === null) return [JSON.stringify({ workspace, runIds } satisfies RunNotice)];
  const notices: string[] = [];
  for (let from = 0; from < runIds.length; from += MAX_IDS) {
    notices.push(JSON.stringify({ workspace, runIds: runIds.slice(from, from + MAX_IDS) } satisfies RunNotice));
  }
  return notices;
}

/** `undefined`: it is none that this release can read. */
export function readRunNotice(text: string): RunNotice | undefined {
  try {
    return runNotice.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
