import { parseFlowDocument, type FlowDocument, type FlowEdge } from '@aftercall/flow-model';
import type { EdgeDecoration } from '../flow-graph/graph-decoration.ts';
import type { CardRing } from '../flow-graph/NodeCard.tsx';
import type { StepStatus } from '../registry-client/generated/graphql.ts';
import type { RunStep } from './run-shapes.ts';

const rings: Readonly<Record<StepStatus, CardRing>> = {
  PENDING: 'pending',
  RUNNING: 'running',
  WAITING: 'waiting',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  SKIPPED: 'skipped',
  IN_DOUBT: 'doubt',
};

/** The ring that tells a status from afar. */
export function ringOf(status: StepStatus): CardRing {
  return rings[status];
}

/** The version's own flow; undefined when this Studio cannot read it, for example because it is newer. */
export function flowOfVersion(flow: unknown): FlowDocument | undefined {
  const parsed = parseFlowDocument(flow);
  return parsed.ok ? parsed.flow : undefined;
}

/** Where a step stands, and the exit that it took. */
type StepEnd = Pick<RunStep, 'port' | 'status'>;

/** Which way the run went: an edge is taken when the step before it left by its port. */
export function edgeInRun(edge: FlowEdge, steps: ReadonlyMap<string, StepEnd>): EdgeDecoration {
  const from = steps.get(edge.from);
  const to = steps.get(edge.to);
  // Start is no step: its edges are taken as soon as there is a run.
  const isTaken = from === undefined ? to !== undefined : from.port === edge.port;
  if (isTaken) return { look: 'taken', isMoving: to?.status === 'RUNNING' };
  return hasLeft(from) || to?.status === 'SKIPPED' ? { look: 'passedBy' } : {};
}

/** Nothing will leave the step any more by an exit that it has not taken. */
function hasLeft(step: StepEnd | undefined): boolean {
  if (step === undefined) return false;
  return step.port !== null || step.status === 'SKIPPED' || step.status === 'FAILED';
}
