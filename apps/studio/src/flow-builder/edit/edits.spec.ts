import { checkFlow, parseFlowDocument, type FlowDocument } from '@aftercall/flow-model';
import { aDecision, anAssignment, aRequest, drawFlow, linesOf } from '../testing/draw-flow.ts';
import { addBehind, addNode, insertAfter, insertBetween, spliceNode } from './add-node.ts';
import { connect, disconnect, findConnectionProblem } from './connect.ts';
import type { EditOutcome } from './edit-outcome.ts';
import { ADDABLE_KINDS } from './new-node.ts';
import { moveNodes, nudgeNodes } from './move-nodes.ts';
import { sizeOf } from '../../flow-graph/node-shape.ts';
import { boxOf, overlap } from './places.ts';
import { removeNodes } from './remove-nodes.ts';
import { setNodeKey, setNodeName } from './rename-node.ts';
import { updateConfig } from './update-node.ts';

const done = (outcome: EditOutcome): Extract<EditOutcome, { ok: true }> => {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome;
};
const problemOf = (outcome: EditOutcome): string => (outcome.ok ? 'none' : outcome.problem);
const empty = drawFlow([]);
const chain = drawFlow(
  [aDecision('route'), aRequest('ticket'), anAssignment('note')],
  'start -> route',
  'route.yes -> ticket',
  'ticket.success -> note',
);
const standsFree = (flow: FlowDocument): boolean =>
  flow.nodes.every((node, at) => flow.nodes.slice(at + 1).every((other) => !overlap(boxOf(node), boxOf(other))));

describe('adding a node', () => {
  it.each(ADDABLE_KINDS)('makes a %s that fits the format and stands on the grid', (kind) => {
    const { flow, select } = done(addNode(empty, kind, { x: 333, y: 77 }));
    expect(parseFlowDocument(flow).ok).toBe(true);
    expect(flow.nodes[1]?.position).toEqual({ x: 336, y: 80 });
    expect(select).toEqual([flow.nodes[1]?.key]);
  });

  it('gives keys and names that tell nodes apart', () => {
    const twice = done(
      addNode(done(addNode(empty, 'apiRequest', { x: 0, y: 200 })).flow, 'apiRequest', { x: 0, y: 200 }),
    ).flow;
    expect(twice.nodes.slice(1).map(({ key, name }) => [key, name])).toEqual([
      ['api_request', 'API Request'],
      ['api_request_2', 'API Request 2'],
    ]);
    expect(standsFree(twice)).toBe(true);
  });

  it('joins it to the selected node, under the exit that leads there', () => {
    const { flow, says } = done(insertAfter(chain, 'apiRequest', 'route'));
    expect(linesOf(flow)).toContain('route.otherwise -> api_request');
    expect(says).toBe('Added API Request after route');
    expect(standsFree(flow)).toBe(true);
  });

  it('goes after the last node when none is selected, and after Start in an empty flow', () => {
    expect(linesOf(done(insertAfter(chain, 'setVariable', undefined)).flow)).toContain('note -> set_variable');
    expect(linesOf(done(insertAfter(empty, 'decision', undefined)).flow)).toEqual(['start -> decision']);
  });

  it('stands between two nodes when the exit is taken, and moves what follows out of its way', () => {
    const { flow } = done(insertAfter(chain, 'setVariable', 'ticket'));
    expect(linesOf(flow)).toEqual([
      'start -> route',
      'route.yes -> ticket',
      'ticket.success -> set_variable',
      'set_variable -> note',
    ]);
    expect(standsFree(flow)).toBe(true);
  });

  it('never takes a failure exit by the way, but when asked for it', () => {
    const wired = drawFlow([aRequest('a'), anAssignment('b')], 'start -> a', 'a.success -> b');
    expect(linesOf(done(insertAfter(wired, 'apiRequest', 'a')).flow)).not.toContain('a.failure -> api_request');
    expect(linesOf(done(addBehind(wired, 'apiRequest', { from: 'a', port: 'failure' })).flow)).toContain(
      'a.failure -> api_request',
    );
  });

  it('keeps parallel branches parallel behind the node put before them', () => {
    const fork = drawFlow([anAssignment('a'), anAssignment('b')], 'start -> a', 'start -> b');
    expect(linesOf(done(insertBetween(fork, 'setVariable', fork.edges)).flow)).toEqual([
      'start -> set_variable',
      'set_variable -> a',
      'set_variable -> b',
    ]);
    expect(linesOf(done(insertBetween(fork, 'setVariable', fork.edges.slice(0, 1))).flow)).toEqual([
      'start -> b',
      'start -> set_variable',
      'set_variable -> a',
    ]);
  });

  it('puts a node that is there already into an edge, unless that made a circle', () => {
    const loose = drawFlow([anAssignment('a'), anAssignment('b'), anAssignment('c')], 'start -> a', 'a -> b');
    const [, second] = loose.edges;
    expect(linesOf(done(spliceNode(loose, 'c', second!)).flow)).toEqual(['start -> a', 'a -> c', 'c -> b']);
    expect(problemOf(spliceNode(loose, 'b', loose.edges[0]!))).toContain('circle');
    expect(problemOf(spliceNode(loose, 'start', second!))).toContain('Only a step');
  });
});

