import { z } from 'zod';
import { DURATION_PATTERN } from '../duration.ts';
import { nodeKey, variableName } from '../names.ts';
import { STATUS_PATTERN } from '../status-pattern.ts';
import { json, nameAndValue, nodeName, nodePosition } from './node-parts.ts';
import { VALUE_TYPES } from './start.ts';

/**
 * Delays before attempts 2 to 6: 2 h 40 m in all. Long enough to outlive a deployment or a short outage of the target,
 * short enough that somebody still knows the call.
 */
export const DEFAULT_RETRY_SCHEDULE: readonly string[] = ['30s', '2m', '8m', '30m', '2h'];

const duration = z.string().regex(DURATION_PATTERN, { error: 'must be a duration such as 500ms, 30s, 2m or 2h' });
const statusPattern = z.string().regex(STATUS_PATTERN, { error: 'must be a status such as 2xx, 201 or 200-204' });

/** The body as the author keeps it. JSON is a tree whose strings hold templates; the names in it are literal. */
const requestBody = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('json'),
    json: json.optional(),
    /** What becomes of a member whose template gives nothing; left out = `null`. Items of a list are always null. */
    absent: z.enum(['null', 'drop']).optional(),
  }),
  z.strictObject({ type: z.literal('form'), form: z.array(nameAndValue).default([]) }),
  z.strictObject({
    type: z.literal('raw'),
    raw: z.string().default(''),
    contentType: z.string().default('text/plain; charset=utf-8'),
  }),
]);
export type RequestBody = z.infer<typeof requestBody>;

/** How one variable is read from an answer. */
export const mappingRow = z.strictObject({
  variable: variableName.default(''),
  /** Which part of the answer is read. Left out = `body`. */
  from: z.enum(['body', 'header', 'status']).optional(),
  /** In the body a JSON path (RFC 9535; `a.b[0]` is read as `$.a.b[0]`), else the header's name; a status has none. */
  path: z.string().trim().default(''),
  /** Left out = `json`: the value as it is. */
  type: z.enum(VALUE_TYPES).default('json'),
  required: z.boolean().default(false),
  /** Taken when the answer has nothing (or null) there. */
  default: json.optional(),
  /** Marks the id to trace by: stored apart, searchable. */
  externalId: z.boolean().default(false),
});
export type MappingRow = z.infer<typeof mappingRow>;

/** A GET that asks the target whether the request in doubt happened. `found` is an expression over `response.…`. */
const lookup = z.strictObject({
  url: z.string().default(''),
  query: z.array(nameAndValue).default([]),
  headers: z.array(nameAndValue).default([]),
  found: z.string().default(''),
  mapping: z.array(mappingRow).default([]),
});
export type LookupConfig = z.infer<typeof lookup>;

const idempotency = z.strictObject({
  header: z.string().default('Idempotency-Key'),
  /** The author says that the target recognises a repeated key. */
  honoured: z.boolean().default(false),
  inDoubt: z.enum(['repeat', 'lookup', 'review']).default('repeat'),
  lookup: lookup.optional(),
});

const apiRequestConfig = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z.string().default(''),
  query: z.array(nameAndValue).default([]),
  headers: z.array(nameAndValue).default([]),
  body: requestBody.nullable().optional(),
  /** The auth profile's name; the vault keeps its contents. */
  authProfile: z.string().nullable().optional(),
  /** The whole request, from connecting to the last byte. */
  timeoutMs: z.int().positive().default(10_000),
  success: z.array(statusPattern).default(['2xx']),
  /** `{ "schedule": [] }` = one attempt. */
  retry: z.strictObject({ schedule: z.array(duration).default([...DEFAULT_RETRY_SCHEDULE]) }).prefault({}),
  mapping: z.array(mappingRow).default([]),
  idempotency: idempotency.prefault({}),
});
export type ApiRequestConfig = z.infer<typeof apiRequestConfig>;

/** One HTTP request, retried, with what to read from its answer. */
export const apiRequestNode = z.strictObject({
  key: nodeKey,
  kind: z.literal('apiRequest'),
  name: nodeName,
  position: nodePosition,
  config: apiRequestConfig.prefault({}),
});
export type ApiRequestNode = z.infer<typeof apiRequestNode>;
