// What the executor is measured against: the same three requests by undici and one INSERT per run through a pool, written by
// hand, with no framework, no retries, no journal and no recovery. Kept simple and fast on purpose. With `tuned` as its last
// argument the requests go through undici's own handlers, below its `request`: what can be got out of such a script.
// Says `warm` when its code is hot and its connections stand; then, for each line that it gets, does its runs and says what they cost.
import { once } from 'node:events';
import { Agent, request, type Dispatcher } from 'undici';
import pg from 'pg';
import { referenceEvent } from './reference-flow.ts';

const [target = '', databaseUrl = '', countText = '', concurrencyText = '', warmUpText = '', how = ''] =
  process.argv.slice(2);
const count = Number(countText);
const concurrency = Number(concurrencyText);
const agent = new Agent({ connections: concurrency });
const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });

interface Answer {
  id?: string;
}
type Send = (method: 'POST' | 'PUT', path: string, body: unknown) => Promise<Answer>;

const sendSimply: Send = async (method, path, body) => {
  const answer = await request(target + path, {
    dispatcher: agent,
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.body.json()) as Answer;
};

const headers = ['content-type', 'application/json'];
const sendTuned: Send = (method, path, body) =>
  new Promise((resolve, reject) => {
    let text = '';
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: () => undefined,
      onResponseData: (_, chunk) => void (text += chunk.toString('latin1')),
      onResponseEnd: () => {
        resolve(JSON.parse(text) as Answer);
      },
      onResponseError: (_, error) => {
        reject(error);
      },
    };
    agent.dispatch({ origin: target, path, method, headers, body: JSON.stringify(body) }, handler);
  });
const send = how === 'tuned' ? sendTuned : sendSimply;

interface BenchEvent {
  data: { callId: string; disposition: string; durationMs: number; summary: string; transcript: unknown };
}

async function run(text: string): Promise<void> {
  const { data } = JSON.parse(text) as BenchEvent;
  if (data.disposition !== 'escalated') return;
  const ticket = await send('POST', '/tickets', {
    summary: data.summary,
    disposition: data.disposition,
    seconds: data.durationMs / 1000,
    turns: data.transcript,
  });
  const note = `Ticket ${ticket.id} opened`;
  await Promise.all([
    send('POST', '/notes', { ticket: ticket.id, text: note }),
    send('PUT', '/metrics', { call: data.callId, seconds: data.durationMs / 1000 }),
  ]);
  await pool.query({
    name: 'keep',
    text: 'insert into bench_run (call_id, status, variables, event) values ($1, $2, $3, $4)',
    values: [data.callId, 'SUCCEEDED', JSON.stringify({ ticketId: ticket.id, note }), text],
  });
}

async function runAll(events: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < events.length; index = next++) await run(events[index] ?? '');
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** Not all at once: they would be a hundred megabytes. */
const WARM_UP_PORTION = 5000;
const eventsOf = (length: number) => Array.from({ length }, (_, index) => JSON.stringify(referenceEvent(index)));
await pool.query(
  'create table if not exists bench_run (run_id bigserial primary key, call_id text, status text, variables jsonb, event jsonb, ended_at timestamptz default now())',
);
for (let left = Number(warmUpText); left > 0; left -= WARM_UP_PORTION)
  await runAll(eventsOf(Math.min(left, WARM_UP_PORTION)));
const events = eventsOf(count);
console.log('warm');
// Until SIGTERM: were its connections closed between rounds, PostgreSQL's processes would end while their CPU is being read.
for (;;) {
  await once(process.stdin, 'data');
  const before = process.cpuUsage();
  const began = performance.now();
  await runAll(events);
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }));
}
