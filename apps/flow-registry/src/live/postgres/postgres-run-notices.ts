import { readRunNotice, RUN_NOTICE_CHANNEL } from '@aftercall/wire-format';
import type { Clock, Logger } from '@aftercall/service-runtime';
import { Listening } from '../../plumbing/postgres/listening.ts';
import type { LiveRuns } from '../live-runs.ts';

/**
 * Hears from executors which runs have changed, on the ledger's database. While that is away, watchers are told every few
 * seconds that they may have missed something: they go on by reading their lists.
 */
export function postgresRunNotices(databaseUrl: string, runs: LiveRuns, clock: Clock, log: Logger): Listening {
  return new Listening({
    databaseUrl,
    applicationName: 'aftercall-registry-live',
    channels: [RUN_NOTICE_CHANNEL],
    hearsOf: 'changed runs',
    onNotice: (_channel, payload) => {
      const notice = readRunNotice(payload);
      if (notice === undefined) log.warn({ bytes: payload.length }, 'a notice of changed runs cannot be read');
      else runs.noted(notice.workspace, notice.runIds);
    },
    onGap: () => {
      runs.missed();
    },
    clock,
    log,
  });
}
