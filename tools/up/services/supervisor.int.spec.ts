import { join } from 'node:path';
import { findProcessBirth, freePort, leakGuard, until } from '@aftercall/dev-harness';
import { createSay } from '../say.ts';
import { Supervised } from './supervisor.ts';
import type { SupervisorTimes } from './supervisor.ts';

const script = join(import.meta.dirname, 'testing/fake-service.mjs');
const said: string[] = [];
const lines: string[] = [];
const started: Supervised[] = [];
let port: number;

beforeEach(async () => {
  said.length = 0;
  lines.length = 0;
  port = await freePort();
});
afterEach(async () => {
  for (const service of started.splice(0)) await service.stop();
});

function fake(trouble = '', times: Partial<SupervisorTimes> = {}): Supervised {
  const plan = {
    name: 'fake',
    args: [script, String(port), trouble],
    environment: process.env,
    readyUrl: `http://127.0.0.1:${String(port)}/readyz`,
  };
  const service = new Supervised(plan, {
    say: createSay(
      (line) => said.push(line),
      (_, text) => text,
    ),
    onLine: (_, line) => lines.push(line),
    onChange: () => undefined,
    times: { firstBackOffMs: 20, readyDeadlineMs: 5000, stopPatienceMs: 2000, ...times },
  });
  started.push(service);
  return service;
}

const die = (): Promise<unknown> => fetch(`http://127.0.0.1:${String(port)}/die`).catch(() => undefined);

describe('Supervised', () => {
  it('is ready when start returns, and gone when stop returns', async () => {
    const service = fake();
    await service.start();
    expect((await fetch(`http://127.0.0.1:${String(port)}/readyz`)).status).toBe(200);
    const pid = service.pid ?? 0;
    await service.stop();
    expect(service.pid).toBeNull();
    expect(findProcessBirth(pid)).toBeUndefined();
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['listening', 'stopped in order']);
  });

  it('starts it again when it dies, says so, and waits longer each time', async () => {
    const service = fake();
    await service.start();
    const pids = [service.pid];
    for (const death of [1, 2]) {
      const died = service.pid;
      await die();
      await until(() => service.pid !== null && service.pid !== died && said.length === death * 2, {
        what: 'it to be back',
      });
      pids.push(service.pid);
    }
    expect(new Set(pids).size).toBe(3);
    expect(said).toEqual([
      '! fake ended (exit code 7); starting it again in 0.02 s',
      `fake is back as process ${String(pids[1])}`,
      '! fake ended (exit code 7); starting it again in 0.04 s',
      `fake is back as process ${String(pids[2])}`,
    ]);
  });

  it('starts it again when it is killed', async () => {
    const service = fake();
    await service.start();
    const pid = service.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(() => service.pid !== null && service.pid !== pid, { what: 'it to be back' });
    expect(said[0]).toBe('! fake ended (killed by SIGKILL); starting it again in 0.02 s');
  });

  it('leaves it stopped when it is stopped while it waits to be started again', async () => {
    const service = fake('', { firstBackOffMs: 60_000 });
    await service.start();
    await die();
    await until(() => said.length === 1, { what: 'the death to be noticed' });
    await service.stop();
    expect(service.pid).toBeNull();
    expect(service.isWanted).toBe(false);
    await service.start();
    expect(service.pid).not.toBeNull();
  });

  it('fails to start with what the service says is missing', async () => {
    const service = fake('never ready', { readyDeadlineMs: 300 });
    await expect(service.start()).rejects.toThrow(
      'fake was not ready within 0.3 s: {"failing":{"database":"it is away"}}',
    );
    expect(service.pid).toBeNull();
  });

  it('fails to start when the service ends, and passes on its words', async () => {
    await expect(fake('ends at once').start()).rejects.toThrow('fake ended before it was ready (exit code 78)');
    expect(lines).toEqual(['configuration: PORT is wrong']);
  });

  it('ends what will not stop', async () => {
    const service = fake('will not stop', { stopPatienceMs: 100 });
    await service.start();
    const pid = service.pid ?? 0;
    await service.stop();
    expect(findProcessBirth(pid)).toBeUndefined();
  });

  it('gives up waiting for readiness at once when it is killed', async () => {
    const service = fake('never ready', { readyDeadlineMs: 60_000 });
    const start = service.start();
    await until(() => lines.length === 1, { what: 'it to listen' });
    service.kill();
    await expect(start).rejects.toThrow();
    await until(() => service.pid === null, { what: 'it to end' });
  });
});

leakGuard();
