import type { Running } from '../installation.ts';
import type { Paint, Say } from '../say.ts';
import { createAsk } from './graphql-client.ts';
import { publishSample } from './publish-sample.ts';
import type { PublishedSample } from './publish-sample.ts';
import { describeReceived, describeRun } from './report.ts';
import { awaitRun, readReceived } from './run-sample.ts';
import type { SampleRun } from './run-sample.ts';
import { publishByKafka, sendByHttp } from './send-sample.ts';

const runDeadlineMs = 60_000;

/** How to tell about the sample. */
export interface Telling {
  readonly say: Say;
  readonly paint: Paint;
  readonly signal: AbortSignal;
}

/** Publishes the sample flow through GraphQL, unless it is live. @throws UpProblem */
export async function prepareSample({ urls, secrets }: Running, { say }: Telling): Promise<void> {
  const ask = createAsk(urls.graphqlUrl, secrets.adminKey);
  const target = { origin: urls.targetUrl, token: secrets.targetToken };
  const act = (): Promise<PublishedSample> => publishSample(ask, target);
  await say.step('Publishing the sample flow through GraphQL', act, ({ version, isNew }) =>
    isNew
      ? `Version ${String(version)} of the sample flow is live`
      : `The sample flow is live (version ${String(version)})`,
  );
}

/**
 * Sends the sample call by each door that is open, waits for its run and prints it with what the target received.
 * @returns a run for each door
 * @throws UpProblem when a call is refused or no run ends
 */
export async function showSamples(running: Running, telling: Telling): Promise<SampleRun[]> {
  const { urls, secrets, kafka } = running;
  const runs: SampleRun[] = [];
  if (kafka !== undefined) {
    const publish = (): Promise<string> => publishByKafka(kafka, new Date());
    const said = (id: string): string => `Call ${id} is published to ${kafka.topics[0] ?? ''}`;
    const callId = await telling.say.step('Publishing a call of 40 turns to Kafka', publish, said);
    runs.push(await showRun(running, callId, telling));
  }
  const send = (): Promise<string> => sendByHttp(urls.intakeUrl, secrets.adminKey, new Date());
  const said = (id: string): string => `Call ${id} is accepted`;
  const callId = await telling.say.step('Sending a call of 40 turns to the HTTP door', send, said);
  runs.push(await showRun(running, callId, telling));
  return runs;
}

async function showRun({ urls, secrets }: Running, callId: string, telling: Telling): Promise<SampleRun> {
  const { say, paint, signal } = telling;
  const ask = createAsk(urls.graphqlUrl, secrets.adminKey);
  const wait = (): Promise<SampleRun> => awaitRun(ask, callId, { deadlineMs: runDeadlineMs, signal });
  const run = await say.step('Waiting for its run', wait, ({ id, status }) => `Run ${id} ${status}`);
  say.line('');
  for (const line of describeRun(run, paint)) say.line(line);
  if (run.error !== null) say.problem(`${run.error.code}: ${run.error.message}`);
  say.line('');
  say.line('The example target received:');
  for (const line of describeReceived(await readReceived(urls.targetUrl, callId, run))) say.line(line);
  say.line('');
  return run;
}
