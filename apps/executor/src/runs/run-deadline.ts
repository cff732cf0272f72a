import type { Plan } from '@aftercall/flow-model';
import type { Fact } from './journal-entry.ts';
import { skippedStep } from './run-facts.ts';
import type { RunEnd } from './run-ledger.ts';
import type { RunFrame } from './run-scope.ts';
import type { NodeState, RunState } from './run.ts';

/**
 * No run waits longer in all: more than the longest schedule with rests of a day each, which targets may ask for. The view
 * `ledger.run_history` shows the same time.
 */
const RUN_DEADLINE_MS = 7 * 24 * 3_600_000;

/** When a run is ended if it still waits; a person's decision gives it new time. */
export function deadlineMs({ identity }: Pick<RunFrame, 'identity'>, { orderedAtMs }: RunState): number {
  return (orderedAtMs ?? identity.openedAt.getTime()) + RUN_DEADLINE_MS;
}

/** How a run ends before its flow is through. */
export type EarlyEnd = Pick<RunEnd, 'status'> & { error: NonNullable<RunEnd['error']> };

/** Set once a run was cancelled, or is past its deadline; what waits for a person may do so for longer. */
export function earlyEndOf(frame: RunFrame, state: RunState, nowMs: number): EarlyEnd | undefined {
  if (state.cancelled !== undefined) {
    const { by, reason } = state.cancelled;
    const message = `cancelled by ${by}${reason === undefined ? '' : `: ${reason}`}`;
    return { status: 'CANCELLED', error: { code: 'CANCELLED', message } };
  }
  if (nowMs < deadlineMs(frame, state)) return undefined;
  if ([...state.nodes.values()].some(({ phase }) => phase.at === 'review')) return undefined;
  const message = 'the run was not through after 7 days';
  return { status: 'FAILED', error: { code: 'RUN_DEADLINE', message } };
}

/** What is said of the nodes that are not over: left out, failed, or in doubt for ever. */
export function lastFacts(plan: Plan, state: RunState, { error }: EarlyEnd): Fact[] {
  return plan.steps.flatMap(({ key }) => lastFactOf(key, state.nodes.get(key), error));
}

function lastFactOf(key: string, node: NodeState | undefined, cause: EarlyEnd['error']): Fact[] {
  if (node === undefined) return [{ ...skippedStep(key), cause }];
  if (node.phase.at === 'over' || node.phase.at === 'review') return [];
  if (!node.history.isInDoubt && node.openIntents.length === 0) {
    return [{ ...skippedStep(key), status: 'FAILED', cause }];
  }
  const message = `${cause.message}; whether its request was carried out is not known`;
  return [{ kind: 'review', node: key, cause: { code: cause.code, message } }];
}
