import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TestDatabase } from '@aftercall/dev-harness';
import { LedgerSource } from './ledger-source.ts';

describe('LedgerSource', () => {
  it('outlives a connection that breaks while it is read from', async () => {
    const test = await TestDatabase.create({ services: ['executor'] });
    const url = new URL(test.urls.ledgerReader);
    const { port, hostname } = url;
    const sockets: Socket[] = [];
    const proxy = createServer((client) => {
      sockets.push(client.on('error', () => undefined));
      client.pipe(connect(Number(port), hostname)).pipe(client);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const ledger = new LedgerSource(url.href, () => undefined);
    await ledger.read('acme', 'select 1', []);

    const reading = ledger.read('acme', 'select pg_sleep(2)', []);
    sockets[0]?.resetAndDestroy();
    await expect(reading).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    await expect(ledger.read('acme', 'select 1 as one', [])).resolves.toEqual([{ one: 1 }]);

    await ledger.close();
    proxy.close();
    await test.drop();
  });
});
