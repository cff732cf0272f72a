import { recordSourceContract } from '../record-source.contract.ts';
import { MemoryRecordSource, MemoryTopic } from './memory-record-source.ts';

recordSourceContract('MemoryRecordSource', () => {
  const topic = new MemoryTopic('calls', 2);
  return Promise.resolve({
    topic: 'calls',
    newMember: () => new MemoryRecordSource(topic),
    produce: (messages) => {
      for (const { partition, value, key, headers = {} } of messages) {
        topic.append(partition, {
          timestampMs: Date.now(),
          key: key === undefined ? null : Buffer.from(key),
          value: value === null ? null : Buffer.from(value),
          headers: Object.entries(headers).map(([name, text]) => ({ name, value: Buffer.from(text) })),
        });
      }
      return Promise.resolve();
    },
    makeAnew: () => {
      topic.makeAnew();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
