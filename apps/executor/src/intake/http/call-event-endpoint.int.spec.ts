import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { json, openDoor, token } from './testing/open-door.ts';

describe('the door on a real socket', () => {
  it('closes although a sender stalls in the middle of its request', async () => {
    const { app } = openDoor();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const sender = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const cutOff = once(sender, 'close');
    sender.write(`POST /v1/call-events HTTP/1.1\r\nhost: door\r\nauthorization: Bearer ${token}\r\n`);
    sender.write(`content-type: ${json}\r\ncontent-length: 1000\r\n\r\n{"specversion":`);
    await once(app.server, 'request');
    await app.close();
    await cutOff;
  });
});
