// node --conditions=@aftercall/source …/measure-intake-command.ts <database URL> <brokers> <topic> <events>: takes in what a topic
// holds, as the executor does it, and drives none of the runs that it opens. Prints how long it took. For `npm run bench -- intake`.
import { randomUUID } from 'node:crypto';
import { createLogger, systemClock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import { FlowCatalog } from '../catalog/flow-catalog.ts';
import { publishedEntries, smallFlow } from '../catalog/testing/published.ts';
import { AdmitRecords } from '../intake/admit-records.ts';
import { KafkaRecordSource } from '../intake/kafka/kafka-record-source.ts';
import { JoinCalls } from '../intake/join-calls.ts';
import { PostgresIntakeLedger } from '../intake/postgres/postgres-intake-ledger.ts';
import { PostgresRecordLedger } from '../intake/postgres/postgres-record-ledger.ts';
import { kafkaClient } from '../plumbing/kafka/client.ts';
import { LedgerDatabase } from '../plumbing/postgres/connection.ts';
import { pooledRandom } from '../pooled-random.ts';
import { PlanCache } from '../runs/plan-cache.ts';

const [databaseUrl = '', brokers = '', topic = '', eventsText = '0'] = process.argv.slice(2);
const events = Number(eventsText);
const log = createLogger({ service: 'executor', level: 'error' });
const newId = (): string => makeRunId(new Date(), pooledRandom);

const catalog = new FlowCatalog();
const entries = publishedEntries(
  { kind: 'workspace', workspace: 'default', name: 'Default' },
  { kind: 'agent', workspace: 'default', agentId: 'agent-bench', name: 'Bench' },
  {
    ...{ kind: 'action', workspace: 'default', actionId: '018f0000-0000-4000-8000-0000000000b1', name: 'Bench' },
    ...{ isEnabled: true, agentIds: ['agent-bench'], version: { number: 1, document: smallFlow() } },
  },
);
catalog.apply(entries.length, entries);

const join = new JoinCalls({ catalog, plans: new PlanCache(), newId });
const database = new LedgerDatabase({ databaseUrl, maxConnections: 8, onIdleError: () => undefined });
const owner = { workerId: randomUUID(), epoch: 1 };
const done = Promise.withResolvers<undefined>();
const warm = { at: 0, cpu: process.cpuUsage(), events: 0 };
let kept = 0;
const admit = new AdmitRecords({
  catalog,
  topics: new Map([[topic, 'all']]),
  ledger: new PostgresRecordLedger({
    database,
    events: new PostgresIntakeLedger({ database, join, newId }),
    newId,
  }),
  runs: { ownerOfNew: () => owner, begin: () => undefined },
  tally: {
    kept: (_door, outcomes) => {
      kept += outcomes.length;
      // Measured from when the code is warm and every partition is being read.
      if (warm.at === 0 && kept >= events / 5)
        Object.assign(warm, { at: performance.now(), cpu: process.cpuUsage(), events: kept });
      if (kept >= events) done.resolve(undefined);
    },
    deadLetters: (_topic, codes) => {
      if (codes.length > 0) throw new Error(`${codes.length} events became dead letters: ${codes.join()}`);
    },
    madeAnew: () => undefined,
  },
  clock: systemClock,
  log,
  newId,
});
const source = new KafkaRecordSource({
  kafka: kafkaClient({ brokers: [brokers], clientId: 'bench' }, log),
  ...{ topics: [topic], groupId: 'bench', sessionTimeoutMs: 6000, clock: systemClock, log },
});
source.start(admit);
await done.promise;
const seconds = (performance.now() - warm.at) / 1000;
const { user, system } = process.cpuUsage(warm.cpu);
await source.stop();
await database.close();
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, events: kept - warm.events }));
