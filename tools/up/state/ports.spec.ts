import { leakGuard } from '@aftercall/dev-harness';
import { createSay } from '../say.ts';
import { holdPorts, readFirstPort } from './ports.ts';

const said: string[] = [];
const say = createSay(
  (line) => said.push(line),
  (_, text) => text,
);

describe('readFirstPort', () => {
  it('is 4000 unless the environment says another one', () => {
    expect(readFirstPort({})).toBe(4000);
    expect(readFirstPort({ AFTERCALL_PORT: '' })).toBe(4000);
    expect(readFirstPort({ AFTERCALL_PORT: '5200' })).toBe(5200);
  });

  it.each(['80', '65001', '4000.5', 'x'])('refuses %s and says what would do', (AFTERCALL_PORT) => {
    expect(() => readFirstPort({ AFTERCALL_PORT })).toThrow(
      /AFTERCALL_PORT is .*\nRemedy: a number from 1024 to 65000/,
    );
  });
});

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

  it('counts from the port that it is told', async () => {
    const { ports, release } = await holdPorts(say, 21_000);
    expect(ports).toMatchObject({ registry: 21_000, executor: 21_010, vault: 21_020, target: 21_090 });
    await release();
  });
});

leakGuard();
