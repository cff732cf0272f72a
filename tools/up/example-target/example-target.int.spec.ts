import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { createExampleTarget } from './example-target.ts';

describe('the example target', () => {
  const server = createExampleTarget('let-me-in');
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const answer = await request(origin + path, {
      method,
      headers: { authorization: 'Bearer let-me-in', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
  };

  it('makes a ticket for whoever has the token', async () => {
    expect(await call('POST', '/tickets', { a: 1 })).toMatchObject({ status: 201, body: { state: 'open' } });
    expect(await call('POST', '/tickets', {}, { authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
  });

  it('answers a repeated key like the first time and makes nothing anew', async () => {
    const first = await call('POST', '/tickets', {}, { 'idempotency-key': 'k-1' });
    const again = await call('POST', '/tickets', {}, { 'idempotency-key': 'k-1' });
    const other = await call('POST', '/tickets', {}, { 'idempotency-key': 'k-2' });
    expect(again.body['id']).toBe(first.body['id']);
    expect(other.body['id']).not.toBe(first.body['id']);
  });

  it('shows what it received, and of a credential only that it was there', async () => {
    await call('PUT', '/metrics?x=1', { seconds: 65 }, { 'idempotency-key': 'k-3' });
    const answer = await request(`${origin}/received`);
    const received = (await answer.body.json()) as object[];
    expect(received.at(-1)).toMatchObject({
      method: 'PUT',
      path: '/metrics',
      query: { x: '1' },
      body: { seconds: 65 },
      status: 201,
      headers: { authorization: 'present', 'idempotency-key': 'k-3' },
    });
    expect(JSON.stringify(received)).not.toContain('let-me-in');
  });

  it('fails as often as it is told', async () => {
    await call('POST', '/behave', { path: '/notes', status: 503, times: 2 });
    const statuses = [await call('POST', '/notes'), await call('POST', '/notes'), await call('POST', '/notes')];
    expect(statuses.map(({ status }) => status)).toEqual([503, 503, 201]);
  });

  it('hangs on one path while the others answer', async () => {
    await call('POST', '/behave', { path: '/notes', hang: true, times: 1 });
    const hanging = request(`${origin}/notes`, {
      method: 'POST',
      headers: { authorization: 'Bearer let-me-in' },
      signal: AbortSignal.timeout(200),
    });
    expect(await call('POST', '/tickets')).toMatchObject({ status: 201 });
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await call('POST', '/notes')).toMatchObject({ status: 201 });
  });

  it('names what is wrong with an order to behave', async () => {
    expect(await call('POST', '/behave', { path: 'tickets' })).toMatchObject({ status: 400 });
    expect(await call('POST', '/behave', { path: '/tickets', hangs: true })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('hangs') as string },
    });
  });
});
