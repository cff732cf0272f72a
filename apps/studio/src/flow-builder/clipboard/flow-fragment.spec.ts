import { addCurlRequest } from '../edit/add-request.ts';
import { pasteNodes } from '../edit/paste-nodes.ts';
import { anAssignment, aRequest, drawFlow, linesOf } from '../testing/draw-flow.ts';
import { readPastedText, writeFragment } from './flow-fragment.ts';

const flow = drawFlow(
  [aRequest('ticket', { authProfile: 'desk' }), anAssignment('note')],
  'start -> ticket',
  'ticket.success -> note',
);

describe('the clipboard', () => {
  it('carries the chosen steps and what joins them into another flow', () => {
    const text = writeFragment(flow, ['start', 'ticket', 'note']) ?? '';
    expect(JSON.parse(text)).toMatchObject({
      kind: 'flow-fragment',
      v: 1,
      edges: [{ from: 'ticket', port: 'success', to: 'note' }],
    });
    const pasted = readPastedText(text);
    if (pasted.type !== 'piece') throw new Error(pasted.type);
    const outcome = pasteNodes(drawFlow([]), pasted.piece, { x: 500, y: 500 });
    expect(outcome.ok && linesOf(outcome.flow)).toEqual(['ticket.success -> note']);
    expect(outcome.ok && outcome.flow.nodes[1]).toMatchObject({ config: { authProfile: 'desk' } });
  });

  it('has nothing when only Start is chosen', () => {
    expect(writeFragment(flow, ['start'])).toBeUndefined();
  });

  it.each([
    ['a flow document', JSON.stringify(flow)],
    ['an exported action', JSON.stringify({ kind: 'aftercall-action', name: 'x', flow })],
  ])('takes %s, without its Start', (_what, text) => {
    const pasted = readPastedText(text);
    const outcome = pasted.type === 'piece' ? pasteNodes(drawFlow([]), pasted.piece, { x: 0, y: 0 }) : undefined;
    expect(outcome?.ok === true && outcome.flow.nodes.map(({ key }) => key)).toEqual(['start', 'ticket', 'note']);
  });

  it('makes a request of a curl command', () => {
    const pasted = readPastedText(`curl -X POST https://desk.example/t -d '{"a":1}'`);
    if (pasted.type !== 'curl') throw new Error(pasted.type);
    const outcome = addCurlRequest(flow, pasted.request, { x: 640, y: 0 });
    expect(outcome.ok && outcome.flow.nodes.at(-1)).toMatchObject({
      kind: 'apiRequest',
      config: {
        method: 'POST',
        url: 'https://desk.example/t',
        body: { type: 'json', json: { a: 1 } },
        timeoutMs: 10_000,
      },
    });
  });

  it.each([
    ['hello', 'Nothing to paste: not a flow fragment.'],
    ['[1]', 'Nothing to paste: not a flow fragment.'],
    ['', 'Nothing to paste: not a flow fragment.'],
    ['{"kind":"flow-fragment","v":2,"nodes":[],"edges":[]}', 'version 2'],
    ['{"kind":"flow-fragment","v":1,"nodes":[{"key":"a","kind":"wait"}],"edges":[]}', 'does not fit the format'],
    ['{"kind":"flow-fragment","v":1,"nodes":[],"edges":[]}', 'has no steps'],
    ["curl 'x", 'a quote is never closed'],
  ])('says of %s that there is nothing to paste', (text, problem) => {
    expect(readPastedText(text)).toMatchObject({
      type: 'nothing',
      problem: expect.stringContaining(problem) as string,
    });
  });
});
