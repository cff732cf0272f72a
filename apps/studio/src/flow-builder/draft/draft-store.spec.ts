import { addNode } from '../edit/add-node.ts';
import { moveNodes, nudgeNodes } from '../edit/move-nodes.ts';
import { removeNodes } from '../edit/remove-nodes.ts';
import { updateConfig } from '../edit/update-node.ts';
import { anAssignment, aRequest, drawFlow } from '../testing/draw-flow.ts';
import { DraftStore } from './draft-store.ts';

const flow = drawFlow([aRequest('ticket'), anAssignment('note')], 'start -> ticket', 'ticket.success -> note');

function open() {
  let time = 0;
  const draft = new DraftStore(flow, { now: () => time });
  return { draft, wait: (ms: number) => (time += ms), steps: () => draft.stepCount };
}
const typeUrl = (url: string) => (one: typeof flow) =>
  updateConfig(one, { key: 'ticket', kind: 'apiRequest', what: 'URL' }, (config) => ({ ...config, url }));

describe('the draft', () => {
  it('brings a deleted node back with its edges and settings', () => {
    const { draft } = open();
    draft.edit((one) => removeNodes(one, ['ticket']));
    expect(draft.flow.nodes).toHaveLength(2);
    expect(draft.undo()).toBe('Deleted ticket and 2 connections');
    expect(draft.flow).toBe(flow);
    expect(draft.redo()).toBe('Deleted ticket and 2 connections');
    expect(draft.flow.edges).toEqual([]);
  });

  it('takes a drag back in one step, wherever it went', () => {
    const { draft, steps } = open();
    draft.edit((one) => moveNodes(one, new Map([['note', { x: 320, y: 640 }]])));
    expect(steps()).toBe(1);
    draft.undo();
    expect(draft.flow).toBe(flow);
    expect(draft.undo()).toBeUndefined();
  });

  it('counts what is typed in one go as one step, and after a pause as another', () => {
    const { draft, wait, steps } = open();
    for (const url of ['h', 'ht', 'htt']) {
      draft.edit(typeUrl(url), 'ticket/url');
      wait(100);
    }
    expect(steps()).toBe(1);
    wait(600);
    draft.edit(typeUrl('http'), 'ticket/url');
    expect(steps()).toBe(2);
    draft.undo();
    expect(draft.flow.nodes[1]).toMatchObject({ config: { url: 'htt' } });
    draft.undo();
    expect(draft.flow).toBe(flow);
  });

  it('takes five key moves in a row back in one step', () => {
    const { draft, wait } = open();
    for (let count = 0; count < 5; count += 1) {
      draft.edit((one) => nudgeNodes(one, ['note'], { x: 1, y: 0 }), 'nudge');
      wait(50);
    }
    expect(draft.flow.nodes[2]?.position?.x).toBe(80);
    draft.undo();
    expect(draft.flow).toBe(flow);
  });

  it('does not take another field into a burst, nor what follows an undo', () => {
    const { draft, steps } = open();
    draft.edit(typeUrl('a'), 'ticket/url');
    draft.edit((one) => nudgeNodes(one, ['note'], { x: 1, y: 0 }), 'nudge');
    expect(steps()).toBe(2);
    draft.undo();
    draft.edit(typeUrl('b'), 'ticket/url');
    expect(steps()).toBe(2);
    expect(draft.canRedo).toBe(false);
  });

  it('keeps nothing of what was refused', () => {
    const { draft, steps } = open();
    expect(draft.edit((one) => removeNodes(one, ['start']))).toEqual({
      ok: false,
      problem: 'Start cannot be deleted.',
    });
    expect(steps()).toBe(0);
    expect(draft.flow).toBe(flow);
  });

  it('keeps Start when what deleted others is undone and done again', () => {
    const { draft } = open();
    draft.edit((one) => removeNodes(one, ['start', 'ticket', 'note']));
    draft.undo();
    draft.redo();
    expect(draft.edit((one) => removeNodes(one, ['start'])).ok).toBe(false);
    expect(draft.flow.nodes.map(({ key }) => key)).toEqual(['start']);
  });

  it('begins a new history with what is loaded', () => {
    const { draft } = open();
    draft.edit((one) => removeNodes(one, ['note']));
    draft.load(flow);
    expect(draft.canUndo).toBe(false);
    expect(draft.nextSteps).toEqual({ undo: undefined, redo: undefined });
  });

  it('goes back 200 steps and no further', () => {
    const { draft, steps } = open();
    for (let count = 0; count < 210; count += 1)
      draft.edit((one) => addNode(one, 'setVariable', { x: 0, y: count * 80 }));
    expect(steps()).toBe(200);
    for (let count = 0; count < 210; count += 1) draft.undo();
    expect(draft.flow.nodes).toHaveLength(13);
  });

  it('tells listeners of edits and of undo', () => {
    const { draft } = open();
    const seen: string[] = [];
    const end = draft.subscribe(() => seen.push(draft.store.getState().says));
    draft.edit((one) => removeNodes(one, ['note']));
    const count = seen.length;
    draft.undo();
    expect(seen.length).toBeGreaterThan(count);
    end();
    draft.redo();
    expect(draft.nextSteps.undo).toBe('Deleted note and 1 connection');
  });
});
