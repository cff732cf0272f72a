// npm run ledger:balance: takes the balance of the ledger at DATABASE_URL, else of the `npm run up` that runs here.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

async function main() {
  await ensureInstalled({ root, say: console.log });
  await continueOnPinnedNode(root);
  const settings = findSettings();
  if (settings === undefined) {
    console.error(
      'There is no ledger to look at: set DATABASE_URL (and KAFKA_BROKERS), or start `npm run up` in this folder.',
    );
    return 2;
  }
  const script = join(root, 'apps/executor/src/balance-command.ts');
  const child = spawn(process.execPath, ['--conditions=@aftercall/source', script], {
    stdio: 'inherit',
    env: { ...process.env, ...settings },
  });
  return new Promise((done) => child.on('exit', (code, signal) => done(signal ? 2 : code)));
}

function findSettings() {
  if (process.env['DATABASE_URL']) return {};
  const file = join(resolve(root, process.env['AFTERCALL_FOLDER'] ?? '.aftercall'), 'up.json');
  if (!existsSync(file)) return undefined;
  const { databaseUrl, kafkaBrokers } = JSON.parse(readFileSync(file, 'utf8'));
  return { DATABASE_URL: databaseUrl, ...(kafkaBrokers ? { KAFKA_BROKERS: kafkaBrokers } : {}) };
}

process.exit(await main());
