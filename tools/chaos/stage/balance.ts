import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Stage } from './stage.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What `npm run ledger:balance` says. */
export interface BalanceReading {
  isZero: boolean;
  said: string;
}

export async function takeBalance(stage: Stage): Promise<BalanceReading> {
  const kafka = stage.kafkaObstacle === undefined ? { KAFKA_BROKERS: stage.kafka.brokers } : {};
  const child = spawn(process.execPath, [join(root, 'tools/balance/balance.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: stage.adminUrl, KAFKA_BROKERS: '', ...kafka },
  });
  const ended = once(child, 'close') as Promise<[code: number | null]>;
  const [said, trouble, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { isZero: code === 0, said: `${said}${trouble}` };
}
