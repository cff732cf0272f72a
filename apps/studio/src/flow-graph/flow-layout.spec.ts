import { parseFlowDocument, type FlowDocument } from '@aftercall/flow-model';
import { positionsOf, tidy } from './flow-layout.ts';
import { sizeOf } from './node-shape.ts';

function flowOf(document: object): FlowDocument {
  const parsed = parseFlowDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.flow;
}

const branches = ['one', 'two', 'three'].map((key) => ({ key, label: key, when: 'true' }));
const flow = flowOf({
  format: 1,
  nodes: [
    { key: 'start', kind: 'start' },
    { key: 'route', kind: 'decision', config: { branches } },
    ...branches.map(({ key }) => ({ key: `call_${key}`, kind: 'apiRequest', config: { url: 'https://x.example' } })),
    { key: 'note', kind: 'setVariable' },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'route' },
    ...branches.map(({ key }) => ({ from: 'route', port: key, to: `call_${key}` })),
    ...branches.map(({ key }) => ({ from: `call_${key}`, port: 'success', to: 'note' })),
  ],
});

describe('tidy', () => {
  const positions = tidy(flow);
  const boxes = flow.nodes.map((node) => ({ key: node.key, ...positions.get(node.key)!, ...sizeOf(node) }));

  it('puts every card on the grid', () => {
    for (const { x, y } of boxes) expect([Math.abs(x % 16), Math.abs(y % 16)]).toEqual([0, 0]);
  });

  it('lets no two cards overlap', () => {
    for (const one of boxes) {
      for (const other of boxes.filter(({ key }) => key !== one.key)) {
        const isApart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect([one.key, other.key, isApart]).toEqual([one.key, other.key, true]);
      }
    }
  });

  it('draws what comes later further down', () => {
    for (const { from, to } of flow.edges) expect(positions.get(from)!.y).toBeLessThan(positions.get(to)!.y);
  });

  it('passes over edges that lead nowhere', () => {
    const torn = { ...flow, edges: [...flow.edges, { from: 'note', port: 'next', to: 'gone' }] };
    expect(tidy(torn).size).toBe(flow.nodes.length);
  });
});

describe('positionsOf', () => {
  it('keeps what the author placed', () => {
    const placed = { ...flow, nodes: flow.nodes.map((node, at) => ({ ...node, position: { x: 7, y: at } })) };
    expect([...positionsOf(placed).values()]).toEqual(flow.nodes.map((_node, at) => ({ x: 7, y: at })));
  });

  it('lays out a flow in which any card has no place', () => {
    expect(positionsOf(flow)).toEqual(tidy(flow));
  });
});
