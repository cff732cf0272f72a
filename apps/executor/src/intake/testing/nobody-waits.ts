import { FlowCatalog } from '../../catalog/flow-catalog.ts';
import { PlanCache } from '../../runs/plan-cache.ts';
import { JoinCalls } from '../join-calls.ts';

/** For suites in which no call is joined. */
export function nobodyWaits(newId: () => string): JoinCalls {
  return new JoinCalls({ catalog: new FlowCatalog(), plans: new PlanCache(), newId });
}
