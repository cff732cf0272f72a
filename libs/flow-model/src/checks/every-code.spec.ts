/** Each code is provoked by one flow and absent from its nearest correct twin, seen through the door that everybody uses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDecision, aDocument, anAssignment, aRequest, aStart } from '../testing/a-flow.ts';
import { checkFlow } from './check-flow.ts';
import type { FindingCode } from './finding.ts';
import type { Surroundings } from './surroundings.ts';

interface Twins {
  wrong: unknown;
  right: unknown;
  surroundings?: Surroundings;
}

type Config = Record<string, unknown>;

/** One request, its failure exit wired, in a flow without any finding. */
const request = (config: Config, ...lines: string[]) =>
  aDocument(
    [aStart({ variables: [{ name: 'given' }] }), aRequest('r', { method: 'PUT', ...config }), anAssignment('end')],
    ['start -> r', 'r.success -> end', 'r.failure -> end', ...lines],
  );
/** One node behind Start. */
const one = (node: ReturnType<typeof aRequest>, start: Config = {}) =>
  aDocument([aStart(start), node], [`start -> ${node.key}`]);
const assigning = (value: unknown) => one(anAssignment('a', { x: value }));
const starting = (config: Config) => one(anAssignment('a'), config);
const twice = ['a', 'b'].map((key) => anAssignment(key));
const rivals = (second: string) => [
  anAssignment('a', { x: 1 }),
  anAssignment('b', { [second]: 2 }),
  anAssignment('join'),
];
const meeting = ['start -> a', 'start -> b', 'a -> join', 'b -> join'];
const number = { variables: [{ name: 'n', type: 'number', required: true }] };

const reading = (url: string) =>
  aDocument(
    [aRequest('first'), aRequest('second', { url }), anAssignment('end')],
    ['start -> first', 'first.success -> second', 'first.failure -> end', 'second.failure -> end'],
  );
const branching = (value: string) =>
  aDocument(
    [
      aDecision('d', { yes: 'interaction.DURATION == 1' }),
      anAssignment('a', { x: '1' }),
      anAssignment('b', { y: value }),
    ],
    ['start -> d', 'd.yes -> a', 'd.otherwise -> b', 'a -> b'],
  );
const call = { type: 'call.ended', data: { callId: 'c', agentId: 'a', outcome: 'completed' } };
const tested = (...tests: object[]) => ({
  ...(aDocument(twice, ['start -> a', 'a -> b']) as object),
  tests: tests.map((test, at) => ({ name: `test ${String(at)}`, event: call, ...test })),
});

const pinnedAt = (url: string) => ({ method: 'PUT', url, query: [], headers: [], body: null, authProfile: null });

