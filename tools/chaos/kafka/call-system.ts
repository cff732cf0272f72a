import { until } from '@aftercall/dev-harness';
import type { Message } from 'kafkajs';
import { agents } from '../stage/published-feed.ts';
import { aCall } from '../stage/events.ts';
import { PatientProducer } from '../stage/patient-producer.ts';

/** One life of a topic: made anew, it begins another one. */
export interface TopicLife {
  readonly topic: string;
  readonly generation: number;
  /** Ids of the calls whose events the broker acknowledged at least once. */
  readonly callIds: Set<string>;
  /** Names of poison records that were acknowledged. */
  readonly poison: Set<string>;
  /** The topic was deleted: what was not read by then is gone. */
  isOver: boolean;
}

interface Shares {
  poison: number;
  repeated: number;
  calling: number;
}

const SHARES: Shares = { poison: 0.02, repeated: 0.02, calling: 0.03 };
const BATCH = 50;

/** The producer's side of it: publishes, keeps its own list of what was acknowledged, and sends again what was not. */
export class CallSystem {
  readonly lives: TopicLife[] = [];
  /** Everything that was acknowledged, whatever became of its topic. */
  acknowledged = 0;
  readonly #producer: PatientProducer;
  readonly #random: () => number;
  readonly #current = new Map<string, TopicLife>();
  readonly #busy = new Map<string, Promise<void>>();
  #serial = 0;
  #isClosed = false;

  constructor(brokers: string, random: () => number) {
    this.#producer = new PatientProducer(brokers);
    this.#random = random;
  }

  /** Makes a topic, or makes it anew: deleted with all that is in it, and of the same name. */
  async makeTopic(topic: string, numPartitions: number): Promise<void> {
    const before = this.#current.get(topic);
    this.#current.delete(topic);
    await this.#busy.get(topic);
    const admin = await this.#producer.admin();
    if (before !== undefined) {
      before.isOver = true;
      await admin.deleteTopics({ topics: [topic] });
      await this.#producer.dropClients();
    }
    await this.#create(topic, numPartitions);
    const generation = (before?.generation ?? 0) + 1;
    const life = { topic, generation, callIds: new Set<string>(), poison: new Set<string>(), isOver: false };
    this.lives.push(life);
    this.#current.set(topic, life);
  }

  /** Publishes a batch to one of the topics that there are now. */
  async publishSome(): Promise<void> {
    const lives = [...this.#current.values()];
    const life = lives[Math.floor(this.#random() * lives.length)];
    if (life === undefined) return;
    const sending = this.#send(life, this.#makeBatch(life));
    this.#busy.set(life.topic, sending);
    await sending;
  }

  /** Records that a topic holds now, over all partitions. */
  async countRecords(topic: string): Promise<number> {
    const offsets = await (await this.#producer.admin()).fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#producer.dropClients();
  }

  /** A topic that was just deleted may still be on its way out, and one that was just made on its way in. */
  async #create(topic: string, numPartitions: number): Promise<void> {
    const isThere = async (): Promise<boolean> => {
      const admin = await this.#producer.admin();
      await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: false });
      const [metadata] = (await admin.fetchTopicMetadata({ topics: [topic] })).topics;
      return metadata?.partitions.length === numPartitions && metadata.partitions.every(({ leader }) => leader >= 0);
    };
    await until(isThere, { deadlineMs: 20_000, what: `topic ${topic} to be made` });
  }

  #makeBatch(life: TopicLife): { callIds: string[]; poison: string[]; messages: Message[] } {
    const batch = { callIds: [] as string[], poison: [] as string[], messages: [] as Message[] };
    for (let count = 0; count < BATCH; count += 1) {
      this.#serial += 1;
      const name = `${life.topic}-g${life.generation}-${this.#serial}`;
      if (this.#random() < SHARES.poison) {
        batch.poison.push(name);
        batch.messages.push({ key: name, value: `{ ${name}` });
        continue;
      }
      const agentId = this.#random() < SHARES.calling ? agents.calling : agents.quiet;
      const message = { key: name, value: JSON.stringify(aCall(name, agentId)) };
      batch.callIds.push(name);
      batch.messages.push(message, ...(this.#random() < SHARES.repeated ? [message] : []));
    }
    return batch;
  }

  /** Until the broker has it: what it did not acknowledge is sent again, and may then stand there twice. */
  async #send(life: TopicLife, batch: { callIds: string[]; poison: string[]; messages: Message[] }): Promise<void> {
    if (!(await this.#producer.publish(life.topic, batch.messages, () => this.#isClosed))) return;
    for (const callId of batch.callIds) life.callIds.add(callId);
    for (const name of batch.poison) life.poison.add(name);
    this.acknowledged += batch.callIds.length + batch.poison.length;
  }
}
