import { parseFlowDocument, type FlowNode } from '@aftercall/flow-model';
import { exitsOf, sizeOf } from './node-shape.ts';
import { summaryOf, titleOf } from './node-summary.ts';

function nodeOf(node: object): FlowNode {
  const parsed = parseFlowDocument({ format: 1, nodes: [{ key: 'n', ...node }], edges: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.flow.nodes[0]!;
}

describe('what stands on a card', () => {
  it.each([
    [{ kind: 'start' }, 'call.ended · completed'],
    [
      { kind: 'start', config: { outcomes: ['completed', 'transferred'], endNodeIds: ['a', 'b'] } },
      'call.ended · completed, transferred · 2 end nodes',
    ],
    [
      { kind: 'apiRequest', config: { method: 'POST', url: 'https://desk.example/tickets' } },
      'POST desk.example/tickets',
    ],
    [{ kind: 'apiRequest', config: { url: '{{env.CRM_URL}}/x' } }, 'GET CRM_URL/x'],
    [{ kind: 'apiRequest' }, 'GET …'],
    [{ kind: 'setVariable' }, 'Nothing assigned yet'],
    [
      { kind: 'setVariable', config: { assignments: [{ variable: 'note', value: 'Ticket {{id}}' }] } },
      'note = Ticket {{id}}',
    ],
    [
      {
        kind: 'setVariable',
        config: {
          assignments: [
            { variable: 'a', value: 1 },
            { variable: 'b', value: {} },
          ],
        },
      },
      'a = 1, +1',
    ],
    [{ kind: 'decision' }, 'No branch yet'],
    [
      { kind: 'decision', config: { branches: [{ key: 'y', when: '{{interaction.DISPOSITION}} == "escalated"' }] } },
      'DISPOSITION == "escalated"',
    ],
    [
      {
        kind: 'decision',
        config: {
          branches: [
            {
              key: 'y',
              when: {
                any: [
                  { left: '{{variables.tier}}', op: 'exists' },
                  { left: 1, op: '==', right: 2 },
                ],
              },
            },
          ],
        },
      },
      'variables.tier exists or 1 more',
    ],
  ])('%j reads %s', (node, summary) => {
    expect(summaryOf(nodeOf(node))).toBe(summary);
  });

  it('is called by its name, else by its key', () => {
    expect(titleOf(nodeOf({ kind: 'apiRequest', name: 'Create ticket' }))).toBe('Create ticket');
    expect(titleOf(nodeOf({ kind: 'apiRequest' }))).toBe('n');
    expect(titleOf(nodeOf({ kind: 'start' }))).toBe('Start');
  });
});

describe('the exits of a card', () => {
  it('are named by their branches, else by their keys, otherwise last', () => {
    const branches = [
      { key: 'yes', label: 'Escalated', when: 'true' },
      { key: 'no', when: 'false' },
    ];
    const decision = nodeOf({ kind: 'decision', config: { branches } });
    expect(exitsOf(decision).map(({ label }) => label)).toEqual(['Escalated', 'no', 'otherwise']);
    expect(sizeOf(decision)).toEqual({ width: 368, height: 96 });
  });

  it('have no row when there is only one', () => {
    expect(exitsOf(nodeOf({ kind: 'setVariable' }))).toEqual([{ port: 'next', label: undefined }]);
    expect(sizeOf(nodeOf({ kind: 'setVariable' }))).toEqual({ width: 256, height: 64 });
  });
});
