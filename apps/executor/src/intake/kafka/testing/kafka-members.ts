import { createLogger, systemClock } from '@aftercall/service-runtime';
import { kafkaClient } from '../../../plumbing/kafka/client.ts';
import { RecordingReader } from '../../testing/recording-reader.ts';
import { KafkaRecordSource } from '../kafka-record-source.ts';

interface MemberSettings {
  topics: readonly string[];
  reader?: RecordingReader;
  sessionTimeoutMs?: number;
}

/** Members of one group at one broker, for tests: `close` stops those that are still there. */
export class KafkaMembers {
  /** What they logged, a line each. */
  readonly said: string[] = [];
  readonly #brokers: string;
  readonly #groupId: string;
  #members: KafkaRecordSource[] = [];

  constructor(brokers: string, groupId = 'test') {
    this.#brokers = brokers;
    this.#groupId = groupId;
  }

  start({ topics, reader = new RecordingReader(), sessionTimeoutMs = 6000 }: MemberSettings) {
    const write = (line: string): void => void this.said.push(line);
    const log = createLogger({ service: 'executor', level: 'info', destination: { write } });
    const member = new KafkaRecordSource({
      kafka: kafkaClient({ brokers: this.#brokers.split(','), clientId: 'test' }, log),
      topics,
      groupId: this.#groupId,
      sessionTimeoutMs,
      clock: systemClock,
      log,
    });
    this.#members.push(member);
    member.start(reader);
    return { member, reader };
  }

  async stop(member: KafkaRecordSource): Promise<void> {
    this.#members = this.#members.filter((other) => other !== member);
    await member.stop();
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.stop()));
    this.#members = [];
  }
}
