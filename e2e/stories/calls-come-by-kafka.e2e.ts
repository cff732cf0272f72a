import { until } from '@aftercall/dev-harness';
import { describeWithOwnKafka } from '@aftercall/dev-harness/kafka';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import pg from 'pg';
import { Customer, stepsInRow } from '../customer.ts';
import { OddRecords, type MakeEvent } from '../kafka/odd-records.ts';
import { World } from '../world.ts';

const TOPIC = 'aftercall.call-events.v1';
/** May speak for another workspace than the one whose calls come here. */
const BOUND_TOPIC = 'calls-of-globex';
const CALL = `query ($id: ID!) { call(id: $id) { events { id door disposition duplicates topic partition offset } runs { id } } }`;

interface SeenCall {
  events: {
    id: string;
    door: string;
    disposition: string;
    duplicates: number;
    topic: string | null;
    partition: number | null;
    offset: string | null;
  }[];
  runs: { id: string }[];
}

describeWithOwnKafka('calls that come by Kafka, from a producer that is not ours', () => {
  let world: World;
  let producer: Producer;
  let ledger: pg.Client;
  let customer: Customer;

  beforeAll(async () => {
    const environment = { KAFKA_CALL_TOPICS: `${TOPIC}=*;${BOUND_TOPIC}=globex` };
    world = await World.start({ withKafka: true, environment });
    const brokers = (world.up.kafkaBrokers ?? '').split(',');
    const kafka = new kafkajs.Kafka({ clientId: 'a-call-system', brokers, logLevel: kafkajs.logLevel.NOTHING });
    producer = kafka.producer({ idempotent: false, allowAutoTopicCreation: false });
    await producer.connect();
    ledger = new pg.Client({ connectionString: world.up.databaseUrl });
    await ledger.connect();
    customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }]));
  });
  afterAll(async () => {
    await producer.disconnect();
    await ledger.end();
    await world.stop();
  });

  const publish = async (...messages: Message[]): Promise<void> => {
    await producer.send({ topic: TOPIC, acks: -1, messages });
  };
  const eventOf: MakeEvent = (callId, over = {}, data = {}) => ({
    ...customer.ended(callId, data),
    workspace: 'default',
    ...over,
  });
  const records = new OddRecords(eventOf);
  const structured = records.structured.bind(records);
  const binary = (callId: string): Message => records.binary(callId);
  const callOf = async (id: string): Promise<SeenCall | null> =>
    (await world.graphql<{ call: SeenCall | null }>(CALL, { id })).data.call;
  const lettersOf = async (offsets: string): Promise<string[]> => {
    const sql = `select reason_code from ledger.dead_letter where ${offsets} order by received_at, "offset"`;
    return (await ledger.query<{ reason_code: string }>(sql)).rows.map((row) => row.reason_code);
  };

  it.each<[string, (callId: string) => Message]>([
    ['structured', structured],
    ['binary', binary],
  ])(
    'in %s mode: the run shows within 3 s of being produced, with where the event came from',
    async (mode, message) => {
      const callId = `k-${mode}`;
      await publish(message(callId));
      const run = await customer.untilRun(callId, 'shows', () => true, 3000);
      expect((await callOf(callId))?.events).toEqual([
        {
          id: expect.any(String) as string,
          door: 'KAFKA',
          disposition: 'MATCHED',
          duplicates: 0,
          topic: TOPIC,
          partition: expect.any(Number) as number,
          offset: expect.stringMatching(/^\d+$/) as string,
        },
      ]);
      await customer.untilRun(callId, 'succeeds', ({ status }) => status === 'SUCCEEDED');
      expect(run.steps.map(({ key }) => key)).toEqual(['only']);
    },
  );

  it('the same event by both doors is one run, whichever was first', async () => {
    const [first, second] = [eventOf('both-http'), eventOf('both-kafka')];
    const asMessage = (event: Record<string, unknown>, key: string): Message => ({ key, value: JSON.stringify(event) });
    expect((await world.send(first)).body.events[0]?.status).toBe('new');
    await publish(asMessage(first, 'both-http'), asMessage(second, 'both-kafka'));
    await customer.untilRun('both-kafka', 'shows', () => true, 3000);
    expect((await world.send(second)).body.events[0]?.status).toBe('duplicate');
    for (const [callId, door] of [
      ['both-http', 'HTTP'],
      ['both-kafka', 'KAFKA'],
    ] as const) {
      await until(async () => (await callOf(callId))?.events[0]?.duplicates === 1, {
        what: `the repetition of ${callId}`,
      });
      expect(await callOf(callId)).toMatchObject({ events: [{ door, duplicates: 1 }], runs: [{}] });
    }
  });

  it('what cannot be taken in becomes a dead letter with its reason, and the next good event runs', async () => {
    const bad = records.refused('bad');
    await publish(...bad.map(([, message]) => message));
    const large = structured('bad', {}, { summary: 'x'.repeat(5 * 1024 * 1024) });
    // As it is, the broker refuses it by its own limit; packed, it comes to us.
    await expect(publish(large)).rejects.toThrow('larger than the max message size');
    await producer.send({ topic: TOPIC, compression: kafkajs.CompressionTypes.GZIP, messages: [large] });
    await publish({ ...structured('good'), key: 'bad' });
    await customer.untilRun('good', 'succeeds', ({ status }) => status === 'SUCCEEDED', 10_000);
    expect(await lettersOf("record_key = 'bad'")).toEqual([...bad.map(([code]) => code), 'TOO_LARGE']);
  });

  it('a dead letter holds all that it takes to send it again', async () => {
    const odd = records.binary('kept-whole', { ce_id: undefined, odd: Buffer.from([0, 255]) });
    const [place] = await producer.send({ topic: TOPIC, acks: -1, messages: [odd] });
    const sql = `select topic, partition, "offset", reason_code, reason_message, headers, body from ledger.dead_letter
      where record_key = 'kept-whole'`;
    await until(async () => (await ledger.query(sql)).rows.length > 0, { what: 'the dead letter' });
    const { rows } = await ledger.query<{ headers: object[]; body: Buffer }>(sql);
    expect(rows).toMatchObject([
      {
        ...{ topic: TOPIC, partition: place?.partition, offset: place?.baseOffset, reason_code: 'INVALID' },
        reason_message: 'id is required: a non-empty string',
      },
    ]);
    expect(rows[0]?.headers).toContainEqual({ name: 'ce_type', value: 'call.ended.v1' });
    expect(rows[0]?.headers).toContainEqual({ name: 'odd', base64: 'AP8=' });
    expect(String(rows[0]?.body)).toBe(odd.value);
  });

  it('what is odd and no hindrance is taken in, with a note where characters were replaced', async () => {
    const odd = records.taken();
    const messages = odd.map(([, message]) => message);
    await producer.send({ topic: TOPIC, compression: kafkajs.CompressionTypes.GZIP, messages });
    const became: unknown[] = [];
    for (const [callId] of odd) {
      await customer.untilRun(callId, 'succeeds', ({ status }) => status === 'SUCCEEDED', 10_000);
      const { rows } = await ledger.query('select call_id, note from ledger.call_event where call_id = $1', [callId]);
      became.push(...rows);
    }
    expect(became).toEqual(odd.map(([callId, , { note = null }]) => ({ call_id: callId, note })));
  });

  it('characters that cannot be stored reach the target as U+FFFD', async () => {
    await publish(structured('mended', {}, { summary: 'a\u0000b\ud800c' }));
    await customer.untilRun('mended', 'succeeds', ({ status }) => status === 'SUCCEEDED', 10_000);
    const [received] = await world.received('mended');
    expect(received?.body['summary']).toBe('a\uFFFDb\uFFFDc');
  });

  it('a topic speaks for its own workspaces only; what it says for others is seen by operators alone', async () => {
    const make = 'mutation { createWorkspace(input: { id: "globex", name: "Globex" }) { userErrors { code } } }';
    await world.graphql(make);
    const message = structured('of-others', {}, {});
    const own = structured('of-globex', { workspace: 'globex' });
    const sql = "select workspace from ledger.call_event where call_id = 'of-globex'";
    // Until executors know the new workspace, what speaks for it is refused, too.
    await until(
      async () => {
        await producer.send({ topic: BOUND_TOPIC, acks: -1, messages: [message, own] });
        return (await ledger.query(sql)).rows.length > 0;
      },
      { what: 'a call of the new workspace' },
    );
    expect((await ledger.query(sql)).rows).toEqual([{ workspace: 'globex' }]);
    const letters = "select distinct reason_code, workspace from ledger.dead_letter where record_key = 'of-others'";
    expect((await ledger.query(letters)).rows).toEqual([{ reason_code: 'WORKSPACE_NOT_ALLOWED', workspace: null }]);
    expect(await callOf('of-others')).toBeNull();
    expect(await callOf('of-globex')).toBeNull();

    const [twice, seen] = [
      structured('globex-twice', { workspace: 'globex' }),
      "select topic, duplicates from ledger.call_event where call_id = 'globex-twice'",
    ];
    await producer.send({ topic: BOUND_TOPIC, acks: -1, messages: [twice] });
    await until(async () => (await ledger.query(seen)).rows.length > 0, { what: 'the call by its own topic' });
    await publish(twice);
    const isRepeated = async (): Promise<boolean> =>
      (await ledger.query<{ duplicates: number }>(seen)).rows[0]?.duplicates === 1;
    await until(isRepeated, { what: 'the same event by the other topic' });
    expect((await ledger.query(seen)).rows).toEqual([{ topic: BOUND_TOPIC, duplicates: 1 }]);
  });

  it('ten thousand poison messages in a row hold nobody up', async () => {
    const poison = Array.from({ length: 1000 }, (_, index): Message => ({ key: 'poison', value: `{ ${index}` }));
    for (let batch = 0; batch < 10; batch += 1) await publish(...poison);
    await publish({ ...structured('after-poison'), key: 'poison' });
    await customer.untilRun('after-poison', 'succeeds', ({ status }) => status === 'SUCCEEDED', 20_000);
    const sql = "select count(*)::int as letters from ledger.dead_letter where record_key = 'poison'";
    expect((await ledger.query(sql)).rows).toEqual([{ letters: 10_000 }]);
  });

  it('nothing is lost or doubled when the executor is killed while it reads', async () => {
    const callIds = Array.from({ length: 400 }, (_, index) => `killed-${index}`);
    const pid = world.up.pids.executor;
    await publish(...callIds.slice(0, 200).map((callId) => structured(callId)));
    world.kill('executor');
    await publish(...callIds.slice(200).map((callId) => structured(callId)));
    await until(() => world.up.pids.executor !== pid, { deadlineMs: 30_000, what: 'another executor' });
    const sql = "select call_id, duplicates from ledger.call_event where call_id like 'killed-%'";
    await until(async () => (await ledger.query(sql)).rows.length === 400, { deadlineMs: 40_000, what: '400 events' });
    const { rows } = await ledger.query<{ call_id: string; duplicates: number }>(sql);
    expect(rows.filter(({ duplicates }) => duplicates > 0)).toEqual([]);
    expect(new Set(rows.map((row) => row.call_id))).toEqual(new Set(callIds));
    const runs = "select count(*)::int as runs from ledger.run where call_id like 'killed-%'";
    expect((await ledger.query(runs)).rows).toEqual([{ runs: 400 }]);
  });
});
