import { leakGuard } from '@aftercall/dev-harness';
import { createSay } from '../say.ts';
import { holdPorts } from './ports.ts';

const said: string[] = [];
const say = createSay(
  (line) => said.push(line),
  (_, text) => text,
);

describe('holdPorts', () => {
  it('takes other ports than those that are taken, and says which', async () => {
    const first = await holdPorts(say);
    said.length = 0;
    const second = await holdPorts(say);
    const all = [...Object.values(first.ports), ...Object.values(second.ports)];
    expect(new Set(all).size).toBe(14);
    expect(said).toHaveLength(7);
    expect(said[0]).toBe(`! Port 4000 is taken; the registry listens on ${String(second.ports.registry)}`);
    await first.release();
    await second.release();
  });
});

leakGuard();
