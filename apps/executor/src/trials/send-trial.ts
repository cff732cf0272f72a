import type { Clock } from '@aftercall/service-runtime';
import { toOutgoing } from '../delivery/deliver.ts';
import type { AttemptOutcome, DeliveryOrder } from '../delivery/delivery.ts';
import type { HttpTarget, TargetOutcome } from '../delivery/http-target.ts';
import { judgeResponse } from '../delivery/judge-response.ts';
import { prepareAttempt, type PreparedAttempt } from '../delivery/prepare-attempt.ts';
import type { AuthProfileSource } from '../delivery/auth-profile-source.ts';

/** What a trial sends with: the parts that runs send with. */
export interface TrialDeliveryParts {
  authProfiles: AuthProfileSource;
  target: HttpTarget;
  clock: Clock;
  userAgent: string;
}

/** One request that was tried. */
export interface Tried {
  outcome: AttemptOutcome;
  /** Undefined when it did not come so far as to be sent. */
  exchange: { prepared: PreparedAttempt; ended: TargetOutcome } | undefined;
  credentialMs: number;
  totalMs: number;
}

const cancelled: TargetOutcome = {
  kind: 'not-sent',
  code: 'INTERRUPTED',
  message: 'given up by the caller',
  durationMs: 0,
};

/**
 * Sends one attempt as a run does, but past the lanes: an open circuit must not keep an author from seeing what the target
 * says, and what an author tries must not open it. On a connection of its own, with all that can be seen of it.
 */
export async function sendTrial(order: DeliveryOrder, parts: TrialDeliveryParts): Promise<Tried> {
  const { clock, target, authProfiles } = parts;
  const [startedAt, beganMs] = [clock.now(), clock.monotonicMs()];
  const elapsedMs = (): number => clock.monotonicMs() - beganMs;
  const preparation = await prepareAttempt(order, parts);
  const credentialMs = order.step.authProfile === undefined ? 0 : elapsedMs();
  if (!preparation.ok) {
    const outcome = { startedAt, durationMs: Math.round(elapsedMs()), request: null, ...preparation.end };
    return { outcome, exchange: undefined, credentialMs, totalMs: elapsedMs() };
  }
  const prepared = preparation.attempt;
  const { record, isSuccess, question } = prepared;
  const isWanted = await order.beforeSend();
  const outgoing = { ...toOutgoing(prepared), connectionKey: 'trial', isObserved: true };
  const ended = isWanted ? await target.send(outgoing) : cancelled;
  if (ended.kind === 'answered' && ended.status === 401 && question !== undefined) authProfiles.forget(question);
  const facts = { startedAt, durationMs: ended.durationMs, request: record.request };
  const outcome = judgeResponse(ended, facts, { isSuccess, striker: record.striker, now: clock.now() });
  return { outcome, exchange: { prepared, ended }, credentialMs, totalMs: elapsedMs() };
}
