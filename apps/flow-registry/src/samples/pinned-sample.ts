import type { Json, PinnedSample as Answer } from '@aftercall/flow-model';
import { findJsonProblem } from '../problems/json-rules.ts';
import { problem, type PlainProblem } from '../problems/problem.ts';

/** An answer that an author pinned to an API Request: it serves checks and tests, and never reaches a run. */
export interface PinnedSample {
  nodeKey: string;
  sample: Answer & { headers: Readonly<Record<string, string>> };
  pinnedAt: Date;
  pinnedBy: string;
}

/** As a caller gives it. */
export interface SampleInput {
  status: number;
  headers: unknown;
  body: Json | undefined;
  request: Json | undefined;
}

const MAX_BYTES = 65_536;

/** The sample with header names in lower case, or what is wrong with it. */
export function readSample(
  input: SampleInput,
): { ok: true; sample: PinnedSample['sample'] } | { ok: false; problem: PlainProblem } {
  const { status, body, request } = input;
  if (status < 100 || status > 599) return refuse('status', 'status must be an HTTP status, from 100 to 599');
  const headers = readHeaders(input.headers);
  if (headers === undefined) return refuse('headers', 'headers must be an object of texts, by name');
  const sample = { status, headers, ...(body !== undefined && { body }), ...(request !== undefined && { request }) };
  const unfit = findJsonProblem(['input', 'body'], sample, { maxBytes: MAX_BYTES });
  if (unfit !== undefined) return { ok: false, problem: unfit };
  return { ok: true, sample };
}

function readHeaders(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return undefined;
  return Object.fromEntries(entries.map(([name, text]) => [name.toLowerCase(), text]));
}

function refuse(field: string, message: string): { ok: false; problem: PlainProblem } {
  return { ok: false, problem: problem('INVALID', ['input', field], message) };
}

/** By node key, as the checks take them. */
export function samplesByNode(samples: readonly PinnedSample[]): Readonly<Record<string, PinnedSample['sample']>> {
  return Object.fromEntries(samples.map(({ nodeKey, sample }) => [nodeKey, sample]));
}
