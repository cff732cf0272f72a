import type { Json, JsonObject } from '@aftercall/flow-model';
import { findDataProblem, type CallEventData, type EventProblem } from './call-event.ts';
import type { CallEventType } from './call-event-schemas.ts';

/**
 * One call event in one shape, whatever door and mode it came by (CloudEvents 1.0.2, structured or binary).
 * `note` says what was mended on the way in.
 */
export interface CallEvent {
  id: string;
  source: string;
  type: CallEventType;
  /** The `workspace` extension attribute, when the event carries one. */
  workspace: string | undefined;
  /** `time`, else `data.endedAt`, else undefined: the door then takes the time of arrival. */
  occurredAt: Date | undefined;
  data: CallEventData;
  note?: 'CHARACTERS_REPLACED';
}

/** A call event, or why it is none, with as much of its identity as could be read. */
export type CallEventReading =
  | { ok: true; event: CallEvent }
  | { ok: false; problem: EventProblem; id: string | undefined; callId: string | undefined };

/** `<CallEventType>.v<major>`: the only major version that we speak. */
const MAJOR = 1;
const TYPE = /^(call\.(?:started|ended|analyzed))\.v(\d+)$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
const MAX_ID_CHARACTERS = 256;
/** Levels of arrays and objects in one event; real ones have fewer than ten. */
export const MAX_DEPTH = 64;

/** Reads a structured-mode event: the parsed JSON of `application/cloudevents+json`. */
export function readStructuredEvent(value: unknown): CallEventReading {
  if (!isObject(value)) return refused(invalid('', 'a CloudEvent is a JSON object'), {});
  return readMended(withoutUnset(value));
}

/** Reads a binary-mode event: the `ce-` attributes (names without prefix, lower case) and the parsed JSON body as `data`. */
export function readBinaryEvent(attributes: Readonly<Record<string, string>>, data: unknown): CallEventReading {
  return readMended({ ...attributes, data } as JsonObject);
}

/** An attribute that is null is one that is not there (CloudEvents JSON format 1.0.2, section 2.2). */
function withoutUnset(event: JsonObject): JsonObject {
  if (!Object.values(event).includes(null)) return event;
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
}

function readMended(event: JsonObject): CallEventReading {
  const mended = withoutBrokenCharacters(event);
  if (mended === undefined) {
    return refused(invalid('data', `data is nested deeper than ${MAX_DEPTH} levels: flatten it`), {});
  }
  return readAttributes(mended.clean as JsonObject, mended.replaced);
}

function readAttributes(event: JsonObject, replaced: boolean): CallEventReading {
  const problem = findAttributeProblem(event);
  if (problem !== undefined) return refused(problem, event);
  const type = TYPE.exec(event['type'] as string)?.[1] as CallEventType;
  const dataProblem = findDataProblem(type, event['data']);
  if (dataProblem !== undefined) return refused(dataProblem, event);
  const data = event['data'] as CallEventData;
  return {
    ok: true,
    event: {
      id: event['id'] as string,
      source: event['source'] as string,
      type,
      workspace: typeof event['workspace'] === 'string' ? event['workspace'] : undefined,
      occurredAt: instantOf(event['time']) ?? instantOf(data['endedAt']),
      data,
      ...(replaced ? { note: 'CHARACTERS_REPLACED' as const } : {}),
    },
  };
}

function findAttributeProblem(event: JsonObject): EventProblem | undefined {
  if (event['specversion'] !== '1.0') {
    return invalid('specversion', 'specversion must be "1.0" (CloudEvents 1.0)');
  }
  return findNameProblem(event) ?? findExtensionProblem(event) ?? findTypeProblem(event['type'] as string);
}

function findNameProblem(event: JsonObject): EventProblem | undefined {
  for (const name of ['id', 'source', 'type'] as const) {
    const value = event[name];
    if (typeof value !== 'string' || value === '') return invalid(name, `${name} is required: a non-empty string`);
    if (value.length > MAX_ID_CHARACTERS)
      return invalid(name, `${name} is longer than ${MAX_ID_CHARACTERS} characters`);
  }
  return undefined;
}

