import { randomUUID } from 'node:crypto';
import { OutsideClient } from './outside-client.ts';
import type { OutgoingMessage, ReadMessage, TopicOptions } from './outside-client.ts';

/** Topics of a test's own, and a foreign client to fill and read them. Close it in `afterAll`: the topics go with it. */
export class TestTopics {
  readonly brokers: string;
  readonly #client: OutsideClient;
  readonly #made = new Set<string>();

  /** @param brokers - `host:port`, comma separated */
  constructor(brokers: string) {
    this.brokers = brokers;
    this.#client = new OutsideClient({ brokers });
  }

  /** Makes a topic that nobody else has. @returns its name */
  async make(options: TopicOptions = {}): Promise<string> {
    const topic = `test-${randomUUID()}`;
    await this.makeNamed(topic, options);
    return topic;
  }

  /** Makes a topic of this name: one that is deleted and made anew. */
  async makeNamed(topic: string, options: TopicOptions = {}): Promise<void> {
    await this.#client.makeTopic(topic, options);
    this.#made.add(topic);
  }

  async delete(topic: string): Promise<void> {
    await this.#client.deleteTopics([topic]);
    this.forget(topic);
  }

  /** Leaves the topic there when it closes. */
  forget(topic: string): void {
    this.#made.delete(topic);
  }

  /** Gives a topic more partitions, so that it has this many. */
  addPartitions(topic: string, count: number): Promise<void> {
    return this.#client.addPartitions(topic, count);
  }

  /** Appends to partition 0 in a transaction of its own, which leaves a mark behind the messages. */
  transact(topic: string, values: readonly string[], end: 'commit' | 'abort'): Promise<void> {
    return this.#client.transact(topic, values, end);
  }

  /** Appends in the order given, and returns when the broker has them. */
  produce(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    return this.#client.produce(topic, messages);
  }

  /**
   * Reads the first `count` messages of a topic, or more if there are more by then; each partition in its order.
   * @throws Error after 20 s, with how many there were
   */
  read(topic: string, count: number): Promise<ReadMessage[]> {
    return this.#client.read(topic, count);
  }

  /** What a group has committed: partition → next offset. Partitions without a commit are left out. */
  committed(groupId: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
    return this.#client.committed(groupId, topic);
  }

  /** Deletes the topics that it made, and disconnects. */
  async close(): Promise<void> {
    try {
      await this.#client.deleteTopics([...this.#made]);
    } finally {
      await this.#client.disconnect();
    }
  }
}
