import { aDecision, anAssignment, aRequest, drawFlow, linesOf } from '../testing/draw-flow.ts';
import { boxOf, overlap } from './places.ts';
import { cutOut, duplicateNodes, pasteNodes } from './paste-nodes.ts';

const flow = drawFlow(
  [
    aRequest('get_customer'),
    aRequest('get_customer_2', { url: 'https://desk.example/{{steps.get_customer.response.body.id}}' }),
    anAssignment('note', { note: '{{steps.get_customer_2.response.status}} {{steps.other.response.status}}' }),
    aDecision('route'),
  ],
  'start -> get_customer',
  'get_customer.success -> get_customer_2',
  'get_customer_2.success -> note',
  'note -> route',
);
const pasteAll = (keys: readonly string[], into = flow) => {
  const outcome = pasteNodes(into, cutOut(flow, keys), { x: 2_000, y: 500 });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome;
};

describe('copies', () => {
  it('have keys of their own, and read each other under them', () => {
    const { flow: pasted, select } = pasteAll(['get_customer', 'get_customer_2', 'note']);
    expect(select).toEqual(['get_customer_3', 'get_customer_4', 'note_2']);
    const text = JSON.stringify(pasted.nodes.slice(5));
    expect(text).toContain('steps.get_customer_3.response.body.id');
    expect(text).toContain('{{steps.get_customer_4.response.status}} {{steps.other.response.status}}');
  });

  it('bring the edges among themselves and no others', () => {
    const { flow: pasted } = pasteAll(['get_customer', 'get_customer_2']);
    expect(linesOf(pasted).slice(4)).toEqual(['get_customer_3.success -> get_customer_4']);
  });

  it('keep their keys in a flow that has none of them', () => {
    const { flow: pasted, says } = pasteAll(['get_customer', 'get_customer_2'], drawFlow([]));
    expect(pasted.nodes.map(({ key }) => key)).toEqual(['start', 'get_customer', 'get_customer_2']);
    expect(says).toBe('Pasted get_customer and get_customer_2');
  });

  it('stand around the point, on the grid, over nothing', () => {
    const { flow: pasted } = pasteAll(['get_customer', 'get_customer_2']);
    const [one, other] = pasted.nodes.slice(5).map(boxOf);
    expect(one).toMatchObject({ x: 1_872 });
    expect((other?.y ?? 0) - (one?.y ?? 0)).toBe(160);
    const { flow: twice } = pasteAll(['get_customer', 'get_customer_2'], pasted);
    const boxes = twice.nodes.map(boxOf);
    expect(boxes.some((box, at) => boxes.slice(at + 1).some((next) => overlap(box, next)))).toBe(false);
  });

  it('never hold a second Start', () => {
    expect(cutOut(flow, ['start', 'note']).nodes.map(({ key }) => key)).toEqual(['note']);
    expect(pasteNodes(flow, cutOut(flow, ['start']), { x: 0, y: 0 })).toMatchObject({ ok: false });
    expect(duplicateNodes(flow, ['start'])).toEqual({ ok: false, problem: 'Start cannot be copied.' });
  });

  it('are told apart by name as well', () => {
    const named = {
      ...flow,
      nodes: flow.nodes.map((node) => (node.key === 'note' ? { ...node, name: 'Build note 9' } : node)),
    };
    const outcome = duplicateNodes(named, ['note']);
    expect(outcome.ok && outcome.flow.nodes.at(-1)).toMatchObject({ key: 'note_2', name: 'Build note 10' });
    expect(outcome.ok && outcome.says).toBe('Duplicated Build note 9');
  });
});
