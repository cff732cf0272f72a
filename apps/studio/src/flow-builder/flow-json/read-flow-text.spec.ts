import { aRequest, drawFlow } from '../testing/draw-flow.ts';
import { readFlowText, writeFlowText } from './read-flow-text.ts';

const flow = drawFlow([aRequest('ticket')], 'start -> ticket');

describe('a flow as text', () => {
  it('is read as it was written', () => {
    const read = readFlowText(writeFlowText(flow));
    expect(read.ok && read.flow).toEqual(flow);
  });

  it('may stand in an exported action', () => {
    const read = readFlowText(JSON.stringify({ kind: 'post-call-action', format: 1, name: 'x', flow }));
    expect(read.ok && read.flow.nodes).toHaveLength(2);
  });

  it('says in which line it is no JSON', () => {
    expect(readFlowText('{\n  "format": 1,\n  nodes: []\n}')).toEqual({
      ok: false,
      problems: ['Line 3: A name in double quotes is missing.'],
    });
  });

  it('names the node and the field that do not fit', () => {
    const text = writeFlowText(flow).replace(/"method": "[A-Z]+"/, '"method": "POTS"');
    const read = readFlowText(text);
    expect(read.ok ? [] : read.problems).toEqual([expect.stringMatching(/ticket.*method/)]);
  });

  it.each(['[]', '"flow"', '{}', 'null'])('refuses %s', (text) => {
    const read = readFlowText(text);
    expect(!read.ok && read.problems.length > 0).toBe(true);
  });
});
