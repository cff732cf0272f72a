import { inShort } from '../testing/a-flow.ts';
import { parseFlowDocument } from './parse-document.ts';

const findingsOf = (value: unknown) => {
  const parsed = parseFlowDocument(value);
  return parsed.ok ? [] : parsed.findings;
};
const reported = (value: unknown) => findingsOf(value).map(inShort);
const nodes = (...list: unknown[]) => ({ format: 1, nodes: list, edges: [] });
const request = (config: unknown) => nodes({ key: 'r', kind: 'apiRequest', config });

describe('reading a flow document', () => {
  it('fills in the defaults', () => {
    const parsed = parseFlowDocument(nodes({ key: 's', kind: 'start' }, { key: 'r', kind: 'apiRequest' }));
    expect(parsed).toEqual({
      ok: true,
      flow: {
        format: 1,
        nodes: [
          {
            key: 's',
            kind: 'start',
            config: { event: 'call.ended', outcomes: ['completed'], endNodeIds: [], condition: null, variables: [] },
          },
          {
            key: 'r',
            kind: 'apiRequest',
            config: {
              method: 'GET',
              url: '',
              query: [],
              headers: [],
              timeoutMs: 10_000,
              success: ['2xx'],
              retry: { schedule: ['30s', '2m', '8m', '30m', '2h'] },
              mapping: [],
              idempotency: { header: 'Idempotency-Key', honoured: false, inDoubt: 'repeat' },
            },
          },
        ],
        edges: [],
      },
    });
  });

  it('gives back what it read, unchanged, when it reads that again', () => {
    const first = parseFlowDocument(request({ retry: { schedule: [] }, mapping: [{ variable: 'a', path: 'a' }] }));
    expect(parseFlowDocument(first.ok ? first.flow : undefined)).toEqual(first);
  });

  it('names each unknown field with its path', () => {
    const document = { ...request({ colour: 'red', headers: [{ name: 'A', value: 'b', secret: true }] }), extra: 1 };
    expect(reported(document)).toEqual([
      'INVALID r config.headers.0.secret',
      'INVALID r config.colour',
      'INVALID extra',
    ]);
  });

  it.each([
    [null, 'INVALID'],
    ['text', 'INVALID'],
    [[], 'INVALID'],
    [{ format: 2, nodes: [] }, 'INVALID format'],
    [{ format: 1 }, 'INVALID nodes'],
    [nodes(7), 'INVALID nodes.0'],
    [nodes({ kind: 'start' }), 'INVALID nodes.0.key'],
    [nodes({ key: 'a b', kind: 'start' }), 'INVALID a b key'],
    [nodes({ key: 'w', kind: 'wait' }), 'INVALID w kind'],
    [nodes({ key: 'w' }), 'INVALID w kind'],
    [request({ method: 'TRACE' }), 'INVALID r config.method'],
    [request({ timeoutMs: 0 }), 'INVALID r config.timeoutMs'],
    [request({ timeoutMs: '10s' }), 'INVALID r config.timeoutMs'],
    [request({ retry: { schedule: ['1m30s'] } }), 'INVALID r config.retry.schedule.0'],
    [request({ retry: { schedule: ['-1s'] } }), 'INVALID r config.retry.schedule.0'],
    [request({ success: ['2XX', '600'] }), 'INVALID r config.success.1'],
    [request({ body: { type: 'xml' } }), 'INVALID r config.body.type'],
    [request({ idempotency: { inDoubt: 'hope' } }), 'INVALID r config.idempotency.inDoubt'],
    [request({ mapping: [{ variable: 'a-b', path: 'a' }] }), 'INVALID r config.mapping.0.variable'],
    [request({ mapping: [{ variable: 'steps', path: 'a' }] }), 'INVALID r config.mapping.0.variable'],
    [nodes({ key: 's', kind: 'start', config: { outcomes: ['complete'] } }), 'INVALID s config.outcomes.0'],
    [
      nodes({ key: 'd', kind: 'decision', config: { branches: [{ key: 'otherwise' }] } }),
      'INVALID d config.branches.0.key',
    ],
    [{ format: 1, nodes: [], edges: [{ from: 'a', to: 'b' }] }, 'INVALID edges.0.port'],
  ])('refuses %j', (value, report) => {
    expect(reported(value)).toEqual([report]);
  });

  it.each([
    [{ all: [{ left: 'a', op: '=~', right: 'b' }] }, 'config.branches.0.when.all.0.op'],
    [{ all: [], more: 1 }, 'config.branches.0.when.more'],
    [{ all: [], any: [] }, 'config.branches.0.when'],
    [7, 'config.branches.0.when'],
  ])('says where the condition %j is wrong', (when, fieldPath) => {
    const document = nodes({ key: 'd', kind: 'decision', config: { branches: [{ key: 'yes', when }] } });
    expect(reported(document)).toEqual([`INVALID d ${fieldPath}`]);
  });

  it('keeps a Say node of an import: a draft may hold it until its author has mended the flow', () => {
    expect(reported(nodes({ key: 'bye', kind: 'say', config: { text: 'Goodbye' } }))).toEqual([]);
  });

  it('refuses a document that is nested too deep, instead of running out of stack', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    expect(reported(request({ body: { type: 'json', json: deep } }))).toEqual(['INVALID']);
  });

  it('names the bound that a value is past, and what it counts', () => {
    const parsed = (config: object) =>
      parseFlowDocument({
        format: 1,
        nodes: [{ key: 'send', kind: 'apiRequest', config: { method: 'GET', url: 'https://crm.example', ...config } }],
        edges: [],
      });
    const messages = (config: object) => {
      const reading = parsed(config);
      return reading.ok ? [] : reading.findings.map(({ message }) => message);
    };
    expect(messages({ timeoutMs: 0 }).join()).toContain('must be greater than 0');
    expect(messages({ timeoutMs: 1 })).toEqual([]);
  });

  it('says what is wrong in words', () => {
    expect(
      findingsOf({ format: 1, nodes: [{ key: 'r', kind: 'apiRequest', config: { timeoutMs: 'x', colour: 1 } }] }),
    ).toEqual([
      expect.objectContaining({ message: 'config.timeoutMs must be of type number.' }),
      expect.objectContaining({ message: 'config.colour is not a field that the format knows: remove it.' }),
    ]);
  });
});
