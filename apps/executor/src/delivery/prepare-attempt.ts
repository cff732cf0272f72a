import type { RenderedRequest, Rendering } from '@aftercall/flow-model';
import type { Cause, UsableCredential } from '@aftercall/wire-format';
import type { LaneName } from '../lanes/lane-key.ts';
import type { AuthProfileSource, CredentialAnswer, CredentialQuestion } from './auth-profile-source.ts';
import { buildRequest, isAllowedOrigin, type BuiltRequest } from './build-request.ts';
import type { DeliveryOrder } from './delivery.ts';
import { recordRequest, type RequestRecord } from './record-request.ts';

/** A request with everything that it takes along. */
export interface PreparedAttempt {
  order: DeliveryOrder;
  lane: LaneName;
  /** How its credential was asked for; undefined without an auth profile. */
  question: CredentialQuestion | undefined;
  credential: UsableCredential | undefined;
  request: BuiltRequest;
  record: RequestRecord;
  isSuccess: (status: number) => boolean;
}

/** Why an attempt ended before anything could be sent. */
export type NothingSent =
  | { kind: 'impossible'; cause: Cause }
  | { kind: 'not-sent'; isCounted: false; retryAfterMs: number | undefined; cause: Cause };

/** What is needed to make a request. */
export interface Preparing {
  authProfiles: AuthProfileSource;
  userAgent: string;
}

export type Preparation = { ok: true; attempt: PreparedAttempt } | { ok: false; end: NothingSent };

/** Renders the request, gets its credential and puts both together; or says why that cannot be. */
export function prepareAttempt(order: DeliveryOrder, preparing: Preparing): Preparation | Promise<Preparation> {
  const rendering = render(order);
  if (!rendering.ok) return impossible(rendering.problem);
  const { request } = rendering;
  const origin = originOf(request);
  const { authProfile } = order.step;
  if (authProfile === undefined) return assemble(order, request, { userAgent: preparing.userAgent, origin });
  return withCredential(order, { request, origin, authProfile }, preparing);
}

/** Scheme, host and port, as lanes and auth profiles name them. */
export function originOf({ url }: RenderedRequest): string {
  return new URL(url).origin;
}

async function withCredential(
  order: DeliveryOrder,
  { request, origin, authProfile }: { request: RenderedRequest; origin: string; authProfile: string },
  { authProfiles, userAgent }: Preparing,
): Promise<Preparation> {
  const question = { workspace: order.workspace, name: authProfile, origin, runId: order.runId };
  const answer = await authProfiles.resolve(question);
  if (answer.kind !== 'usable') return withoutCredential(answer);
  return assemble(order, request, { userAgent, origin, question, credential: answer.credential });
}

/** Not sent for a reason that passes by itself; the retry schedule is left alone. */
export function later(cause: Cause, retryAfterMs?: number): NothingSent {
  return { kind: 'not-sent', isCounted: false, retryAfterMs, cause };
}

function render({ step, scope, isLookup }: DeliveryOrder): Rendering | { ok: false; problem: Cause } {
  if (!isLookup) return step.render(scope);
  return (
    step.lookup?.render(scope) ?? { ok: false, problem: { code: 'LOOKUP_MISSING', message: 'the step has no look-up' } }
  );
}

function withoutCredential(answer: Exclude<CredentialAnswer, { kind: 'usable' }>): Preparation {
  return answer.kind === 'refused'
    ? impossible(answer.cause)
    : { ok: false, end: later(answer.cause, answer.retryAfterMs) };
}

interface Ingredients {
  userAgent: string;
  origin: string;
  question?: CredentialQuestion;
  credential?: UsableCredential;
}

function assemble(order: DeliveryOrder, rendered: RenderedRequest, ingredients: Ingredients): Preparation {
  const { step, isLookup, idempotencyKey, workspace } = order;
  const { userAgent, origin, question, credential } = ingredients;
  if (credential !== undefined && !isAllowedOrigin(rendered.url, credential)) {
    const message = `the auth profile ${step.authProfile ?? ''} may not be sent to ${origin}: an admin can add this origin to it`;
    return impossible({ code: 'ORIGIN_NOT_ALLOWED', message });
  }
  // A look-up must never pass for the request that it asks about.
  const idempotency = isLookup ? undefined : { header: step.idempotency.header, key: idempotencyKey };
  const additions = { credential, idempotency, userAgent };
  const build = buildRequest(rendered, additions);
  if (!build.ok) return impossible(build.cause);
  const record = recordRequest(rendered, additions, build.request);
  const isSuccess = isLookup ? is2xx : (status: number): boolean => step.isSuccess(status);
  const lane = { workspace, origin, authProfile: step.authProfile };
  return { ok: true, attempt: { order, lane, question, credential, request: build.request, record, isSuccess } };
}

function is2xx(status: number): boolean {
  return status >= 200 && status < 300;
}

function impossible({ code, message }: Cause): Preparation {
  return { ok: false, end: { kind: 'impossible', cause: { code, message } } };
}
