import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { reportSkippedSuite, until } from '@aftercall/dev-harness';
import { describeWithOwnKafka } from '@aftercall/dev-harness/kafka';
import { readmeBlocks, runBlocks } from '../readme-commands.ts';
import { World } from '../world.ts';

const root = resolve(import.meta.dirname, '..', '..');
const all = readmeBlocks();
const publishing = all.filter(({ heading }) => heading === 'Publish from your call system');
const firstSteps = all.filter((block) => !publishing.includes(block));
const [first] = firstSteps;
if (first === undefined) throw new Error('the README holds no commands');

/** Runs blocks that must work and say nothing on standard error. */
function answersTo(blocks: typeof all, world: World): string {
  const { status, answers, complaints } = runBlocks(blocks, world.folder);
  expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
  return answers;
}

describe('the README', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  it('tells what works: its commands, one after the other in one shell', async () => {
    expect(firstSteps.length).toBeGreaterThanOrEqual(6);
    const answers = answersTo(firstSteps, world);
    expect(answers).not.toContain('"errors"');
    expect(answers).toContain('"status":"new"');
    expect(answers).toContain('"number":1');
    expect(answers.match(/"userErrors":\[\]/g)?.length).toBeGreaterThanOrEqual(3);
    // The last block asks what became of the call: it is given the moment that the README promises.
    const lookAgain = [first, firstSteps.at(-1) ?? first];
    await until(() => answersTo(lookAgain, world).includes('"SUCCEEDED"'), {
      deadlineMs: 10_000,
      what: "the README's run succeeds",
    });
    expect(answersTo(lookAgain, world)).toMatch(/"ticketId":"T-\d+"/);
    expect(existsSync(resolve(root, 'LICENSE'))).toBe(true);
  });
});

const isInstalled = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Each publishes the call that it names. */
const publishers = [
  { by: 'kafkajs', callId: 'c-kafkajs' },
  { by: "Kafka's console producer", callId: 'c-console' },
  { by: 'HTTP, several at once', callId: 'c-batch-1' },
  ...(isInstalled('kcat') ? [{ by: 'kcat', callId: 'c-kcat' }] : []),
];

if (!isInstalled('kcat')) {
  const suite = 'the README: publish from your call system by kcat';
  reportSkippedSuite({ suite, reason: 'kcat is not installed here', isOutside: true });
}

describeWithOwnKafka('the README: publish from your call system', () => {
  let world: World;
  const [places] = publishing;
  const asking = publishing.at(-1);
  if (places === undefined || asking === undefined) throw new Error('the README does not say how to publish');

  beforeAll(async () => {
    world = await World.start({ withKafka: true });
    answersTo(firstSteps, world);
  });
  afterAll(() => world.stop());

  const statusOf = async (callId: string): Promise<string | undefined> => {
    const query = 'query ($callId: ID!) { runs(first: 5, filter: { callId: $callId }) { nodes { status } } }';
    const { data } = await world.graphql<{ runs: { nodes: { status: string }[] } }>(query, { callId });
    return data.runs.nodes.map(({ status }) => status).join();
  };

  it.each(publishers)('$by: the run shows within 3 s, and succeeds', async ({ callId }) => {
    const block = publishing.find(({ text }) => text.includes(`"${callId}"`) || text.includes(`'${callId}'`));
    if (block === undefined) throw new Error(`no command publishes ${callId}`);
    answersTo([first, places, block], world);
    await until(async () => (await statusOf(callId)) !== '', { deadlineMs: 3000, what: `a run of ${callId}` });
    await until(async () => (await statusOf(callId)) === 'SUCCEEDED', { what: `the run of ${callId} to succeed` });
  });

  it("Kafka's console producer, in structured mode: the run shows within 3 s", async () => {
    const callId = 'c-structured';
    const data = { callId, agentId: 'agent-readme', outcome: 'completed', summary: 'Asked for an invoice copy.' };
    const attributes = { specversion: '1.0', id: 'evt-structured', source: 'urn:example:call-system' };
    const event = { ...attributes, type: 'call.ended.v1', time: new Date().toISOString(), workspace: 'default', data };
    const line = `content-type:application/cloudevents+json\t${callId}\t${JSON.stringify(event)}`;
    const binary = publishing.find(({ text }) => text.includes('ConsoleProducer'))?.text ?? '';
    const producer = binary.slice(binary.indexOf('java '));
    const block = { heading: '', text: `cat <<'LINE' | ${producer}\n${line}\nLINE\n`.replace(/\n\n/g, '\n') };
    answersTo([first, places, block], world);
    await until(async () => (await statusOf(callId)) === 'SUCCEEDED', { deadlineMs: 3000, what: `a run of ${callId}` });
  });

  it('one event by both doors is one run', async () => {
    const { callId, id } = { callId: 'c-kafkajs', id: 'evt-kafkajs' };
    const data = { callId, agentId: 'agent-readme', outcome: 'completed', summary: 'Asked for an invoice copy.' };
    const event = { specversion: '1.0', id, source: 'urn:example:call-system', type: 'call.ended.v1', data };
    const { status, body } = await world.send({ ...event, time: new Date().toISOString() });
    expect({ status, told: body.events[0]?.status }).toEqual({ status: 202, told: 'duplicate' });
    expect(await statusOf(callId)).toBe('SUCCEEDED');
  });

  it('shows the runs of all of them', () => {
    const answers = answersTo([first, asking], world);
    for (const { callId } of publishers) expect(answers).toContain(`"id":"${callId}"`);
    expect(answers).not.toContain('"errors"');
  });
});
