import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { freePort, leakGuard, ScriptedTarget } from '@aftercall/dev-harness';
import { createSafeClient, parseEgressAllow } from '@aftercall/safe-http';
import type { SafeHttpClient } from '@aftercall/safe-http';
import { httpTargetContract } from '../http-target.contract.ts';
import { SafeHttpTarget } from './safe-http-target.ts';

let server: ScriptedTarget;
let client: SafeHttpClient;
const secondServer = createServer();

afterAll(async () => {
  await client.close();
  await server.close();
  secondServer.close();
});

httpTargetContract('safe-http', async () => {
  server = await ScriptedTarget.start();
  const deadPort = await freePort();
  await new Promise<void>((done) => {
    secondServer.listen(0, '127.0.0.1', done);
  });
  const blockedPort = (secondServer.address() as AddressInfo).port;
  const allow = parseEgressAllow(`${server.origin.replace('http://', '')},127.0.0.1:${deadPort}`);
  client = createSafeClient({ allow });
  return {
    target: new SafeHttpTarget({ client, maxResponseBytes: 1000, maxConnections: 4 }),
    origin: server.origin,
    script: (path, ...answers) => server.script(path, ...answers),
    receivedCount: (path) => server.receivedAt(path).length,
    deadOrigin: `http://127.0.0.1:${deadPort}`,
    blockedOrigin: `http://127.0.0.1:${blockedPort}`,
  };
});

leakGuard();
