import type { JsonObject } from '@aftercall/flow-model';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { callEventSchemas, type CallEventType } from './call-event-schemas.ts';

/** The `data` of a call event as it was sent: the named fields are checked, every other one is kept. */
export interface CallEventData extends JsonObject {
  callId: string;
  agentId: string;
}

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
