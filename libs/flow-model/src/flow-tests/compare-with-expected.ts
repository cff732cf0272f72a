import type { ExpectedRequest, Expectation, FlowTest } from '../document/flow-test.ts';
import { ownMember, type Json } from '../document/json.ts';
import type { CallExplanation, ImaginedRun, NoRun } from '../explain/explain-plan.ts';
import type { WalkedStep } from '../explain/imagined-step.ts';
import type { RenderedRequest } from '../template/exchange.ts';
import { isSameJson } from '../document/same-json.ts';

/** One way in which what happened is not what a test expects. */
export interface Difference {
  kind: 'unreadable' | 'runs' | 'answer' | 'path' | 'end' | 'request' | 'variable';
  /** Within the test, dotted: `expect.requests.ticket.url`. */
  fieldPath: string;
  /** For the author: what was expected, what happened. */
  message: string;
}

/** Everything that is not as the test expects; nothing when it passes. */
export function compareWithExpected(explanation: CallExplanation, { expect, answers }: FlowTest): Difference[] {
  if (!explanation.runs) return compareNoRun(explanation, expect);
  if (expect.runs === false || expect.reason !== undefined) {
    const field = expect.runs === false ? 'runs' : 'reason';
    return [differ('runs', `expect.${field}`, 'The call should be dropped, but the flow hears it')];
  }
  return [
    ...missingAnswers(explanation, answers),
    ...comparePath(explanation, expect.path),
    ...compareEnd(explanation, expect.end),
    ...Object.entries(expect.requests ?? {}).flatMap(([key, request]) => compareStep(explanation, key, request)),
    ...Object.entries(expect.variables ?? {}).flatMap(([name, value]) => compareVariable(explanation, name, value)),
  ];
}

function differ(kind: Difference['kind'], fieldPath: string, says: string): Difference {
  return { kind, fieldPath, message: `${says}.` };
}

function compareNoRun({ code, message }: NoRun, expect: Expectation): Difference[] {
  const isExpected = expect.runs === false || (expect.runs === undefined && expect.reason !== undefined);
  if (!isExpected) return [{ kind: 'runs', fieldPath: 'expect', message: `The call is dropped: ${message}` }];
  if (expect.reason === undefined || expect.reason === code) return [];
  return [differ('runs', 'expect.reason', `Expected ${expect.reason}, but the call is dropped by ${code}`)];
}

/** A test that left an answer to chance would prove nothing. */
function missingAnswers({ steps }: ImaginedRun, answers: FlowTest['answers']): Difference[] {
  return steps
    .filter(({ isAnswerAssumed, key }) => isAnswerAssumed === true && !Object.hasOwn(answers, key))
    .map(({ key }) => differ('answer', `answers.${key}`, `${key} is sent, but the test does not say what is answered`));
}

function comparePath({ steps }: ImaginedRun, expected: readonly string[] | undefined): Difference[] {
  if (expected === undefined) return [];
  const actual = steps.filter(({ state }) => state !== 'skipped').map(({ key }) => key);
  const isSame = actual.length === new Set(expected).size && actual.every((key) => expected.includes(key));
  if (isSame) return [];
  return [differ('path', 'expect.path', `Expected the path ${listed(expected)}, but it is ${listed(actual)}`)];
}

function listed(keys: readonly string[]): string {
  return keys.length === 0 ? 'of no node' : keys.join(', ');
}

function compareEnd({ end, steps }: ImaginedRun, expected: ImaginedRun['end'] | undefined): Difference[] {
  if (expected === undefined || expected === end) return [];
  const problems = steps.flatMap(({ key, problem }) => (problem === undefined ? [] : [`${key}: ${problem.message}`]));
  const why = problems.length === 0 ? '' : ` (${problems.join(' ')})`;
  return [differ('end', 'expect.end', `Expected the run to end as ${expected}, but it ${end}${why}`)];
}

function compareStep({ steps }: ImaginedRun, key: string, expected: ExpectedRequest): Difference[] {
  const step = steps.find((one) => one.key === key);
  const at = `expect.requests.${key}`;
  if (step?.request === undefined) return [differ('request', at, `${key} should be sent, but it ${whyNotSent(step)}`)];
  return compareRequest(at, step.request, expected);
}

function whyNotSent(step: WalkedStep | undefined): string {
  if (step === undefined) return 'is no node of the flow';
  if (step.state === 'skipped') return 'is skipped';
  return step.problem === undefined ? 'sends nothing' : `cannot be: ${step.problem.message}`;
}

function compareRequest(at: string, request: RenderedRequest, expected: ExpectedRequest): Difference[] {
  const { method, url, headers = {}, body } = expected;
  const compared: [string, Json | undefined, Json][] = [
    [`${at}.method`, method, request.method],
    [`${at}.url`, url, request.url],
    ...Object.entries(headers).map(([name, value]): [string, Json, Json] => [
      `${at}.headers.${name}`,
      value,
      headerOf(request, name),
    ]),
    [`${at}.body`, body, bodyOf(request)],
  ];
  return compared.flatMap(([fieldPath, wanted, actual]) =>
    wanted === undefined || isSameJson(wanted, actual) ? [] : [notEqual('request', fieldPath, [wanted, actual])],
  );
}

function headerOf({ headers, body }: RenderedRequest, name: string): Json {
  const lower = name.toLowerCase();
  if (lower === 'content-type') return body?.contentType ?? null;
  const values = headers.filter(([other]) => other.toLowerCase() === lower).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

function bodyOf({ body }: RenderedRequest): Json {
  if (body === undefined) return null;
  if (!/[/+]json\b/i.test(body.contentType)) return body.text;
  try {
    return JSON.parse(body.text) as Json;
  } catch {
    return body.text;
  }
}

function compareVariable({ variables }: ImaginedRun, name: string, expected: Json): Difference[] {
  const actual = ownMember(variables, name);
  return isSameJson(expected, actual) ? [] : [notEqual('variable', `expect.variables.${name}`, [expected, actual])];
}

function notEqual(kind: Difference['kind'], fieldPath: string, [expected, actual]: [Json, Json]): Difference {
  return differ(kind, fieldPath, `${fieldPath}: expected ${shown(expected)}, but it is ${shown(actual)}`);
}

/** Long values are cut: the place says enough. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
