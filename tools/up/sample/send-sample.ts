import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutsideClient } from '@aftercall/dev-harness/kafka';
import type { KafkaDoor } from '../kafka/open-kafka.ts';
import { UpProblem } from '../problem.ts';
import { post } from './graphql-client.ts';

/** The admin key's workspace, and the one for which the sample flow is published. */
const workspace = 'default';
const structured = 'application/cloudevents+json; charset=UTF-8';

/** Sends the committed call to the HTTP door, which knows the workspace by the key. @returns the call's id */
export async function sendByHttp(intakeUrl: string, token: string, now: Date): Promise<string> {
  const event = sampleEvent('http', now);
  const headers = { authorization: `Bearer ${token}`, 'content-type': structured };
  const answer = await post(intakeUrl, headers, event);
  if (answer.status === 202) return event.data.callId;
  throw new UpProblem(`the HTTP door refused the call: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
}

/** Publishes the committed call to Kafka, in structured mode, with its id as the key. @returns the call's id */
export async function publishByKafka({ connection, topics: [topic = ''] }: KafkaDoor, now: Date): Promise<string> {
  const event = { ...sampleEvent('kafka', now), workspace };
  const { callId } = event.data;
  const client = new OutsideClient(connection);
  try {
    const message = { key: callId, value: JSON.stringify(event), headers: { 'content-type': structured } };
    await client.produce(topic, [message]);
    return callId;
  } catch (cause) {
    throw new UpProblem(`Kafka did not take the call: ${(cause as Error).message}`, cause);
  } finally {
    await client.disconnect();
  }
}

/** A call of 40 turns under an id of its own, which ended just now. */
function sampleEvent(door: 'http' | 'kafka', now: Date) {
  const call = JSON.parse(readFileSync(join(import.meta.dirname, 'call.json'), 'utf8')) as { durationMs: number };
  const callId = `c-sample-${now.getTime().toString(36)}-${door}`;
  const startedAt = new Date(now.getTime() - call.durationMs).toISOString();
  return {
    specversion: '1.0',
    id: `${callId}-ended`,
    source: 'urn:aftercall:up',
    type: 'call.ended.v1',
    time: now.toISOString(),
    data: { ...call, callId, startedAt, endedAt: now.toISOString() },
  };
}
