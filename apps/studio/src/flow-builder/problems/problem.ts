import type { Finding, FlowDocument } from '@aftercall/flow-model';
import { titleOfKey } from '../edit/node-title.ts';

/** A finding as the builder shows it. */
export interface FlowProblem {
  readonly finding: Finding;
  /** A few words: "Unknown variable". */
  readonly title: string;
  /** "Add CRM note, Body" */
  readonly place: string;
  /** The tab of the request editor that holds the field. */
  readonly tab: RequestTab | undefined;
}

/** The tabs of the request editor. */
export type RequestTab = 'params' | 'headers' | 'body' | 'mapping' | 'settings';

/** How many problems one node has. */
export interface ProblemCount {
  readonly errors: number;
  readonly warnings: number;
}

const TITLES: Readonly<Record<string, string>> = {
  INVALID: 'Does not fit the format',
  E_SAY_NODE: 'Say node',
  E_NO_START_EDGE: 'Nothing follows Start',
  E_UNREACHABLE: 'Cannot be reached',
  E_CYCLE: 'Leads back to itself',
  E_DUPLICATE_KEY: 'Key used twice',
  E_LIMIT: 'Too much',
  W_NO_FAILURE_PATH: 'No failure path',
  E_UNKNOWN_END_NODE: 'Unknown End Call node',
  E_BAD_WAIT: 'Cannot wait for this',
  E_REQUIRED: 'Something is missing',
  E_URL: 'Not a URL to call',
  E_JSON_BODY: 'Not a JSON body',
  E_EXPRESSION: 'Cannot be read',
  E_HEADER_NOT_ALLOWED: 'Header not allowed',
  E_PROFILE_MISSING: 'Unknown auth profile',
  E_BAD_JSONPATH: 'Not a JSON path',
  E_LOOKUP_MISSING: 'Look-up missing',
  W_IN_DOUBT_REPEAT: 'May happen twice',
  E_UNKNOWN_VARIABLE: 'Unknown variable',
  W_UNDECLARED_VARIABLE: 'Undeclared variable',
  W_VARIABLE_NOT_ALWAYS_SET: 'Not always set',
  W_CONFLICTING_WRITES: 'Set by two branches',
  E_UNKNOWN_CONSTANT: 'Unknown constant',
  W_SECRET_IN_TEXT: 'Looks like a secret',
  W_DUPLICATE_ROW: 'Same row twice',
  W_COULD_BE_ONE_REQUEST: 'Asked twice',
  W_STALE_SAMPLE: 'Sample is older than the request',
  W_MAPPING_PATH_GONE: 'Path not in the sample',
  E_TEST_FAILED: 'A test fails',
  W_UNTESTED: 'Not tested',
  E_TYPE: 'Wrong type',
  W_NULL_COMPARED: 'Compared with what may be absent',
};

const TABS: readonly (readonly [prefix: string, tab: RequestTab, name: string])[] = [
  ['config.query', 'params', 'Params'],
  ['config.headers', 'headers', 'Headers'],
  ['config.body', 'body', 'Body'],
  ['config.mapping', 'mapping', 'Mapping'],
  ['config.idempotency', 'settings', 'Settings'],
  ['config.retry', 'settings', 'Settings'],
  ['config.success', 'settings', 'Settings'],
];

const FIELDS: readonly (readonly [prefix: string, name: string])[] = [
  ['config.url', 'URL'],
  ['config.authProfile', 'Auth profile'],
  ['config.timeoutMs', 'Timeout'],
  ['config.condition', 'Condition'],
  ['config.endNodeIds', 'End Call nodes'],
  ['config.outcomes', 'Outcomes'],
  ['config.variables', 'Variables'],
  ['config.waitFor', 'Wait for the analysis'],
  ['config.branches', 'Branches'],
  ['config.assignments', 'Assignments'],
  ['key', 'Key'],
];

/** Findings with their places in words, errors first, else in the order of the checks. */
export function toProblems(flow: FlowDocument, findings: readonly Finding[]): FlowProblem[] {
  const problems = findings.map((finding) => ({
    finding,
    title: TITLES[finding.code] ?? finding.code,
    place: placeInWords(flow, finding),
    tab: tabOf(finding.fieldPath),
  }));
  return problems.toSorted((one, other) => weight(one) - weight(other));
}

/** The tab that a field of a request stands on; undefined for those above the tabs. */
export function tabOf(fieldPath: string | undefined): RequestTab | undefined {
  return TABS.find(([prefix]) => fieldPath?.startsWith(prefix) === true)?.[1];
}

/** By node key; problems of the whole flow under the empty text. */
export function countByNode(problems: readonly FlowProblem[]): ReadonlyMap<string, ProblemCount> {
  const counts = new Map<string, ProblemCount>();
  for (const { finding } of problems) {
    const key = finding.nodeKey ?? '';
    const { errors, warnings } = counts.get(key) ?? { errors: 0, warnings: 0 };
    const isError = finding.severity === 'ERROR';
    counts.set(key, { errors: errors + (isError ? 1 : 0), warnings: warnings + (isError ? 0 : 1) });
  }
  return counts;
}

/** "1 error", "2 errors and 1 warning" */
export function countInWords({ errors, warnings }: ProblemCount): string {
  const parts = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== '');
  return parts.join(' and ');
}

function count(number: number, word: string): string {
  if (number === 0) return '';
  return `${String(number)} ${word}${number === 1 ? '' : 's'}`;
}

function placeInWords(flow: FlowDocument, { nodeKey, fieldPath }: Finding): string {
  const field = fieldInWords(fieldPath);
  if (nodeKey === undefined) return field ?? 'The flow';
  const title = titleOfKey(flow, nodeKey);
  return field === undefined ? title : `${title}, ${field}`;
}

function fieldInWords(fieldPath: string | undefined): string | undefined {
  if (fieldPath === undefined) return undefined;
  const tab = TABS.find(([prefix]) => fieldPath.startsWith(prefix))?.[2];
  return tab ?? FIELDS.find(([prefix]) => fieldPath.startsWith(prefix))?.[1];
}

function weight({ finding }: FlowProblem): number {
  return finding.severity === 'ERROR' ? 0 : 1;
}
