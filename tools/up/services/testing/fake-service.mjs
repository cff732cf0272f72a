// A service as small as one can be: node fake-service.mjs <port> [what goes wrong]. It writes lines, becomes ready, and ends
// on SIGTERM.
import { createServer } from 'node:http';

const [port, trouble] = process.argv.slice(2);
const server = createServer((request, response) => {
  const isReady = trouble !== 'never ready';
  response.writeHead(isReady ? 200 : 503).end(isReady ? '{"ok":true}' : '{"failing":{"database":"it is away"}}');
  if (request.url === '/die') process.exit(7);
});
if (trouble === 'ends at once') {
  console.error('configuration: PORT is wrong');
  process.exit(78);
}
server.listen(Number(port), '127.0.0.1', () => {
  console.log(JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'fake', msg: 'listening' }));
});
process.on('SIGTERM', () => {
  if (trouble === 'will not stop') return;
  console.log(
    JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'fake', msg: 'stopped in order' }),
  );
  process.exit(0);
});
