import type { RenderedRequest } from '@aftercall/flow-model';
import type { Clock } from '@aftercall/service-runtime';
import type { Cause, UsableCredential } from '@aftercall/wire-format';
import { laneKey, type LaneName } from '../lanes/lane-key.ts';
import type { LaneOutcome, Ran } from '../lanes/lane.ts';
import type { LaneSet } from '../lanes/lane-set.ts';
import type { AuthProfileSource, CredentialQuestion } from './auth-profile-source.ts';
import { buildRequest, isAllowedOrigin, type Additions, type BuiltRequest } from './build-request.ts';
import type { AttemptOutcome, Delivery, DeliveryOrder, LaneQuestion } from './delivery.ts';
import type { HttpTarget, TargetOutcome } from './http-target.ts';
import { healthOf, judgeResponse } from './judge-response.ts';
import { recordRequest, type RequestRecord } from './record-request.ts';

export interface DeliverySettings {
  authProfiles: AuthProfileSource;
  lanes: LaneSet;
  target: HttpTarget;
  clock: Clock;
  /** For example `aftercall/0.1.0`. */
  userAgent: string;
}

/** A request with everything that it takes along. */
interface Prepared {
  order: DeliveryOrder;
  lane: LaneName;
  question: CredentialQuestion | undefined;
  credential: UsableCredential | undefined;
  request: BuiltRequest;
  record: RequestRecord;
  isSuccess: (status: number) => boolean;
}

type Preparation = { ok: true; prepared: Prepared } | { ok: false; outcome: AttemptOutcome };

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
    const preparation = await this.#prepare(order, this.#begin());
    return preparation.ok ? this.#inLane(preparation.prepared) : preparation.outcome;
  }

  laneOf({ workspace, step, scope }: LaneQuestion): string | undefined {
    const rendering = step.render(scope);
    if (!rendering.ok) return undefined;
    return laneKey({ workspace, origin: originOf(rendering.request), authProfile: step.authProfile });
  }

  fullLanes(): string[] {
    return this.#settings.lanes.fullLanes();
  }

  async #prepare(order: DeliveryOrder, beginning: Beginning): Promise<Preparation> {
    const { step, scope, workspace, runId, isLookup } = order;
    const stopped = (outcome: NothingSent): Preparation => ({
      ok: false,
      outcome: this.#nothingSent(outcome, beginning),
    });
    const rendering = isLookup ? step.lookup?.render(scope) : step.render(scope);
    if (rendering === undefined)
      return stopped(impossible({ code: 'LOOKUP_MISSING', message: 'the step has no look-up' }));
    if (!rendering.ok) return stopped(impossible(rendering.problem));
    const rendered = rendering.request;
    const origin = originOf(rendered);
    const question = step.authProfile === undefined ? undefined : { workspace, name: step.authProfile, origin, runId };
    const answer = question === undefined ? undefined : await this.#settings.authProfiles.resolve(question);
    if (answer?.kind === 'refused') return stopped(impossible(answer.cause));
    if (answer?.kind === 'unavailable') return stopped(later(answer.cause, answer.retryAfterMs));
    const credential = answer?.credential;
    if (credential !== undefined && !isAllowedOrigin(rendered.url, credential)) {
      const message = `the auth profile ${step.authProfile ?? ''} may not be sent to ${origin}: an admin can add this origin to it`;
      return stopped(impossible({ code: 'ORIGIN_NOT_ALLOWED', message }));
    }
    const additions: Additions = {
      credential,
      idempotency: isLookup ? undefined : { header: step.idempotency.header, key: order.idempotencyKey },
      userAgent: this.#settings.userAgent,
    };
    const build = buildRequest(rendered, additions);
    if (!build.ok) return stopped(impossible(build.cause));
    const record = recordRequest(rendered, additions);
    const isSuccess = isLookup ? isOk : (status: number): boolean => step.isSuccess(status);
    const lane = { workspace, origin, authProfile: step.authProfile };
    return { ok: true, prepared: { order, lane, question, credential, request: build.request, record, isSuccess } };
  }

  async #inLane(prepared: Prepared): Promise<AttemptOutcome> {
    const { order, lane, record } = prepared;
    const waiting = this.#begin();
    const outcome: LaneOutcome<AttemptOutcome> = await this.#settings.lanes
      .lane(lane)
      .run(order.signal, () => this.#send(prepared));
    if (outcome.kind === 'ran') return outcome.result;
    return { ...this.#nothingSent(turnedAway(outcome, lane.origin), waiting), request: record.request };
  }

  async #send(prepared: Prepared): Promise<Ran<AttemptOutcome>> {
    const { order, record, isSuccess, question } = prepared;
    const { target, clock, authProfiles } = this.#settings;
    const isOurs = await order.beforeSend();
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

/** Nothing of ours is sent twice for a look-up's status: every 2xx is an answer. */
function isOk(status: number): boolean {
  return status >= 200 && status < 300;
}

type NothingSent =
  | { kind: 'impossible'; cause: Cause }
  | { kind: 'not-sent'; isCounted: false; retryAfterMs: number | undefined; cause: Cause };

const notOurs: TargetOutcome = {
  kind: 'not-sent',
  code: 'NOT_OURS',
  message: 'the run is not this executor’s to send for any more',
  durationMs: 0,
};

function impossible({ code, message }: Cause): NothingSent {
  return { kind: 'impossible', cause: { code, message } };
}

function later(cause: Cause, retryAfterMs?: number): NothingSent {
  return { kind: 'not-sent', isCounted: false, retryAfterMs, cause };
}

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

function originOf({ url }: RenderedRequest): string {
  return new URL(url).origin;
}

function toOutgoing({ order, lane, credential, request }: Prepared): Parameters<HttpTarget['send']>[0] {
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
