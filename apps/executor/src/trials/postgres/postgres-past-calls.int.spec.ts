import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { makeRunId } from '@aftercall/wire-format';
import type { Fact } from '../../runs/journal-entry.ts';
import { postgresWorld, type PostgresWorld } from '../../runs/postgres/testing/postgres-world.ts';
import { anAttempt, aRun, aStep } from '../../runs/testing/a-run.ts';
import { pastCallsContract, type AddedRun } from '../past-calls.contract.ts';
import type { PastCall } from '../past-calls.ts';
import { PostgresPastCalls } from './postgres-past-calls.ts';

const ADD_EVENT = `
  with payload as (
    insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
    values ($1, $2, $3, $4, $5::bytea, length($5::bytea))
  )
  insert into ledger.call_event (workspace, call_id, event_type, event_id, source, agent_id, door, received_at, occurred_at,
    disposition, payload_day, payload_id)
  values ($3, $6, $7, 'e', 'urn:test', $8, 'HTTP', $9, $9, 'MATCHED', $1, $2)`;

const today = (): string => new Date().toISOString().slice(0, 10);

async function addEvent(world: PostgresWorld, workspace: string, call: PastCall, isPacked: boolean): Promise<void> {
  const json = Buffer.from(JSON.stringify(call.data));
  const body = isPacked ? gzipSync(json) : json;
  const { callId, eventType, agentId, receivedAt } = call;
  const payload = [today(), world.newRunId(), workspace, isPacked ? 'gzip' : 'json', body];
  await world.database.query(ADD_EVENT, [...payload, callId, eventType, agentId, receivedAt]);
}

function factsOf({ steps }: AddedRun): Fact[] {
  return [...steps].flatMap(([node, { status, writes, response }]) => [
    anAttempt(node, { response: response ?? null }),
    aStep(node, { status: status ?? 'SUCCEEDED', writes: writes ?? null }),
  ]);
}

async function addRun(world: PostgresWorld, workspace: string, call: PastCall, added: AddedRun): Promise<void> {
  const { runId, actionId } = added;
  const { callId, agentId } = call;
  const run = aRun({ runId, workspace, callId });
  const owner = await world.newOwner();
  await world.open({ ...run, identity: { ...run.identity, actionId, agentId }, data: call.data as never }, owner);
  await world.ledger.append({ runId, workspace, owner }, { seq: 1, facts: factsOf(added) });
}

pastCallsContract('PostgreSQL', async () => {
  const world = await postgresWorld();
  let nth = 0;
  return {
    past: new PostgresPastCalls(world.database),
    newRunId: world.newRunId,
    add: async (workspace, call, ...runs) => {
      nth += 1;
      await addEvent(world, workspace, call, nth % 2 === 0);
      for (const run of runs) await addRun(world, workspace, call, run);
    },
    close: () => world.close(),
  };
});

describe('past calls in PostgreSQL', () => {
  let world: PostgresWorld;
  let past: PostgresPastCalls;
  beforeEach(async () => {
    world = await postgresWorld();
    past = new PostgresPastCalls(world.database);
  });
  afterEach(() => world.close());

  const owner = async (runId: string) => ({ runId, workspace: 'acme', owner: await world.newOwner() });

  it('read an answer whose body stands apart', async () => {
    const runId = world.newRunId();
    const run = await owner(runId);
    await world.open(aRun({ runId }), run.owner);
    const body = { id: 'T-1', text: 'x'.repeat(20_000) };
    const response = { status: 200, headers: [], body, bodyBytes: 20_020, isTruncated: false };
    await world.ledger.append(run, { seq: 1, facts: [anAttempt('ticket', { response }), aStep('ticket')] });
    const [stored] = await world.database.query<{ facts: Fact[] }>('select facts from ledger.journal', []);
    expect(JSON.stringify(stored?.facts).length).toBeLessThan(5000);
    const found = await past.findRun('acme', runId);
    expect(found?.steps.get('ticket')?.response).toEqual(response);
  });

  it('read a run of a joined call as one of a call that ended, with whether its analysis came', async () => {
    const actionId = aRun({ runId: '' }).identity.actionId;
    for (const isAnalyzed of [false, true]) {
      const runId = world.newRunId();
      const run = aRun({ runId, callId: 'c-joined', data: { summary: 'joined' } });
      await world.open({ ...run, identity: { ...run.identity, eventType: 'joined' } }, undefined);
      await world.database.query('update ledger.run set is_analyzed = $2 where run_id = $1', [runId, isAnalyzed]);
      const call = { eventType: 'call.ended', isAnalyzed, data: { summary: 'joined' } };
      expect((await past.findRun('acme', runId))?.call).toMatchObject(call);
      expect((await past.findRunOf('acme', { actionId, callId: 'c-joined' }))?.call).toMatchObject(call);
    }
  });

  it('know no answer whose body is gone, nor a call whose data is', async () => {
    const runId = world.newRunId();
    const run = await owner(runId);
    await world.open(aRun({ runId }), run.owner);
    const response = { status: 200, headers: [], body: null, bodyBytes: 9, isTruncated: false };
    const apart = { ...response, bodyId: makeRunId(new Date(), randomBytes) };
    await world.ledger.append(run, { seq: 1, facts: [anAttempt('ticket', { response: apart }), aStep('ticket')] });
    expect((await past.findRun('acme', runId))?.steps.get('ticket')).toMatchObject({
      status: 'SUCCEEDED',
      response: undefined,
    });
    await world.database.query('delete from ledger.payload', []);
    expect(await past.findRun('acme', runId)).toBeUndefined();
  });
});
