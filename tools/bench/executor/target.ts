// The bench's target: answers at once, as little work as a server can do. Prints its port; SIGTERM ends it. GET /count gives the
// requests answered. POST /watch begins to note when each call's last request came in, GET /watched gives it; POST /down and /up
// make it refuse everything and work again.
import { createServer, type IncomingMessage } from 'node:http';

let answered = 0;
let isDown = false;
let isWatching = false;
const callOfTicket = new Map<string, string>();
const lastRequestMs = new Map<string, number>();

const orders: Record<string, () => string> = {
  '/count': () => String(answered),
  '/watched': () => JSON.stringify(Object.fromEntries(lastRequestMs)),
  '/watch': () => {
    isWatching = true;
    lastRequestMs.clear();
    return '';
  },
  '/down': () => String((isDown = true)),
  '/up': () => String((isDown = false)),
};

/** Notes the call of a request: a ticket names it in a header, a metric in its body, a note by its ticket. */
function watch(request: IncomingMessage, body: string, ticket: string): void {
  const nowMs = performance.timeOrigin + performance.now();
  const named = request.headers['x-call'];
  const sent = JSON.parse(body) as { call?: string; ticket?: string };
  const call = typeof named === 'string' ? named : (sent.call ?? callOfTicket.get(sent.ticket ?? ''));
  if (call === undefined) return;
  if (named !== undefined) callOfTicket.set(ticket, call);
  lastRequestMs.set(call, nowMs);
}

const server = createServer((request, response) => {
  const order = orders[request.url ?? ''];
  if (order !== undefined) {
    response.end(order());
    return;
  }
  let body = '';
  if (isWatching) request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  else request.resume();
  request.on('end', () => {
    answered += 1;
    if (isWatching) watch(request, body, `T-${answered}`);
    response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' });
    response.end(`{"id":"T-${answered}","state":"open"}`);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(address.port);
});
process.on('SIGTERM', () => process.exit(0));
