import { createServer } from 'node:net';
import { freePort, holdPort } from './free-port.ts';
import { leakGuard } from './leak-guard.ts';

describe('holdPort', () => {
  it('takes the next port when the preferred one is taken', async () => {
    const first = await holdPort();
    const second = await holdPort(first.port);
    expect(second.port).toBeGreaterThan(first.port);
    await first.release();
    expect(await freePort(first.port)).toBe(first.port);
    await second.release();
  });

  it('sees a listener on all addresses', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
    const { port } = server.address() as { port: number };
    expect(await freePort(port)).not.toBe(port);
    await new Promise((done) => server.close(done));
  });
});

leakGuard();
