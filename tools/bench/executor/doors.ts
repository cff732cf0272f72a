import type { TestTopics } from '@aftercall/dev-harness/kafka';
import { Agent, request } from 'undici';
import type { referenceEvent } from './reference-flow.ts';
import { token } from './registry.ts';

export type BenchEvent = ReturnType<typeof referenceEvent>;

/** A way in for call events. */
export interface Door {
  name: string;
  /** Resolves when the events are the door's. */
  send(events: readonly BenchEvent[]): Promise<void>;
}

export const httpAgent = new Agent({ connections: 8 });

export function httpDoor(port: number): Door {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' };
  return {
    name: 'HTTP',
    send: async (events) => {
      const answer = await request(`http://127.0.0.1:${port}/v1/call-events`, {
        dispatcher: httpAgent,
        method: 'POST',
        headers,
        body: JSON.stringify(events),
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 202) throw new Error(`the door answered ${answer.statusCode}: ${text.slice(0, 300)}`);
    },
  };
}

export function kafkaDoor(topics: TestTopics, topic: string, partitions: number): Door {
  let next = 0;
  return {
    name: 'Kafka',
    send: (events) => {
      const partition = next++ % partitions;
      const messages = events.map((event) => ({
        key: (event['data'] as { callId: string }).callId,
        value: JSON.stringify(event),
        headers: { 'content-type': 'application/cloudevents+json' },
        partition,
      }));
      return topics.produce(topic, messages);
    },
  };
}
