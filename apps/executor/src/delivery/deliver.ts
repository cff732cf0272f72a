import type { Clock } from '@aftercall/service-runtime';
import { laneKey } from '../lanes/lane-key.ts';
import type { LaneOutcome, Ran } from '../lanes/lane.ts';
import type { LaneSet } from '../lanes/lane-set.ts';
import type { AuthProfileSource } from './auth-profile-source.ts';
import type { AttemptOutcome, Delivery, DeliveryOrder, LaneQuestion } from './delivery.ts';
import type { HttpTarget, OutgoingRequest, TargetOutcome } from './http-target.ts';
import { healthOf, judgeResponse } from './judge-response.ts';
import { later, originOf, prepareAttempt, type NothingSent, type PreparedAttempt } from './prepare-attempt.ts';

export interface DeliverySettings {
  authProfiles: AuthProfileSource;
  lanes: LaneSet;
  target: HttpTarget;
  clock: Clock;
  /** For example `aftercall/0.1.0`. */
  userAgent: string;
}

/** When one attempt began. */
interface Beginning {
  at: Date;
  ms: number;
}

/** Credential, request, lane, last check, send, judge: each attempt goes this way once. */
export class Deliver implements Delivery {
  readonly #settings: DeliverySettings;

  constructor(settings: DeliverySettings) {
    this.#settings = settings;
  }

  async attempt(order: DeliveryOrder): Promise<AttemptOutcome> {
    const beginning = this.#begin();
    const preparing = prepareAttempt(order, this.#settings);
    const preparation = preparing instanceof Promise ? await preparing : preparing;
    if (!preparation.ok) return this.#nothingSent(preparation.end, beginning);
    const { attempt } = preparation;
    const waiting = this.#begin();
    const outcome = await this.#settings.lanes.lane(attempt.lane).run(order, () => this.#send(attempt));
    if (outcome.kind === 'ran') return outcome.result;
    return {
      ...this.#nothingSent(turnedAway(outcome, attempt.lane.origin), waiting),
      request: attempt.record.request,
    };
  }

  laneOf({ workspace, step, scope }: LaneQuestion): string | undefined {
    const rendering = step.render(scope);
    if (!rendering.ok) return undefined;
    return laneKey({ workspace, origin: originOf(rendering.request), authProfile: step.authProfile });
  }

  fullLanes(): string[] {
    return this.#settings.lanes.fullLanes();
  }

  async #send(prepared: PreparedAttempt): Promise<Ran<AttemptOutcome>> {
    const { order, record, isSuccess, question } = prepared;
    const { target, clock, authProfiles } = this.#settings;
    const asked = order.beforeSend();
    const isOurs = typeof asked === 'boolean' ? asked : await asked;
    const beginning = this.#begin();
    const ended: TargetOutcome = isOurs ? await target.send(toOutgoing(prepared)) : notOurs;
    if (ended.kind === 'answered' && ended.status === 401 && question !== undefined) authProfiles.forget(question);
    const facts = { startedAt: beginning.at, durationMs: ended.durationMs, request: record.request };
    const result = judgeResponse(ended, facts, { isSuccess, striker: record.striker, now: clock.now() });
    return { result, health: healthOf(ended, isSuccess) };
  }

  #begin(): Beginning {
    return { at: this.#settings.clock.now(), ms: this.#settings.clock.monotonicMs() };
  }

  #nothingSent(outcome: NothingSent, { at, ms }: Beginning): AttemptOutcome {
    const durationMs = Math.round(this.#settings.clock.monotonicMs() - ms);
    return { startedAt: at, durationMs, request: null, ...outcome };
  }
}

const notOurs: TargetOutcome = {
  kind: 'not-sent',
  code: 'NOT_OURS',
  message: "the run is not this executor's any more",
  durationMs: 0,
};

function turnedAway(outcome: Exclude<LaneOutcome<never>, { kind: 'ran' }>, origin: string): NothingSent {
  switch (outcome.kind) {
    case 'full':
      return later(
        { code: 'LANE_FULL', message: `${origin} has as many requests as it may have at once` },
        outcome.retryAfterMs,
      );
    case 'open': {
      const message = `${origin} fails or hangs: nothing is sent to it until it has had a rest`;
      return later({ code: 'CIRCUIT_OPEN', message }, outcome.retryAfterMs);
    }
    case 'aborted':
      return later({ code: 'INTERRUPTED', message: 'the executor stops' });
    default:
      return outcome satisfies never;
  }
}

/** The request as it goes out, within its own time. */
export function toOutgoing({ order, lane, credential, request }: PreparedAttempt): OutgoingRequest {
  const version = credential === undefined ? '' : ` ${credential.profileId}@${credential.version}`;
  return {
    ...request,
    body: request.body === undefined ? undefined : Buffer.from(request.body),
    timeoutMs: order.step.timeoutMs,
    connectionKey: `${laneKey(lane)}${version}`,
    signal: order.signal,
    maySend: () => order.maySend?.() ?? true,
  };
}
