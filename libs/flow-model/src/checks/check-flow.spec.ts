import { aDocument, anAssignment, aRequest, inShort } from '../testing/a-flow.ts';
import { checkFlow } from './check-flow.ts';

describe('checking a flow', () => {
  const good = aDocument([aRequest('r'), anAssignment('a')], ['start -> r', 'r.success -> a', 'r.failure -> a']);

  it('finds nothing in a good one', () => {
    expect(checkFlow(good, { constants: [], authProfiles: [], endNodes: [] })).toEqual([]);
  });

  it('reports what does not fit the format and, where only fields are too many, all the rest too', () => {
    const document = {
      ...(aDocument([aRequest('r', { url: '', colour: 'red' })], ['start -> r']) as object),
      extra: 1,
    };
    expect(checkFlow(document, {}).map(inShort)).toEqual([
      'INVALID r config.colour',
      'INVALID extra',
      'E_REQUIRED r config.url',
      'W_NO_FAILURE_PATH r',
    ]);
  });

  it('stops at the format when the document cannot be read', () => {
    expect(checkFlow({ format: 1, nodes: 'none' }, {}).map(inShort)).toEqual(['INVALID nodes']);
  });

  it('stops at the limits, so a huge document costs little', () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) => anAssignment(`n${String(at)}`, { x: '{{x}}' }));
    expect(checkFlow(aDocument(nodes, ['start -> n1']), {}).map(inShort)).toEqual(['E_LIMIT nodes']);
  });

  it('says the same in the same order each time', () => {
    const document = aDocument(
      [aRequest('r', { method: 'POST', url: 'x' }), anAssignment('a', { b: '{{c}}' })],
      ['start -> r'],
    );
    const findings = checkFlow(document, {});
    expect(findings.map(inShort)).toEqual([
      'E_UNREACHABLE a',
      'W_NO_FAILURE_PATH r',
      'E_URL r config.url',
      'W_IN_DOUBT_REPEAT r config.idempotency.inDoubt',
      'E_UNKNOWN_VARIABLE a config.assignments.0.value',
    ]);
    expect(checkFlow(structuredClone(document), {})).toEqual(findings);
  });

  it('gives every finding a severity by its code, and a message', () => {
    for (const { code, severity, message } of checkFlow(aDocument([aRequest('r', { method: 'POST' })], []), {})) {
      expect(severity).toBe(code.startsWith('W_') ? 'WARNING' : 'ERROR');
      expect(message).toMatch(/\.$/);
    }
  });
});
