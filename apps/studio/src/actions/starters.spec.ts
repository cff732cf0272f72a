import { checkFlow, parseFlowDocument } from '@aftercall/flow-model';
import { starters } from './starters.ts';

describe.each(starters)('the starter $name', ({ flow, kinds }) => {
  const parsed = parseFlowDocument(flow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));

  it('has no errors of its own: at most its auth profile is to be made', () => {
    const errors = checkFlow(flow, {}).filter(({ severity }) => severity === 'ERROR');
    expect(errors).toEqual([]);
  });

  it('is what its picture shows', () => {
    expect(parsed.flow.nodes.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('stands on the grid', () => {
    for (const { position } of parsed.flow.nodes)
      expect([Math.abs(position!.x % 16), Math.abs(position!.y % 16)]).toEqual([0, 0]);
  });
});
