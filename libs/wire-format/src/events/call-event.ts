import type { JsonObject } from '@aftercall/flow-model';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** CloudEvents `type` of the events that a call system publishes, without the major version. */
export type CallEventType = 'call.started' | 'call.ended' | 'call.analyzed';

/** The `data` of a call event as it was sent: the named fields are checked, every other one is kept. */
export interface CallEventData extends JsonObject {
  callId: string;
  agentId: string;
}

const text = { type: 'string', maxLength: 1_048_576 } as const;
const id = { type: 'string', minLength: 1, maxLength: 256 } as const;
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
} as const;
const anyObject = { type: 'object' } as const;
const turns = {
  type: 'array',
  items: {
    type: 'object',
    required: ['role', 'text'],
    properties: { role: text, text, startMs: { type: 'number' }, endMs: { type: 'number' } },
  },
} as const;
/** A field that may be left out or null: call systems send null for "not known". */
const maybe = (schema: object) => ({ anyOf: [{ type: 'null' }, schema] });

const identity = { callId: id, agentId: id };
const whatACallBrings = {
  summary: maybe(text),
  disposition: maybe(text),
  sentiment: maybe(text),
  transcript: maybe(turns),
  analysis: maybe(anyObject),
  variables: maybe(anyObject),
};

/** JSON Schemas (draft-07) of `data`, by event type. The validation below is compiled from exactly these. */
export const callEventSchemas: Readonly<Record<CallEventType, object>> = {
  'call.started': {
    type: 'object',
    required: ['callId', 'agentId'],
    properties: { ...identity, direction: maybe(text), from: maybe(text), to: maybe(text), startedAt: maybe(instant) },
  },
  'call.ended': {
    type: 'object',
    required: ['callId', 'agentId', 'outcome'],
    properties: {
      ...identity,
      outcome: id,
      endReason: maybe(text),
      endNodeId: maybe(text),
      direction: maybe(text),
      from: maybe(text),
      to: maybe(text),
      startedAt: maybe(instant),
      endedAt: maybe(instant),
      durationMs: maybe({ type: 'number', minimum: 0 }),
      recordingUrl: maybe(text),
      sipHeaders: maybe(anyObject),
      metadata: maybe(anyObject),
      ...whatACallBrings,
    },
  },
  'call.analyzed': {
    type: 'object',
    required: ['callId', 'agentId'],
    properties: { ...identity, ...whatACallBrings },
  },
};

const ajv = new Ajv({ allErrors: false, strict: true, strictTypes: false });
const validators: Record<CallEventType, ValidateFunction> = {
  'call.started': ajv.compile(callEventSchemas['call.started']),
  'call.ended': ajv.compile(callEventSchemas['call.ended']),
  'call.analyzed': ajv.compile(callEventSchemas['call.analyzed']),
};

/** What is wrong with an event, told to its sender: `path` is dotted from the event's root (`data.agentId`). */
export interface EventProblem {
  code: EventProblemCode;
  path: string;
  message: string;
}

/** Codes of refusals at the HTTP door and of dead letters. */
export type EventProblemCode =
  | 'UNREADABLE'
  | 'EMPTY'
  | 'INVALID'
  | 'TOO_LARGE'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_VERSION'
  | 'WORKSPACE_MISSING'
  | 'WORKSPACE_NOT_ALLOWED'
  | 'TOO_OLD'
  | 'IN_FUTURE';

/** Checks `data` of one event type: `undefined` when it fits, else the first problem with its field. */
export function findDataProblem(type: CallEventType, data: unknown): EventProblem | undefined {
  const validate = validators[type];
  if (validate(data)) return undefined;
  const error = validate.errors?.findLast((candidate) => candidate.keyword !== 'anyOf') ?? validate.errors?.[0];
  return error === undefined ? undefined : problemOf(error);
}

function problemOf(error: ErrorObject): EventProblem {
  const missing = (error.params as { missingProperty?: string }).missingProperty;
  const parts = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = ['data', ...parts, ...(missing === undefined ? [] : [missing])].join('.');
  const message =
    missing === undefined
      ? `${path} ${error.message ?? 'does not fit'}`
      : `${path} is required: send it with every event`;
  return { code: 'INVALID', path, message };
}
