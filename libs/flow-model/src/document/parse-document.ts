import type { z } from 'zod';
import { finding, type Finding, type Place } from '../checks/finding.ts';
import { removing } from '../checks/fix.ts';
import { flowDocument, type FlowDocument } from './flow-document.ts';
import { isDeeperThan, isJsonObject, MAX_JSON_DEPTH } from './json.ts';
import { nodeSchemas } from './node-catalog.ts';
import { upgradeDocument } from './upgrade/upgrade-document.ts';

/** The flow, or everything that keeps the value from being one. */
export type ParsedFlow = { ok: true; flow: FlowDocument } | { ok: false; findings: Finding[] };
type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * Reads a flow document of any format and fills in its defaults. What does not fit the format is INVALID with its path, unknown fields
 * included, one finding each; values that fit but make no sense yet (an empty URL) are left to the checks.
 */
export function parseFlowDocument(value: unknown): ParsedFlow {
  if (isDeeperThan(value, MAX_JSON_DEPTH)) {
    const message = `The flow is nested deeper than ${String(MAX_JSON_DEPTH)} levels: make it flatter.`;
    return { ok: false, findings: [finding('INVALID', {}, message)] };
  }
  const upgraded = upgradeDocument(value);
  if (!upgraded.ok) {
    return { ok: false, findings: [finding('INVALID', { fieldPath: 'format' }, `format ${upgraded.problem}.`)] };
  }
  const { document } = upgraded;
  const parsed = flowDocument.safeParse(document);
  if (parsed.success) return { ok: true, flow: parsed.data };
  return { ok: false, findings: parsed.error.issues.flatMap((issue) => toFindings(issue, issue.path, document)) };
}

function toFindings(issue: Issue, path: Path, document: unknown): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField([...path, key], document));
  }
  if (issue.code === 'invalid_union') {
    if (isNodeKind(path)) return [unknownKind(path, document)];
    const nested = closestOption(issue.errors);
    if (nested !== undefined) return nested.flatMap((inner) => toFindings(inner, [...path, ...inner.path], document));
  }
  return [invalid(path, document, says(issue, memberAt(document, path)))];
}

/** Of a choice between forms, the one that the author meant: the one whose problems lie inside it, not at its type. */
function closestOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return options.find((issues) => issues.every((issue) => issue.code !== 'invalid_type' || issue.path.length > 0));
}

function isNodeKind(path: Path): boolean {
  return path.length === 3 && path[0] === 'nodes' && path[2] === 'kind';
}

function unknownKind(path: Path, document: unknown): Finding {
  const known = nodeSchemas.map((schema) => schema.shape.kind.value).join(', ');
  return invalid(path, document, `must be a node kind of this release (${known})`);
}

function invalid(path: Path, document: unknown, problem: string): Finding {
  const place = placeOf(path, document);
  return finding('INVALID', place, `${place.fieldPath ?? 'The flow'} ${problem}.`);
}

function unknownField(path: Path, document: unknown): Finding {
  const steps = path.map((step) => (typeof step === 'number' ? step : String(step)));
  const found = invalid(path, document, 'is not a field that the format knows: remove it');
  return { ...found, fix: removing(`Remove ${steps.join('.')}`, steps) };
}

/** Within its node when the node can be named, else within the document. */
function placeOf(path: Path, document: unknown): Place {
  const nodeKey = path[0] === 'nodes' && path.length > 2 ? memberAt(document, [...path.slice(0, 2), 'key']) : undefined;
  const isNamed = typeof nodeKey === 'string' && nodeKey !== '';
  const fieldPath = path.slice(isNamed ? 2 : 0).join('.');
  return { ...(isNamed ? { nodeKey } : {}), ...(fieldPath === '' ? {} : { fieldPath }) };
}

function memberAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)] as unknown;
    else if (isJsonObject(value) && Object.hasOwn(value, step)) value = value[String(step)];
    else return undefined;
  }
  return value;
}

function says(issue: Issue, value: unknown): string {
  const isMissing = value === undefined;
  switch (issue.code) {
    case 'invalid_type':
      return `${isMissing ? 'is missing: it' : 'must be'} ${isMissing ? 'must be ' : ''}of type ${issue.expected}`;
    case 'invalid_value':
      return `${isMissing ? 'is missing: it ' : ''}must be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
    case 'invalid_format':
    case 'custom':
      return issue.message;
    case 'too_big':
      return `must be ${boundOf(issue.maximum, issue, ['at most', 'less than'])}`;
    case 'too_small':
      return `must be ${boundOf(issue.minimum, issue, ['at least', 'greater than'])}`;
    default:
      return `is not valid: ${issue.message}`;
  }
}

/** A bound in words, with what it counts: characters of a text, entries of a list, nothing of a number. */
function boundOf(
  bound: number | bigint,
  { inclusive, origin }: { inclusive?: boolean | undefined; origin: string },
  [including, excluding]: readonly [string, string],
): string {
  const counted: Readonly<Record<string, string>> = { string: ' characters long', array: ' entries long' };
  return `${inclusive === false ? excluding : including} ${String(bound)}${counted[origin] ?? ''}`;
}
