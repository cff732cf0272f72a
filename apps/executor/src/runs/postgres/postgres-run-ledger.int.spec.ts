import { runLedgerContract } from '../run-ledger.contract.ts';
import { postgresWorld } from './testing/postgres-world.ts';

runLedgerContract('PostgresRunLedger', postgresWorld);