describe('connecting', () => {
  it('joins an exit to a node, and a second edge from the same exit is a parallel branch', () => {
    const { flow, says } = done(connect(chain, { from: 'route', port: 'yes', to: 'note' }));
    expect(linesOf(flow)).toContain('route.yes -> note');
    expect(linesOf(flow)).toContain('route.yes -> ticket');
    expect(says).toBe('Connected route yes to note');
    expect(checkFlow(flow, {}).filter(({ code }) => code === 'INVALID')).toEqual([]);
  });

  it.each([
    [{ from: 'note', port: 'next', to: 'route' }, 'That would be a circle: route → ticket → note → route.'],
    [{ from: 'note', port: 'next', to: 'note' }, 'note cannot lead to itself'],
    [{ from: 'note', port: 'next', to: 'start' }, 'Nothing can lead to Start'],
    [{ from: 'route', port: 'yes', to: 'ticket' }, 'leads to ticket already'],
    [{ from: 'route', port: 'maybe', to: 'note' }, 'has no exit maybe'],
    [{ from: 'gone', port: 'next', to: 'note' }, 'no longer there'],
  ])('refuses %j', (edge, problem) => {
    expect(findConnectionProblem(chain, edge)).toContain(problem);
    expect(problemOf(connect(chain, edge))).toContain(problem);
  });

  it('takes an edge away again', () => {
    const { flow, says } = done(disconnect(chain, chain.edges.slice(2)));
    expect(linesOf(flow)).toEqual(['start -> route', 'route.yes -> ticket']);
    expect(says).toBe('Disconnected ticket success from note');
    expect(problemOf(disconnect(chain, []))).toBe('No connection is selected.');
  });
});

describe('deleting', () => {
  it('takes a node with its edges, and says so', () => {
    const { flow, says } = done(removeNodes(chain, ['ticket']));
    expect(linesOf(flow)).toEqual(['start -> route']);
    expect(says).toBe('Deleted ticket and 2 connections');
  });

  it('leaves Start where it is, alone or among others', () => {
    expect(problemOf(removeNodes(chain, ['start']))).toBe('Start cannot be deleted.');
    expect(done(removeNodes(chain, ['start', 'note'])).flow.nodes.map(({ key }) => key)).toEqual([
      'start',
      'route',
      'ticket',
    ]);
    expect(problemOf(removeNodes(chain, []))).toBe('Nothing is selected.');
  });
});

