// What the executor is measured against: the same three requests by undici and one INSERT per run through a pool, written by
// hand, with no framework, no retries, no journal and no recovery. Kept simple and fast on purpose.
import { Agent, request } from 'undici';
import pg from 'pg';
import { referenceEvent } from './reference-flow.ts';

const [target = '', databaseUrl = '', countText = '1000', concurrencyText = '32'] = process.argv.slice(2);
const count = Number(countText);
const agent = new Agent({ connections: Number(concurrencyText) });
const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });

async function send(method: 'POST' | 'PUT', path: string, body: unknown): Promise<{ id?: string }> {
  const answer = await request(target + path, {
    dispatcher: agent,
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.body.json()) as { id?: string };
}

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

await pool.query(
  'create table if not exists bench_run (run_id bigserial primary key, call_id text, status text, variables jsonb, event jsonb, ended_at timestamptz default now())',
);
const events = Array.from({ length: count }, (_, index) => JSON.stringify(referenceEvent(index)));
const before = process.cpuUsage();
const began = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: Number(concurrencyText) }, async () => {
    for (let index = next++; index < count; index = next++) await run(events[index] ?? '');
  }),
);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }));
await pool.end();
await agent.close();
