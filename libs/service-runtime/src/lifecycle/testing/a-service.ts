// A service for run-service.int.spec.ts, told by its arguments how to behave: `start:<part>=fail`, `stop:<part>=hang` …
import { z } from 'zod';
import { loadConfig } from '../../config/load-config.ts';
import { ms, secret } from '../../config/units.ts';
import { createLogger } from '../../log/logger.ts';
import { runService } from '../run-service.ts';
import type { Part } from '../run-service.ts';

const manners = new Set(process.argv.slice(2));
const schema = z.object({ DATABASE_URL: secret, STOP_MS: ms.default(2000) });

async function behave(step: string): Promise<void> {
  process.stdout.write(`${step}\n`);
  if (manners.has(`${step}=fail`)) throw new Error(`${step} failed`);
  if (manners.has(`${step}=hang`)) await new Promise(() => setInterval(() => undefined, 1000));
  if (manners.has(`${step}=throw-later`))
    setImmediate(() => {
      throw new Error('nobody catches this');
    });
  if (manners.has(`${step}=reject-later`)) void Promise.reject(new Error('nobody catches this'));
}

const part = (name: string): Part => ({
  name,
  start: () => behave(`start:${name}`),
  stop: () => behave(`stop:${name}`),
  ...(manners.has(`${name}=break-later`) && { broken: breaksSoon() }),
});

async function breaksSoon(): Promise<Error> {
  await new Promise(setImmediate);
  return new Error('it broke');
}

const idle: Part = {
  name: 'idle',
  start: () => {
    setInterval(() => undefined, 1000);
    return Promise.resolve();
  },
  stop: () => Promise.resolve(),
};

await runService(() => {
  const { STOP_MS } = loadConfig(schema, process.env);
  const log = createLogger({ service: 'example', level: 'info' });
  return { log, parts: [idle, part('database'), part('door')], stopTimeoutMs: STOP_MS };
});
