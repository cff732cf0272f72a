// The bench's target: answers at once, as little work as a server can do. Prints its port; SIGTERM ends it.
import { createServer } from 'node:http';

let answered = 0;
const server = createServer((request, response) => {
  if (request.url === '/count') {
    response.end(String(answered));
    return;
  }
  request.resume();
  request.on('end', () => {
    answered += 1;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"id":"T-${answered}","state":"open"}`);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(address.port);
});
process.on('SIGTERM', () => process.exit(0));
