import { buildContext } from '../check.ts';
import { aFlow, anAssignment, reports } from '../../testing/a-flow.ts';
import { applyFix } from '../apply-fix.ts';
import { nothingSaid } from './nothing-said.ts';

const say = { key: 'bye', kind: 'say', config: { text: 'Goodbye' } };
const lines = ['start -> bye', 'start -> a', 'a -> bye', 'bye -> b', 'bye -> c'];
const flow = aFlow([anAssignment('a'), say, anAssignment('b'), anAssignment('c')], lines);

describe('Say nodes', () => {
  it('are kept in a draft and reported', () => {
    expect(reports(nothingSaid, flow)).toEqual(['E_SAY_NODE bye kind']);
  });

  it('can be taken out, and what was around them is joined', () => {
    const [found] = nothingSaid.find(buildContext(flow, {}));
    const fixed = applyFix(flow, found!.fix!);
    const wanted = aFlow(
      [anAssignment('a'), anAssignment('b'), anAssignment('c')],
      ['start -> b', 'start -> c', 'start -> a', 'a -> b', 'a -> c'],
    );
    expect(fixed).toEqual({ ok: true, document: wanted });
  });
});