const TWINS: Record<FindingCode, Twins> = {
  INVALID: { wrong: request({ colour: 'red' }), right: request({}) },
  E_SAY_NODE: {
    wrong: aDocument([...twice, { key: 'bye', kind: 'say', config: {} }], ['start -> a', 'a -> bye', 'bye -> b']),
    right: aDocument(twice, ['start -> a', 'a -> b']),
  },
  E_LIMIT: { wrong: request({ timeoutMs: 300_001 }), right: request({ timeoutMs: 300_000 }) },
  E_NO_START_EDGE: { wrong: aDocument([], []), right: starting({}) },
  E_DUPLICATE_KEY: {
    wrong: aDocument([anAssignment('a'), anAssignment('a')], ['start -> a']),
    right: aDocument(twice, ['start -> a', 'start -> b']),
  },
  E_CYCLE: {
    wrong: aDocument(twice, ['start -> a', 'a -> b', 'b -> a']),
    right: aDocument(twice, ['start -> a', 'a -> b']),
  },
  E_REQUIRED: { wrong: request({ url: '' }), right: request({ url: 'https://desk.example/x' }) },
  E_LOOKUP_MISSING: {
    wrong: request({ idempotency: { inDoubt: 'lookup' } }),
    right: request({
      idempotency: { inDoubt: 'lookup', lookup: { url: 'https://desk.example/', found: 'response.status == 200' } },
    }),
  },
  E_EXPRESSION: { wrong: assigning('{{interaction.}}'), right: assigning('{{interaction.SUMMARY}}') },
  E_BAD_JSONPATH: {
    wrong: request({ mapping: [{ variable: 'x', path: '$.a[*]', type: 'string' }] }),
    right: request({ mapping: [{ variable: 'x', path: '$.a[0]', type: 'string' }] }),
  },
  E_UNREACHABLE: { wrong: aDocument(twice, ['start -> a']), right: aDocument(twice, ['start -> a', 'a -> b']) },
  W_NO_FAILURE_PATH: { wrong: one(aRequest('r')), right: request({}) },
  E_UNKNOWN_END_NODE: {
    wrong: starting({ endNodeIds: ['end-lost'] }),
    right: starting({ endNodeIds: ['end-resolved'] }),
    surroundings: { endNodes: [{ agentId: 'a', ids: ['end-resolved'] }] },
  },
  E_BAD_WAIT: {
    wrong: starting({ waitFor: { event: 'call.analyzed', deadlineMs: 100_000_000 } }),
    right: starting({ waitFor: { event: 'call.analyzed', deadlineMs: 1_000 } }),
  },
  E_URL: { wrong: request({ url: 'desk.example/x' }), right: request({ url: 'https://desk.example/x' }) },
  E_JSON_BODY: {
    wrong: request({ body: { type: 'json', json: '{"a": "{{given}}"}' } }),
    right: request({ body: { type: 'json', json: { a: '{{given}}' } } }),
  },
  E_HEADER_NOT_ALLOWED: {
    wrong: request({ headers: [{ name: 'Host', value: 'x' }] }),
    right: request({ headers: [{ name: 'X-Host', value: 'x' }] }),
  },
  E_PROFILE_MISSING: {
    wrong: request({ authProfile: 'desk2' }),
    right: request({ authProfile: 'desk' }),
    surroundings: { authProfiles: ['desk'] },
  },
  W_SECRET_IN_TEXT: {
    wrong: request({ headers: [{ name: 'X-Api-Key', value: '0123456789' }] }),
    right: request({ headers: [{ name: 'X-Api-Key', value: '{{env.KEY}}' }] }),
  },
  W_DUPLICATE_ROW: {
    wrong: request({
      headers: [
        { name: 'X-A', value: '1' },
        { name: 'x-a', value: '2' },
      ],
    }),
    right: request({
      headers: [
        { name: 'X-A', value: '1' },
        { name: 'X-B', value: '2' },
      ],
    }),
  },
  W_IN_DOUBT_REPEAT: {
    wrong: request({ method: 'POST' }),
    right: request({ method: 'POST', idempotency: { honoured: true } }),
  },
  E_UNKNOWN_VARIABLE: { wrong: assigning('{{interaction.SUMARY}}'), right: assigning('{{interaction.SUMMARY}}') },
  W_UNDECLARED_VARIABLE: {
    wrong: one(anAssignment('a', { x: '{{variables.customer}}' })),
    right: one(anAssignment('a', { x: '{{variables.customer}}' }), { variables: [{ name: 'customer' }] }),
  },
  W_VARIABLE_NOT_ALWAYS_SET: {
    wrong: branching('{{x}}'),
    right: aDocument([anAssignment('a', { x: '1' }), anAssignment('b', { y: '{{x}}' })], ['start -> a', 'a -> b']),
  },
  W_CONFLICTING_WRITES: { wrong: aDocument(rivals('x'), meeting), right: aDocument(rivals('y'), meeting) },
  E_UNKNOWN_CONSTANT: {
    wrong: assigning('{{env.CRM}}'),
    right: assigning('{{env.CRM_URL}}'),
    surroundings: { constants: ['CRM_URL'] },
  },
  E_TYPE: {
    wrong: one(aDecision('d', { yes: '{{n}} > "7"' }), number),
    right: one(aDecision('d', { yes: '{{n}} > 7' }), number),
  },
  W_NULL_COMPARED: {
    wrong: one(aDecision('d', { yes: '{{interaction.DURATION}} > 7' })),
    right: one(aDecision('d', { yes: 'default(interaction.DURATION, 0) > 7' })),
  },
  W_COULD_BE_ONE_REQUEST: { wrong: reading('https://desk.example/'), right: reading('https://desk.example/other') },
  W_STALE_SAMPLE: {
    wrong: request({ url: 'https://desk.example/new' }),
    right: request({ url: 'https://desk.example/old' }),
    surroundings: { samples: { r: { status: 200, request: pinnedAt('https://desk.example/old') } } },
  },
  W_MAPPING_PATH_GONE: {
    wrong: request({ mapping: [{ variable: 'x', path: '$.key' }] }),
    right: request({ mapping: [{ variable: 'x', path: '$.id' }] }),
    surroundings: { samples: { r: { status: 200, body: { id: 7 } } } },
  },
  E_TEST_FAILED: {
    wrong: tested({ expect: { path: ['a'] } }),
    right: tested({ expect: { path: ['a', 'b'] } }),
  },
  W_UNTESTED: {
    wrong: tested({ event: { ...call, type: 'call.started' }, expect: { runs: false } }),
    right: tested({ expect: {} }),
  },
};

const page = readFileSync(join(__dirname, '../../../../docs/reference/findings.md'), 'utf8');
const codesOf = ({ wrong, right, surroundings = {} }: Twins) =>
  [wrong, right].map((flow) => checkFlow(flow, surroundings).map(({ code }) => code));

describe('every code', () => {
  it('of the findings page has its twins here', () => {
    const documented = [...page.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map((match) => match[1] ?? '');
    expect(Object.keys(TWINS).sort()).toEqual(documented.sort());
  });

  it.each(Object.entries(TWINS))('%s is found in a wrong flow, and not in its correct twin', (code, twins) => {
    const [wrong, right] = codesOf(twins);
    expect(wrong).toContain(code);
    expect(right).not.toContain(code);
    expect(right?.filter((each) => !each.startsWith('W_'))).toEqual([]);
  });

  it.each(Object.entries(TWINS))(
    '%s says in a sentence what is wrong and what to do',
    (code, { wrong, surroundings = {} }) => {
      const messages = checkFlow(wrong, surroundings).filter((found) => found.code === code);
      for (const { message } of messages) expect(message).toMatch(/^["\w{].{20,}\.$/s);
    },
  );
});
