import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestAuthority } from '@aftercall/dev-harness';
import { flowOf, requestNode } from '../flows/flow.ts';
import { acceptance } from '../harness/acceptance.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { Inspector } from '../screens/inspector.ts';

const authority = new TestAuthority('Desk CA');
const folder = mkdtempSync(join(tmpdir(), 'studio-tls-'));
const trusted = join(folder, 'ca.pem');
writeFileSync(trusted, authority.certificate);
afterAll(() => rmSync(folder, { recursive: true }));

// Executors that know the target's authority: what is left to be refused for is the client's own certificate.
const { row } = acceptance({ ownWorld: { environment: { NODE_EXTRA_CA_CERTS: trusted } } });

row('C7', async (studio) => {
  const { certificate: cert, key } = authority.issue({ commonName: '127.0.0.1', names: ['127.0.0.1'] });
  const options = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (_request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const flow = flowOf([requestNode('send', { y: 160 }, { method: 'GET', url })], ['start next send']);
    const { builder } = await openBuilder(studio, flow);
    const inspector = new Inspector(builder);
    await builder.select('send');
    await inspector.send('TLS_CLIENT_CERT_REQUIRED');
    const alert = inspector.result.getByRole('alert');
    expect(await alert.textContent()).toMatch(/certificate/i);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
