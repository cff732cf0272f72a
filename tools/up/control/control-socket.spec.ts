import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { leakGuard } from '@aftercall/dev-harness';
import { giveOrder, listenForOrders } from './control-socket.ts';

let folder: string;
beforeEach(() => {
  // Below where we stand, as the state folder is: the name of a socket must stay short.
  mkdirSync('reports', { recursive: true });
  folder = mkdtempSync(join('reports', 'up-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the control socket', () => {
  it('carries orders to the one that is up, and its answers back', async () => {
    const seen: unknown[] = [];
    const close = await listenForOrders(folder, (order) => {
      seen.push(order);
      return Promise.resolve({ ok: true, text: 'vault is stopped' });
    });
    expect(await giveOrder(folder, { name: 'stop', service: 'vault' })).toEqual({ ok: true, text: 'vault is stopped' });
    expect(seen).toEqual([{ name: 'stop', service: 'vault' }]);
    await close();
    expect(existsSync(join(folder, 'up.sock'))).toBe(false);
  });

  it('tells what went wrong', async () => {
    const close = await listenForOrders(folder, () => Promise.reject(new Error('not ready within 60 s')));
    expect(await giveOrder(folder, { name: 'start', service: 'vault' })).toEqual({
      ok: false,
      text: 'not ready within 60 s',
    });
    await close();
  });

  it('says that nobody is there, also when a killed one left its socket', async () => {
    expect(await giveOrder(folder, { name: 'stop', service: 'vault' })).toBeUndefined();
    writeFileSync(join(folder, 'up.sock'), '');
    expect(await giveOrder(folder, { name: 'stop', service: 'vault' })).toBeUndefined();
    const close = await listenForOrders(folder, () => Promise.resolve({ ok: true, text: 'here' }));
    expect(await giveOrder(folder, { name: 'stop', service: 'vault' })).toEqual({ ok: true, text: 'here' });
    await close();
  });

  it('ends though somebody is connected and says nothing', async () => {
    const never = new Promise<never>(() => undefined);
    const close = await listenForOrders(folder, () => never);
    const answer = giveOrder(folder, { name: 'stop', service: 'vault' });
    await new Promise((done) => setTimeout(done, 50));
    await close();
    expect(await answer).toEqual({ ok: false, text: 'it stopped before it answered' });
    expect(relative('.', folder)).toBe(folder);
  });
});

leakGuard();
