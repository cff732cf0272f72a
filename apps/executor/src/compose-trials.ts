import type { FlowCatalog } from './catalog/flow-catalog.ts';
import type { Routes } from './plumbing/http/routes.ts';
import type { LedgerDatabase } from './plumbing/postgres/connection.ts';
import { trialRoutes } from './trials/http/trial-routes.ts';
import { PostgresPastCalls } from './trials/postgres/postgres-past-calls.ts';
import { PreviewReplay } from './trials/preview/preview-replay.ts';
import { SendTestRequest } from './trials/send/send-test-request.ts';
import type { TrialDeliveryParts } from './trials/send-trial.ts';
import { StartTestRun } from './trials/test-run/start-test-run.ts';
import { TrialLimits } from './trials/trial-limits.ts';

/** One click is one of these; a person makes no more than a few per second, a script that wants more is to wait. */
const RATES = {
  send: { burst: 60, everyMs: 500 },
  run: { burst: 30, everyMs: 1000 },
  preview: { burst: 15, everyMs: 2000 },
};

/** What authors try goes the same way as runs, but for the lanes. */
export function composeTrials(parts: {
  catalog: FlowCatalog;
  database: LedgerDatabase;
  delivery: TrialDeliveryParts;
  newId: () => string;
}): Routes {
  const { catalog, database, delivery, newId } = parts;
  const constantsOf = (workspace: string): Record<string, string> => catalog.constantsOf(workspace);
  const trials = { delivery, past: new PostgresPastCalls(database), constantsOf, newId };
  return trialRoutes({
    sendTestRequest: new SendTestRequest(trials),
    startTestRun: new StartTestRun(trials),
    previewReplay: new PreviewReplay(trials),
    limits: {
      send: new TrialLimits(delivery.clock, RATES.send),
      run: new TrialLimits(delivery.clock, RATES.run),
      preview: new TrialLimits(delivery.clock, RATES.preview),
    },
  });
}
