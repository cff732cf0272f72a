// npm run ledger:balance: does everything that came in have an end? Exit 0 = it balances, 1 = it does not, 2 = it could not be taken.
import { createLogger } from '@aftercall/service-runtime';
import { takeBalance } from './balance/balance.ts';
import { describeBalance } from './balance/describe-balance.ts';
import { KafkaTopicEnds } from './balance/kafka/kafka-topic-ends.ts';
import { PostgresLedgerBooks } from './balance/postgres/postgres-ledger-books.ts';
import { readBalanceConfig } from './config.ts';
import { kafkaSettingsOf } from './kafka-config.ts';
import { kafkaClient } from './plumbing/kafka/client.ts';
import { LedgerDatabase } from './plumbing/postgres/connection.ts';

/** All that is kept is read. */
const PATIENCE_MS = 600_000;

async function main(): Promise<number> {
  const config = readBalanceConfig();
  const database = new LedgerDatabase({
    databaseUrl: config.DATABASE_URL.reveal(),
    maxConnections: 1,
    onIdleError: () => undefined,
    patienceMs: PATIENCE_MS,
  });
  try {
    const kafka = kafkaSettingsOf(config, 'aftercall-balance');
    const log = createLogger({ service: 'executor', level: 'error' });
    const ends = kafka && new KafkaTopicEnds(kafkaClient(kafka, log));
    const balance = await takeBalance({ books: new PostgresLedgerBooks(database), ends });
    console.log(describeBalance(balance));
    return balance.offenderCount === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error('The balance could not be taken:', error);
  return 2;
});
