import { LIMITS } from '../../document/limits.ts';
import { aFlow, aFlowOf, anAssignment, aRequest, reports } from '../../testing/a-flow.ts';
import { limitsRespected } from './limits-respected.ts';

const times = <Item>(count: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('limits', () => {
  it('accepts a flow at its limits', () => {
    const config = {
      headers: times(LIMITS.rowCount, (at) => ({ name: `X-${String(at)}`, value: '' })),
      timeoutMs: LIMITS.timeoutMs,
      retry: { schedule: times(LIMITS.retryCount, () => '24h') },
      body: { type: 'raw', raw: 'x'.repeat(LIMITS.textLength) },
    };
    expect(reports(limitsRespected, aFlowOf(aRequest('r', config)))).toEqual([]);
    expect(
      reports(
        limitsRespected,
        aFlow(
          times(LIMITS.nodeCount - 1, (at) => anAssignment(`n${String(at)}`)),
          [],
        ),
      ),
    ).toEqual([]);
  });

  it('reports too many nodes and edges', () => {
    const nodes = times(LIMITS.nodeCount, (at) => anAssignment(`n${String(at)}`));
    expect(
      reports(
        limitsRespected,
        aFlow(
          nodes,
          times(LIMITS.edgeCount + 1, () => 'start -> n1'),
        ),
      ),
    ).toEqual(['E_LIMIT nodes', 'E_LIMIT edges']);
  });

  it('reports too many tests', () => {
    const flow = aFlow([anAssignment('a')], ['start -> a']);
    const tests = times(LIMITS.testCount + 1, () => ({}));
    expect(reports(limitsRespected, { ...flow, tests })).toEqual(['E_LIMIT tests']);
    expect(reports(limitsRespected, { ...flow, tests: tests.slice(1) })).toEqual([]);
  });

  it.each([
    [{ mapping: times(LIMITS.rowCount + 1, () => ({ variable: 'v', path: '$' })) }, 'config.mapping'],
    [{ timeoutMs: LIMITS.timeoutMs + 1 }, 'config.timeoutMs'],
    [{ retry: { schedule: times(LIMITS.retryCount + 1, () => '1s') } }, 'config.retry.schedule'],
    [{ retry: { schedule: ['1s', '25h'] } }, 'config.retry.schedule.1'],
    [{ body: { type: 'json', json: { a: 'x'.repeat(LIMITS.textLength + 1) } } }, 'config.body.json.a'],
    [{ body: { type: 'json', json: times(9, () => 'x'.repeat(LIMITS.textLength)) } }, 'config.body.json'],
  ])('reports what a node has too much of (%#)', (config, fieldPath) => {
    expect(reports(limitsRespected, aFlowOf(aRequest('r', config)))).toEqual([`E_LIMIT r ${fieldPath}`]);
  });
});
