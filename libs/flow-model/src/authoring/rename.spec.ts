import { parseFlowDocument } from '../document/parse-document.ts';
import { templateSites } from '../template/template-sites.ts';
import { aDecision, aFlow, anAssignment, aRequest, aStart } from '../testing/a-flow.ts';
import { mapTexts } from './map-texts.ts';
import { countUses, renameNode, renameVariable } from './rename.ts';

const tests = [
  {
    name: 't',
    event: { type: 'call.ended', data: {} },
    answers: { ticket: { status: 200 } },
    expect: { path: ['route', 'ticket'], requests: { ticket: {} }, variables: { ticketId: 1, note: 'x' } },
  },
];
const base = aFlow(
  [
    aStart({ condition: 'ticketId == null', variables: [{ name: 'customerId' }] }),
    aRequest('ticket', {
      url: 'https://desk.example/{{ticketId|none}}',
      query: [{ name: 'ticketId', value: '{{ticketId}} {{ variables.ticketId }} {{variables["ticketId"].a}}' }],
      headers: [{ name: 'X', value: '{{steps.ticket2.response.body}}' }],
      body: { type: 'json', json: { ticketId: ['{{ticketId.id}}', 'ticketId', '{{upper("ticketId")}}'] } },
      mapping: [{ variable: 'ticketId', path: '$.ticketId' }],
    }),
    aDecision('route', {
      yes: '{{ticketId}} == "ticketId" && steps.ticket.response.status == 201',
      rows: { all: [{ left: '{{steps["ticket"].response.body.ticket}}', op: '==', right: '{{ticketId}}' }] },
    }),
    anAssignment('note', { note: 'Ticket {{ticketId}} by {{steps . ticket . response.status}}' }),
  ],
  ['start -> ticket', 'ticket.success -> route', 'route.yes -> note'],
);
const flow = { ...base, tests } as typeof base;
const text = (value: unknown) => JSON.stringify(value);

describe('renaming', () => {
  it('renames a node in its edges, in every answer that is read of it, and in the tests', () => {
    const renamed = renameNode(flow, 'ticket', 'open-ticket');
    expect(renamed.edges.slice(0, 2)).toEqual([
      { from: 'start', port: 'next', to: 'open-ticket' },
      { from: 'open-ticket', port: 'success', to: 'route' },
    ]);
    const [, , route, note] = renamed.nodes;
    expect(text(route)).toContain('&& steps[\\"open-ticket\\"].response.status == 201');
    expect(text(route)).toContain('{{steps[\\"open-ticket\\"].response.body.ticket}}');
    expect(text(note)).toContain('by {{steps[\\"open-ticket\\"] . response.status}}');
    expect(text(renamed.nodes[1])).toContain('steps.ticket2.response.body');
    expect(renamed.tests).toEqual([
      {
        ...tests[0],
        answers: { 'open-ticket': { status: 200 } },
        expect: { ...tests[0]?.expect, path: ['route', 'open-ticket'], requests: { 'open-ticket': {} } },
      },
    ]);
  });

  it('renames a variable where it is set and read, and leaves texts and other names alone', () => {
    const renamed = renameVariable(flow, 'ticketId', 'id');
    const ticket = text(renamed.nodes[1]);
    expect(ticket).toContain('https://desk.example/{{id|none}}');
    expect(ticket).toContain('{"name":"ticketId","value":"{{id}} {{ id }} {{id.a}}"}');
    expect(ticket).toContain('{"ticketId":["{{id.id}}","ticketId","{{upper(\\"ticketId\\")}}"]}');
    expect(ticket).toContain('"variable":"id","path":"$.ticketId"');
    expect(text(renamed.nodes[2])).toContain('{{id}} == \\"ticketId\\"');
    expect(text(renamed.nodes[0])).toContain('"condition":"id == null"');
    expect(text(renamed.tests)).toContain('"variables":{"id":1,"note":"x"}');
    expect(parseFlowDocument(renamed).ok).toBe(true);
  });

  it('renames a variable of the call and one that a row assigns', () => {
    expect(text(renameVariable(flow, 'customerId', 'customer').nodes[0])).toContain('"name":"customer"');
    expect(text(renameVariable(flow, 'note', 'remark').nodes[3])).toContain('"variable":"remark"');
  });

  it('counts the places that read a variable', () => {
    expect(countUses(flow, 'ticketId')).toBe(9);
    expect(countUses(flow, 'nope')).toBe(0);
  });

  it('visits every text that the checks read names from', () => {
    for (const node of flow.nodes) {
      const visited: string[] = [];
      mapTexts(node, (source) => {
        visited.push(source);
        return source;
      });
      expect(visited.filter((source) => source.trim() !== '')).toEqual(templateSites(node).map(({ source }) => source));
    }
  });
});
