// node --conditions=@aftercall/source …/rebalance-while-keeping-command.ts: a chunk is being kept when the group says, by the answer to
// a heartbeat, that it rebalances. Prints, in order, what came of it. In a process of its own, because it is about what ends one.
import type { EachBatchPayload } from 'kafkajs';
import type { AssignedPartitions } from '../assigned-partitions.ts';
import { handleBatch } from '../handle-batch.ts';

const refused = Promise.withResolvers<undefined>();
let heartbeats = 0;

const partitions = {
  findTurn: () => ({
    isOver: () => false,
    reading: {
      from: 0n,
      keep: async () => {
        await refused.promise;
        // Long enough for Node to look whether somebody awaits what was thrown.
        await new Promise((done) => setTimeout(done, 100));
        console.log(heartbeats > 5 ? 'kept, and heard from all the while' : 'kept');
        return 'kept';
      },
    },
  }),
  note: () => undefined,
  beat: (_restMs: number, signal: AbortSignal) => new Promise((done) => setTimeout(() => done(!signal.aborted), 5)),
} as unknown as AssignedPartitions;

const payload = {
  batch: {
    ...{ topic: 'calls', partition: 0, highWatermark: '1' },
    messages: [{ offset: '0', timestamp: '0', key: null, value: Buffer.from('a'), headers: {} }],
  },
  isRunning: () => true,
  isStale: () => false,
  heartbeat: () => {
    heartbeats += 1;
    if (heartbeats === 1) return Promise.resolve();
    refused.resolve(undefined);
    return Promise.reject(Object.assign(new Error('the group rebalances'), { type: 'REBALANCE_IN_PROGRESS' }));
  },
  resolveOffset: () => undefined,
  commitOffsetsIfNecessary: () => Promise.resolve(),
} as unknown as EachBatchPayload;

await handleBatch(partitions, payload).catch((error: unknown) => {
  console.log((error as Error).message);
});
