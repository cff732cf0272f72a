// node subscribers.ts <url> <token> <count> <filter as JSON per line on stdin, one per subscriber>: opens that many sockets with one
// `runsChanged` each. Says "ready" when all are let in, and on every line of stdin after that what came since.
import { createInterface } from 'node:readline';

const [url = '', token = '', countText = '0', filtersText = '[]'] = process.argv.slice(2);
const count = Number(countText);
const filters = JSON.parse(filtersText) as object[];

/** What a row of the list of runs shows. */
const query = `subscription ($filter: RunFilter) { runsChanged(filter: $filter) { sequence mayHaveMissed leftIds runs {
  id status openedAt startedAt endedAt externalIds version { number } action { id name } call { id agentId outcome } error { code message } } } }`;

const seen = { payloads: 0, runs: 0, missed: 0, bytes: 0 };

interface Message {
  type: string;
  payload?: { data?: { runsChanged: { mayHaveMissed: boolean; runs: object[] } }; errors?: object[] };
}

function open(index: number): Promise<void> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const say = (message: object): void => socket.send(JSON.stringify(message));
  return new Promise((ready, failed) => {
    socket.onopen = () => say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    socket.onclose = ({ code, reason }) => failed(new Error(`closed: ${code} ${reason}`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data as string) as Message;
      if (message.type === 'ping') say({ type: 'pong' });
      if (message.type === 'connection_ack') {
        const filter = filters[index % Math.max(1, filters.length)];
        say({ type: 'subscribe', id: '1', payload: { query, variables: { filter } } });
        ready();
      }
      if (message.type === 'next') count1(message, (data as string).length);
      if (message.type === 'error') failed(new Error(data as string));
    };
  });
}

function count1({ payload }: Message, bytes: number): void {
  if (payload?.errors !== undefined) throw new Error(JSON.stringify(payload.errors));
  seen.payloads += 1;
  seen.bytes += bytes;
  seen.runs += payload?.data?.runsChanged.runs.length ?? 0;
  seen.missed += payload?.data?.runsChanged.mayHaveMissed === true ? 1 : 0;
}

await Promise.all(Array.from({ length: count }, (_, index) => open(index)));
console.log('ready');
createInterface({ input: process.stdin })
  .on('line', () => {
    console.log(JSON.stringify(seen));
    Object.assign(seen, { payloads: 0, runs: 0, missed: 0, bytes: 0 });
  })
  .on('close', () => {
    process.exit(0);
  });
