import type { FlowEdge } from '../document/flow-document.ts';
import type { Plan, PlannedStep, Progress, StepProgress } from './plan.ts';

/** What to do now. `end` is there when the run is over (apply `skip` first). */
export interface NextMoves {
  start: PlannedStep[];
  skip: PlannedStep[];
  end?: 'SUCCEEDED' | 'FAILED';
}

type EdgeState = 'taken' | 'dead' | 'open';

/**
 * What a run has to do now, from its plan and what became of its steps. Pure: the same progress always gives the same
 * moves, so a run can be taken up by any process at any point.
 *
 * An edge is
 * - *taken* when its source ended and left by the edge's port: Start by `next`; a step that succeeded by the port it
 *   names; a failed step by `failure`;
 * - *dead* when its source ended and left by another port, was skipped, or failed without being wired there;
 * - *open* while its source has not ended.
 *
 * A step that has not begun
 * - waits while one of its incoming edges is open: a join waits for every branch;
 * - is started when all are settled and at least one is taken: several edges out of one port so run side by side;
 * - is skipped when all are dead. Skipping settles its own outgoing edges, so whole dead branches are skipped in one go.
 *
 * A failed step without a wired `failure` exit kills its own path only: the other branches run to their end. The run is
 * over when nothing runs and nothing can start; it FAILED if such a step failed, else it SUCCEEDED. What happened in
 * which order makes no difference.
 *
 * What a step sees is as independent of the order: the variables that the call brought, overwritten in plan order by what
 * its own ancestors made (see `visible-scope`). A branch so sees its own writes and never those of one beside it. At a join
 * the branches' writes are merged in plan order, that is sources first, then by place in the document; where two branches
 * set one variable the later of them wins, and the check `writes-apart` has warned of it.
 *
 * Call it again when the moves have been applied and when a step has ended; running steps are never named again.
 */
export function nextMoves(plan: Plan, progress: Progress): NextMoves {
  const moves: NextMoves = { start: [], skip: [] };
  const stateOf = (key: string): StepProgress | undefined => {
    if (key === plan.start.key) return STARTED;
    return progress.get(key) ?? (moves.skip.some((step) => step.key === key) ? SKIPPED : undefined);
  };
  for (const step of plan.steps) {
    if (progress.has(step.key)) continue;
    const move = moveOf(plan.graph.incoming(step.key), stateOf);
    if (move !== 'wait') moves[move].push(step);
  }
  const isOver = moves.start.length === 0 && plan.steps.every(({ key }) => hasEnded(stateOf(key)));
  return isOver ? { ...moves, end: hasFailed(plan, progress) ? 'FAILED' : 'SUCCEEDED' } : moves;
}

const STARTED: StepProgress = { state: 'succeeded', port: 'next' };
const SKIPPED: StepProgress = { state: 'skipped' };

/** Of a step that has not begun. */
function moveOf(
  incoming: readonly FlowEdge[],
  stateOf: (key: string) => StepProgress | undefined,
): 'start' | 'skip' | 'wait' {
  let move: 'start' | 'skip' = 'skip';
  for (const edge of incoming) {
    const state = edgeState(edge, stateOf(edge.from));
    if (state === 'open') return 'wait';
    if (state === 'taken') move = 'start';
  }
  return move;
}

function edgeState(edge: FlowEdge, source: StepProgress | undefined): EdgeState {
  switch (source?.state) {
    case undefined:
    case 'running':
      return 'open';
    case 'succeeded':
      return source.port === edge.port ? 'taken' : 'dead';
    case 'failed':
      return edge.port === 'failure' ? 'taken' : 'dead';
    case 'skipped':
      return 'dead';
    default:
      return source satisfies never;
  }
}

function hasEnded(progress: StepProgress | undefined): boolean {
  return progress !== undefined && progress.state !== 'running';
}

function hasFailed(plan: Plan, progress: Progress): boolean {
  return plan.steps.some(
    (step) => progress.get(step.key)?.state === 'failed' && !(step.kind === 'apiRequest' && step.hasFailureExit),
  );
}
