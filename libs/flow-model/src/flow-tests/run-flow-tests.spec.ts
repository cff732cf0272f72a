import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDecision, aFlow, anAssignment, aRequest } from '../testing/a-flow.ts';
import { runFlowTests } from './run-flow-tests.ts';

const event = { type: 'call.ended', data: { callId: 'c', agentId: 'a', outcome: 'completed', variables: { n: 2 } } };
const flow = aFlow(
  [aRequest('r', { mapping: [{ variable: 'id', path: 'id' }] }), anAssignment('a', { twice: '{{n * 2}}' })],
  ['start -> r', 'start -> a'],
);
const run = (...tests: object[]) => {
  const ran = runFlowTests({ ...flow, tests: tests as NonNullable<typeof flow.tests> });
  return ran.ok ? ran.results : ran.findings;
};

describe('running the tests of a flow', () => {
  it('gives each result with what happened', () => {
    const answers = { r: { noAnswer: true } };
    expect(run({ name: 'down', event, answers, expect: { end: 'FAILED', variables: { twice: 4, id: null } } })).toEqual(
      [
        {
          index: 0,
          name: 'down',
          passed: true,
          differences: [],
          explanation: expect.objectContaining({ runs: true, end: 'FAILED' }) as object,
        },
      ],
    );
  });

  it('says what was expected and what happened, in words', () => {
    const answers = { r: { status: 500 } };
    const [result] = run({ name: 'x', event, answers, expect: { end: 'SUCCEEDED', variables: { twice: 5 } } });
    expect(result).toMatchObject({
      passed: false,
      differences: [
        {
          message:
            'Expected the run to end as SUCCEEDED, but it FAILED (r: The target answers 500, which does not count as success.).',
        },
        { message: 'expect.variables.twice: expected 5, but it is 4.' },
      ],
    });
  });

  it('passes the test that the README shows', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const shown = JSON.parse(/^```json\n([^]*?)^```/m.exec(readme)?.[1] ?? '') as object;
    const ticket = aRequest('create_ticket', {
      method: 'POST',
      url: '{{env.CRM_URL}}/tickets',
      body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } },
      mapping: [{ variable: 'ticketId', path: 'id' }],
    });
    const route = aDecision('route', { yes: '{{interaction.DISPOSITION}} == "escalated"' });
    const ran = runFlowTests({
      ...aFlow([route, ticket], ['start -> route', 'route.yes -> create_ticket']),
      tests: [shown as Record<string, never>],
    });
    expect(ran).toMatchObject({ ok: true, results: [{ passed: true, differences: [] }] });
  });

  it('has no results without tests, and findings for a flow that cannot run', () => {
    expect(run()).toEqual([]);
    expect(runFlowTests(aFlow([], []))).toMatchObject({ ok: false, findings: [{ code: 'E_NO_START_EDGE' }] });
  });

  it('takes milliseconds: 100 tests of a flow of 50 nodes in less than a second', () => {
    const nodes = Array.from({ length: 50 }, (_, at) => anAssignment(`n${String(at)}`, { x: '{{x|0}} {{n}}' }));
    const lines = nodes.map(({ key }, at) => `${nodes[at - 1]?.key ?? 'start'} -> ${key}`);
    const tests = Array.from({ length: 100 }, (_, at) => ({ name: String(at), event, expect: { end: 'SUCCEEDED' } }));
    const startedAt = performance.now();
    const ran = runFlowTests({ ...aFlow(nodes, lines), tests });
    expect(ran.ok && ran.results.every(({ passed }) => passed)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
