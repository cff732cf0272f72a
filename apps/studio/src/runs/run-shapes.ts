import type { NodeKind } from '@aftercall/flow-model';
import type { StepKind, WholeRunFragment } from '../registry-client/generated/graphql.ts';

/** A run with all that its page shows. */
export type WholeRun = WholeRunFragment;
export type RunStep = WholeRun['steps'][number];
export type RunAttempt = RunStep['attempts'][number];

/** What the flow calls a step's kind. */
export const kindOfStep: Readonly<Record<StepKind, NodeKind>> = {
  API_REQUEST: 'apiRequest',
  SET_VARIABLE: 'setVariable',
  DECISION: 'decision',
};
