import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { generateServiceKey } from '@aftercall/service-runtime';

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('an executor that is started', () => {
  it('without its PostgreSQL says so and ends, so that whoever started it starts it again', async () => {
    const key = generateServiceKey('executor');
    const nowhere = `http://127.0.0.1:${await deadPort()}`;
    const env = {
      PATH: '',
      DATABASE_URL: `postgres://executor:pw@127.0.0.1:${await deadPort()}/aftercall`,
      REGISTRY_URL: nowhere,
      VAULT_URL: nowhere,
      SERVICE_PRIVATE_KEY: key.privateKey,
      SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [key.publicKey] }),
      PORT: '0',
      OPS_PORT: '0',
    };
    const child = spawn(process.execPath, ['--conditions=@aftercall/source', join(__dirname, 'main.ts')], { env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    const line = said.split('\n').find((one) => one.includes('service could not start')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ part: 'day tables', error: { code: 'POSTGRES_UNAVAILABLE' } });
    expect(said).not.toContain('pw@');
  }, 60_000);
});