describe('moving', () => {
  it('lands on the grid', () => {
    expect(done(moveNodes(chain, new Map([['note', { x: 7, y: -23 }]]))).flow.nodes[3]?.position).toEqual({
      x: 0,
      y: -16,
    });
  });

  it('is nothing when nothing went anywhere', () => {
    expect(moveNodes(chain, new Map([['note', { x: 3, y: 481 }]])).ok).toBe(false);
  });

  it('goes by steps', () => {
    expect(done(nudgeNodes(chain, ['note'], { x: -5, y: 1 })).flow.nodes[3]?.position).toEqual({ x: -80, y: 496 });
  });
});

describe('renaming', () => {
  const reading = drawFlow(
    [aRequest('api_request'), anAssignment('note', { note: '{{steps.api_request.response.status}}' })],
    'start -> api_request',
    'api_request.success -> note',
  );
  it('takes the key along while it is the name in other letters', () => {
    const named = {
      ...reading,
      nodes: reading.nodes.map((node) => (node.key === 'api_request' ? { ...node, name: 'API Request' } : node)),
    };
    const { flow, select } = done(setNodeName(named, 'api_request', '  Größe hölen 2  '));
    expect(select).toEqual(['grosse_holen_2'].map((key) => key.replace('grosse', 'gro_e')));
    expect(linesOf(flow)[1]).toBe('gro_e_holen_2.success -> note');
    expect(JSON.stringify(flow.nodes[2])).toContain('steps.gro_e_holen_2.response.status');
  });

  it('keeps a key that somebody chose, and one that a version knows', () => {
    expect(done(setNodeName(chain, 'ticket', 'Create ticket')).flow.nodes[2]).toMatchObject({ key: 'create_ticket' });
    expect(done(setNodeName(chain, 'ticket', 'Create ticket', new Set(['ticket']))).flow.nodes[2]).toMatchObject({
      key: 'ticket',
      name: 'Create ticket',
    });
    const own = done(setNodeKey(chain, 'ticket', 'T-1')).flow;
    const named = { ...own, nodes: own.nodes.map((node) => (node.key === 'T-1' ? { ...node, name: 'Open' } : node)) };
    expect(done(setNodeName(named, 'T-1', 'Create ticket')).flow.nodes[2]).toMatchObject({ key: 'T-1' });
  });

  it.each([
    ['', 'Name is required.'],
    ['x'.repeat(121), 'at most 120'],
  ])('refuses the name %p', (name, problem) => {
    expect(problemOf(setNodeName(chain, 'ticket', name))).toContain(problem);
  });

  it.each([
    ['a b', 'letters, digits'],
    ['note', 'Another step has the key note'],
    ['', 'A key'],
  ])('refuses the key %p', (key, problem) => {
    expect(problemOf(setNodeKey(chain, 'ticket', key))).toContain(problem);
  });

  it('gives emoji and right-to-left names a key all the same', () => {
    expect(done(setNodeName(chain, 'ticket', '🎫 تذكرة')).select).toEqual(['step']);
  });
});

describe('changing settings', () => {
  it('takes the connections of a branch that is removed along', () => {
    const { flow } = done(
      updateConfig(chain, { key: 'route', kind: 'decision', what: 'branches' }, (config) => ({
        ...config,
        branches: [],
      })),
    );
    expect(linesOf(flow)).toEqual(['start -> route', 'ticket.success -> note']);
  });

  it('is no change when the settings are the same', () => {
    expect(problemOf(updateConfig(chain, { key: 'route', kind: 'decision', what: 'x' }, (config) => config))).toBe(
      'Nothing was changed.',
    );
    expect(
      problemOf(updateConfig(chain, { key: 'route', kind: 'apiRequest', what: 'x' }, (config) => config)),
    ).toContain('no longer');
  });

  it('widens a Decision by what its exits need', () => {
    const wide = drawFlow([aDecision('route', { a: 'true', b: 'true', c: 'true' })], 'start -> route').nodes[1]!;
    expect(sizeOf(wide)).toEqual({ width: 256 + 2 * 112, height: 96 });
    expect(sizeOf(drawFlow([]).nodes[0]!)).toEqual({ width: 256, height: 64 });
  });
});
