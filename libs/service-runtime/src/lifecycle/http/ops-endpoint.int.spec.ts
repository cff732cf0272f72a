import { createMetrics } from '../../telemetry/metrics.ts';
import { Health } from '../health.ts';
import { startOpsEndpoint } from './ops-endpoint.ts';
import type { OpsEndpoint } from './ops-endpoint.ts';

describe('the ops endpoint', () => {
  const metrics = createMetrics({ service: 'executor' });
  let health: Health;
  let endpoint: OpsEndpoint;
  beforeEach(async () => {
    health = new Health();
    endpoint = await startOpsEndpoint({ port: 0, health, metrics });
  });
  afterEach(() => endpoint.close());

  const get = (path: string) => fetch(`http://127.0.0.1:${endpoint.port}${path}`);

  it('answers 503 with what is failing, and 200 once nothing is', async () => {
    health.addReadyCheck('database', () => Promise.resolve(undefined));
    expect((await get('/livez')).status).toBe(200);
    expect((await get('/startupz')).status).toBe(503);
    const notYet = await get('/readyz');
    expect([notYet.status, await notYet.json()]).toEqual([503, { ok: false, failing: { start: 'not finished' } }]);
    health.setStarted();
    expect((await get('/startupz')).status).toBe(200);
    expect((await get('/readyz?verbose')).status).toBe(200);
    health.addReadyCheck('database', () => Promise.resolve('no connection'));
    const failing = await get('/readyz');
    expect([failing.status, await failing.json()]).toEqual([
      503,
      { ok: false, failing: { database: 'no connection' } },
    ]);
    expect(failing.headers.get('content-type')).toBe('application/json');
  });

  it('serves the metrics', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toBe(metrics.contentType);
    expect(await response.text()).toContain('aftercall_process_');
  });

  it('knows no other path', async () => {
    expect((await get('/')).status).toBe(404);
  });

  it('says that its port is taken', async () => {
    const { port } = endpoint;
    await expect(startOpsEndpoint({ port, health, metrics })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      facts: { port, host: '127.0.0.1' },
    });
  });

  it('is reached through the loopback only, unless told otherwise', async () => {
    const open = await startOpsEndpoint({ port: 0, health, metrics, host: '0.0.0.0' });
    try {
      expect((await fetch(`http://127.0.0.2:${open.port}/livez`)).status).toBe(200);
      await expect(fetch(`http://127.0.0.2:${endpoint.port}/livez`)).rejects.toThrow('fetch failed');
    } finally {
      await open.close();
    }
  });
});
