import { commandLedgerContract } from '../commands/command-ledger.contract.ts';
import { PostgresCommandLedger } from './postgres-command-ledger.ts';
import { postgresWorld } from './testing/postgres-world.ts';

commandLedgerContract('PostgresCommandLedger', async () => {
  const world = await postgresWorld();
  return { ...world, commands: new PostgresCommandLedger(world.database) };
});