function findExtensionProblem(event: JsonObject): EventProblem | undefined {
  const { workspace, time } = event;
  if (workspace !== undefined && (typeof workspace !== 'string' || workspace === '')) {
    return invalid('workspace', 'workspace must be a non-empty string, or be left out');
  }
  if (time !== undefined && instantOf(time) === undefined) {
    return invalid('time', 'time must be an RFC 3339 timestamp, such as 2026-11-20T09:01:05Z');
  }
  if (event['data'] === undefined && event['data_base64'] !== undefined) {
    return invalid('data_base64', 'data_base64 is not read: send data as JSON');
  }
  return undefined;
}

function findTypeProblem(type: string): EventProblem | undefined {
  const match = TYPE.exec(type);
  if (match === null) {
    const message = `type ${JSON.stringify(type)} is unknown: send call.started.v1, call.ended.v1 or call.analyzed.v1`;
    return { code: 'UNKNOWN_TYPE', path: 'type', message };
  }
  if (Number(match[2]) !== MAJOR) {
    return {
      code: 'UNKNOWN_VERSION',
      path: 'type',
      message: `${type} is not spoken here: send ${match[1] ?? ''}.v${MAJOR}`,
    };
  }
  return undefined;
}

function invalid(path: string, message: string): EventProblem {
  return { code: 'INVALID', path, message };
}

function refused(problem: EventProblem, event: JsonObject): CallEventReading {
  const data = event['data'];
  const callId = isObject(data) ? data['callId'] : undefined;
  return { ok: false, problem, id: textOf(event['id']), callId: textOf(callId) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, MAX_ID_CHARACTERS) : undefined;
}

function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value)) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * PostgreSQL stores neither NUL nor lone surrogates in text: both become U+FFFD, in values and in member names.
 * Returns the value itself when there was nothing to mend, which is nearly always; `undefined` when it is nested
 * deeper than {@link MAX_DEPTH}, which would exhaust the stack of whoever walks it later.
 */
export function withoutBrokenCharacters(value: Json): { clean: Json; replaced: boolean } | undefined {
  if (isSound(value, 0)) return { clean: value, replaced: false };
  const state: Mending = { replaced: false, isTooDeep: false };
  const clean = mend(value, 0, state);
  if (state.isTooDeep) return undefined;
  return state.replaced ? { clean, replaced: true } : { clean: value, replaced: false };
}

/** Only looks, and so costs nothing of what mending does: it makes no object, for it sees every value of every event. */
function isSound(node: Json, depth: number): boolean {
  if (typeof node === 'string') return isSoundText(node);
  if (typeof node !== 'object' || node === null) return true;
  if (depth >= MAX_DEPTH) return false;
  return Array.isArray(node) ? isSoundList(node, depth + 1) : isSoundObject(node, depth + 1);
}

function isSoundList(list: readonly Json[], depth: number): boolean {
  for (const member of list) if (!isSound(member, depth)) return false;
  return true;
}

function isSoundObject(object: JsonObject, depth: number): boolean {
  for (const name in object) if (!isSoundText(name) || !isSound(object[name] ?? null, depth)) return false;
  return true;
}

function isSoundText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

interface Mending {
  replaced: boolean;
  isTooDeep: boolean;
}

function mend(node: Json, depth: number, state: Mending): Json {
  if (typeof node === 'string') return mendText(node, state);
  if (typeof node !== 'object' || node === null) return node;
  if (depth >= MAX_DEPTH) {
    state.isTooDeep = true;
    return null;
  }
  if (Array.isArray(node)) return node.map((member) => mend(member, depth + 1, state));
  // fromEntries defines a member named "__proto__" as an own one, which assignment would not.
  return Object.fromEntries(
    Object.entries(node).map(([name, member]) => [mendText(name, state), mend(member, depth + 1, state)]),
  );
}

function mendText(text: string, state: Mending): string {
  if (isSoundText(text)) return text;
  state.replaced = true;
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
