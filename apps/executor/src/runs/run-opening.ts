import type { FlowDocument, Plan } from '@aftercall/flow-model';
import type { CallEventData } from '@aftercall/wire-format';
import type { RunIdentity } from './run-ledger.ts';

/** A run that an event opens: what the ledger keeps, and what the driver needs so that nothing is read again. */
export interface RunOpening {
  identity: RunIdentity;
  /** The event's outcome, shown with the run; null for events that have none. */
  callOutcome: string | null;
  document: FlowDocument;
  plan: Plan;
  data: CallEventData;
  /** Constants of the workspace, read in the flow as `env.*`. */
  constants: Record<string, string>;
}
