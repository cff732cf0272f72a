import { randomBytes } from 'node:crypto';
import { createLogger, systemClock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import { FlowCatalog } from '../catalog/flow-catalog.ts';
import { publishedEntries, smallFlow } from '../catalog/testing/published.ts';
import type { RunOpening } from '../runs/run-opening.ts';
import { AdmitRecords } from './admit-records.ts';
import { hashOfRecord } from './dead-letter.ts';
import type { Bounds, SourceRecord } from './record-source.ts';
import { anEventRecord, aRecord } from './testing/a-record.ts';
import { MemoryRecordLedger } from './testing/memory-record-ledger.ts';

const place = { topic: 'calls', partition: 0 };
const event = (callId: string, over: object = {}) => ({
  specversion: '1.0',
  id: `evt-${callId}`,
  source: 'urn:test',
  type: 'call.ended.v1',
  workspace: 'acme',
  time: new Date().toISOString(),
  data: { callId, agentId: 'agent-1', outcome: 'completed' },
  ...over,
});
const records = (from: number, ...callIds: string[]): SourceRecord[] =>
  callIds.map((callId, index) => anEventRecord(BigInt(from + index), event(callId)));
const bounds = (low: number, high: number) => (): Promise<Bounds> =>
  Promise.resolve({ low: BigInt(low), high: BigInt(high) });

function world({ isReady = true }: { isReady?: boolean } = {}) {
  const catalog = new FlowCatalog();
  const entries = publishedEntries(
    { kind: 'workspace', workspace: 'acme', name: 'Acme' },
    { kind: 'agent', workspace: 'acme', agentId: 'agent-1', name: 'One' },
    {
      kind: 'action',
      workspace: 'acme',
      actionId: '018f0000-0000-4000-8000-000000000001',
      name: 'Notify CRM',
      isEnabled: true,
      agentIds: ['agent-1'],
      version: { number: 1, document: smallFlow() },
    },
  );
  if (isReady) catalog.apply(entries.length, entries);
  const ledger = new MemoryRecordLedger();
  const begun: RunOpening[] = [];
  const room = { isThere: true };
  const said: string[] = [];
  const told: string[] = [];
  const admit = new AdmitRecords({
    catalog,
    ledger,
    topics: new Map([['calls', new Set(['acme'])]]),
    runs: {
      ownerOfNew: () => (room.isThere ? { workerId: 'w-1', epoch: 1 } : undefined),
      begin: (openings, owner) => void begun.push(...(owner === undefined ? [] : openings)),
    },
    tally: {
      kept: (door, outcomes) => void told.push(`${door} ${outcomes.join()}`),
      deadLetters: (_topic, codes) => void told.push(...codes),
      madeAnew: (topic) => void told.push(`${topic} made anew`),
    },
    clock: systemClock,
    log: createLogger({ service: 'executor', level: 'info', destination: { write: (line) => void said.push(line) } }),
    newId: () => makeRunId(new Date(), randomBytes),
  });
  const callsKept = () => [...ledger.events.kept.values()].map(({ admission }) => admission.event.data.callId);
  const codes = () => [...ledger.letters.values()].map(({ reason, record }) => `${record.offset} ${reason.code}`);
  const nextOffset = async () => (await ledger.findPosition(place))?.nextOffset;
  return { admit, ledger, begun, room, said, told, callsKept, codes, nextOffset };
}

describe('records that come in', () => {
  it('become events, runs and the next offset, and the runs begin', async () => {
    const { admit, callsKept, begun, told, nextOffset, ledger } = world();
    const reading = await admit.open(place, bounds(0, 2));
    expect(reading.from).toBe(0n);
    expect(await reading.keep(records(0, 'c-1', 'c-2'))).toBe('kept');
    expect(callsKept()).toEqual(['c-1', 'c-2']);
    expect(begun.map(({ identity }) => identity.callId)).toEqual(['c-1', 'c-2']);
    expect(await nextOffset()).toBe(2n);
    expect(told).toEqual(['KAFKA new,new']);
    const [first] = ledger.events.kept.values();
    expect(first?.admission.provenance).toEqual({ topic: 'calls', partition: 0, offset: '0' });
  });

  it('go on behind each other', async () => {
    const { admit, callsKept, nextOffset } = world();
    const reading = await admit.open(place, bounds(0, 9));
    await reading.keep(records(0, 'c-1'));
    expect(await reading.keep(records(5, 'c-2'))).toBe('kept');
    expect(callsKept()).toEqual(['c-1', 'c-2']);
    expect(await nextOffset()).toBe(6n);
  });

  it('are parked when there is no room for runs', async () => {
    const { admit, begun, room, ledger } = world();
    room.isThere = false;
    const reading = await admit.open(place, bounds(0, 1));
    await reading.keep(records(0, 'c-1'));
    expect(begun).toEqual([]);
    expect(ledger.events.parked).toHaveLength(1);
  });

  it('open no second run for a call that came before', async () => {
    const { admit, begun, told } = world();
    const reading = await admit.open(place, bounds(0, 3));
    await reading.keep(records(0, 'c-1', 'c-1'));
    await reading.keep(records(2, 'c-1'));
    expect(begun).toHaveLength(1);
    expect(told).toEqual(['KAFKA new,duplicate', 'KAFKA duplicate']);
  });

  it('wait until something is known of what is published', async () => {
    const { admit } = world({ isReady: false });
    await expect(admit.open(place, bounds(0, 1))).rejects.toThrow('no published flows');
  });

  it('become dead letters one by one, and the good one behind them is heard', async () => {
    const { admit, callsKept, codes, told, nextOffset, ledger } = world();
    const reading = await admit.open(place, bounds(0, 9));
    const bad = [
      aRecord({ offset: 0n, value: null }),
      aRecord({ offset: 1n }),
      anEventRecord(2n, event('c-2', { workspace: undefined })),
      anEventRecord(3n, event('c-3', { workspace: 'globex' })),
      anEventRecord(4n, event('c-4', { time: '1970-01-01T00:00:00Z' })),
      anEventRecord(5n, event('c-5', { time: '2100-01-01T00:00:00Z' })),
      anEventRecord(6n, event('c-6', { type: 'call.ended.v2' })),
    ];
    expect(await reading.keep([...bad, ...records(7, 'c-good')])).toBe('kept');
    expect(codes()).toEqual([
      '0 EMPTY',
      '1 UNREADABLE',
      '2 WORKSPACE_MISSING',
      '3 WORKSPACE_NOT_ALLOWED',
      '4 TOO_OLD',
      '5 IN_FUTURE',
      '6 UNKNOWN_VERSION',
    ]);
    expect(callsKept()).toEqual(['c-good']);
    expect(await nextOffset()).toBe(8n);
    expect(told).toContain('IN_FUTURE');
    const workspaces = [...ledger.letters.values()].map(({ workspace }) => workspace);
    expect(workspaces).toEqual([null, null, null, null, 'acme', 'acme', null]);
  });

  it('become dead letters when PostgreSQL refuses them', async () => {
    const { admit, ledger, codes, told, begun } = world();
    ledger.refused.add('c-2');
    const reading = await admit.open(place, bounds(0, 3));
    expect(await reading.keep(records(0, 'c-1', 'c-2', 'c-3'))).toBe('kept');
    expect(codes()).toEqual(['1 INVALID']);
    expect(told).toEqual(['KAFKA new,refused,new', 'INVALID']);
    expect(begun.map(({ identity }) => identity.callId)).toEqual(['c-1', 'c-3']);
  });

  it('do not stand still although ten thousand in a row are poison', async () => {
    const { admit, callsKept, ledger } = world();
    const reading = await admit.open(place, bounds(0, 10_001));
    for (let from = 0; from < 10_000; from += 1000) {
      const poison = Array.from({ length: 1000 }, (_, index) => aRecord({ offset: BigInt(from + index) }));
      expect(await reading.keep(poison)).toBe('kept');
    }
    await reading.keep(records(10_000, 'c-good'));
    expect(ledger.letters.size).toBe(10_000);
    expect(callsKept()).toEqual(['c-good']);
  });
});

describe('where the reading goes on', () => {
  const read = async (parts: ReturnType<typeof world>, ...callIds: string[]) => {
    const reading = await parts.admit.open(place, bounds(0, callIds.length));
    await reading.keep(records(0, ...callIds));
  };

  it('is one record before the ledger’s offset, and that record is not taken again', async () => {
    const parts = world();
    const kept = records(0, 'c-1', 'c-2');
    await (await parts.admit.open(place, bounds(0, 2))).keep(kept);
    const reading = await parts.admit.open(place, bounds(0, 3));
    expect(reading.from).toBe(1n);
    expect(await reading.keep([...kept.slice(1), ...records(2, 'c-3')])).toBe('kept');
    expect(parts.told).toEqual(['KAFKA new,new', 'KAFKA new']);
    expect(await parts.nextOffset()).toBe(3n);
  });

  it('takes nothing when there is nothing but that record', async () => {
    const parts = world();
    const kept = records(0, 'c-1');
    await (await parts.admit.open(place, bounds(0, 1))).keep(kept);
    const reading = await parts.admit.open(place, bounds(0, 1));
    expect(await reading.keep(kept)).toBe('kept');
    expect(await reading.keep(records(1, 'c-2'))).toBe('kept');
    expect(parts.callsKept()).toEqual(['c-1', 'c-2']);
  });

  it('is the beginning of a topic that was made anew and holds another record there', async () => {
    const parts = world();
    await read(parts, 'c-1', 'c-2', 'c-3');
    const reading = await parts.admit.open(place, bounds(0, 5));
    expect(reading.from).toBe(2n);
    expect(await reading.keep(records(2, 'n-3', 'n-4', 'n-5'))).toBe('reopen');
    const again = await parts.admit.open(place, bounds(0, 5));
    expect(again.from).toBe(0n);
    expect(await again.keep(records(0, 'n-1', 'n-2', 'n-3', 'n-4', 'n-5'))).toBe('kept');
    expect(parts.callsKept()).toEqual(['c-1', 'c-2', 'c-3', 'n-1', 'n-2', 'n-3', 'n-4', 'n-5']);
    expect(parts.told).toContain('calls made anew');
    expect(parts.said.join('')).toContain('made anew');
  });

  it('is the beginning of a topic that was made anew and is shorter', async () => {
    const parts = world();
    await read(parts, 'c-1', 'c-2', 'c-3');
    const reading = await parts.admit.open(place, bounds(0, 1));
    expect(reading.from).toBe(0n);
    expect(await reading.keep(records(0, 'n-1'))).toBe('kept');
    expect(await parts.nextOffset()).toBe(1n);
  });

  it('is the beginning of a topic that was made anew and is empty, and stays there', async () => {
    const parts = world();
    await read(parts, 'c-1', 'c-2', 'c-3');
    expect((await parts.admit.open(place, bounds(0, 0))).from).toBe(0n);
    // Until the next look it has grown past where the old one ended.
    expect((await parts.admit.open(place, bounds(0, 9))).from).toBe(0n);
  });

  it('takes no offence when another has read on since it began to look', async () => {
    const parts = world();
    const { ledger, callsKept } = parts;
    const findPosition = ledger.findPosition.bind(ledger);
    ledger.findPosition = async (at) => {
      ledger.findPosition = findPosition;
      await read(parts, 'c-1', 'c-2', 'c-3');
      return findPosition(at);
    };
    await parts.admit.open(place, async () => ({ low: 0n, high: BigInt(callsKept().length) }));
    expect(await parts.nextOffset()).toBe(3n);
  });

  it('takes no offence when retention removed that record', async () => {
    const parts = world();
    await read(parts, 'c-1', 'c-2', 'c-3');
    const atTheEnd = await parts.admit.open(place, bounds(3, 4));
    expect(atTheEnd.from).toBe(3n);
    expect(await atTheEnd.keep(records(3, 'c-4'))).toBe('kept');
    expect(parts.told.join()).not.toContain('anew');
  });

  it('takes no offence when compaction removed that record', async () => {
    const parts = world();
    await read(parts, 'c-1', 'c-2', 'c-3');
    const reading = await parts.admit.open(place, bounds(0, 5));
    expect(await reading.keep(records(4, 'c-5'))).toBe('kept');
    expect(await parts.nextOffset()).toBe(5n);
  });

  it('says so when retention removed records that nobody had read', async () => {
    const parts = world();
    await read(parts, 'c-1');
    const reading = await parts.admit.open(place, bounds(11, 12));
    expect(reading.from).toBe(11n);
    expect(await reading.keep(records(11, 'c-12'))).toBe('kept');
    expect(await parts.nextOffset()).toBe(12n);
    expect(parts.said.join('')).toContain('"records":"10"');
  });

  it('is asked again when offsets go back', async () => {
    const parts = world();
    const reading = await parts.admit.open(place, bounds(0, 9));
    await reading.keep(records(0, 'c-1', 'c-2', 'c-3'));
    expect(await reading.keep(records(0, 'n-1'))).toBe('reopen');
    expect(parts.callsKept()).toEqual(['c-1', 'c-2', 'c-3']);
  });

  it('is asked again after a restored backup, and what came since then is taken again', async () => {
    const parts = world();
    const [first, second] = records(0, 'c-1', 'c-2');
    if (first === undefined || second === undefined) throw new Error('there are two');
    const reading = await parts.admit.open(place, bounds(0, 9));
    await reading.keep([first]);
    await reading.keep([second]);
    parts.ledger.restore(place, { nextOffset: 1n, recordHash: hashOfRecord(first) });
    expect(await reading.keep(records(2, 'c-3'))).toBe('reopen');
    const again = await parts.admit.open(place, bounds(0, 9));
    expect(again.from).toBe(0n);
    expect(await again.keep([first, second, ...records(2, 'c-3')])).toBe('kept');
    expect(parts.told.at(-1)).toBe('KAFKA duplicate,new');
  });

  it('goes on behind a chunk whose COMMIT was lost on the way, and counts it once', async () => {
    const parts = world();
    const chunk = records(0, 'c-1', 'c-2');
    const reading = await parts.admit.open(place, bounds(0, 2));
    parts.ledger.failNext(new Error('the connection ended'), { isKept: true });
    await expect(reading.keep(chunk)).rejects.toThrow('the connection ended');
    expect(await reading.keep(chunk)).toBe('reopen');
    const again = await parts.admit.open(place, bounds(0, 2));
    expect(again.from).toBe(1n);
    expect(await again.keep(chunk.slice(1))).toBe('kept');
    expect([...parts.ledger.events.kept.values()].map(({ duplicates }) => duplicates)).toEqual([0, 0]);
  });

  it('loses nothing of a chunk that was not kept', async () => {
    const parts = world();
    const chunk = records(0, 'c-1', 'c-2');
    const reading = await parts.admit.open(place, bounds(0, 2));
    parts.ledger.failNext(new Error('the ledger is away'));
    await expect(reading.keep(chunk)).rejects.toThrow('the ledger is away');
    const again = await parts.admit.open(place, bounds(0, 2));
    expect(again.from).toBe(0n);
    await again.keep(chunk);
    expect(parts.callsKept()).toEqual(['c-1', 'c-2']);
  });

  it('does not let one that lost the partition write over the other', async () => {
    const parts = world();
    const zombie = await parts.admit.open(place, bounds(0, 9));
    const other = await parts.admit.open(place, bounds(0, 9));
    await other.keep(records(0, 'c-1', 'c-2'));
    expect(await zombie.keep(records(0, 'c-1'))).toBe('reopen');
    expect(await parts.nextOffset()).toBe(2n);
    expect([...parts.ledger.events.kept.values()].map(({ duplicates }) => duplicates)).toEqual([0, 0]);
  });
});
