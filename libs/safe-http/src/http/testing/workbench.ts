import { parseEgressAllow } from '../../egress-allow.ts';
import { createSafeClient } from '../undici-client.ts';
import type { SafeHttpClient } from '../undici-client.ts';
import type { SafeRequest } from '../../request.ts';
import type { SafeOutcome } from '../../response.ts';
import { startRawTarget } from './raw-target.ts';
import type { RawAnswer, RawTarget } from './raw-target.ts';

/** What a test of the client needs: it alone may call the loopback, and everything is gone after each test. */
export interface Workbench {
  readonly client: () => SafeHttpClient;
  readonly target: (answer: RawAnswer) => Promise<RawTarget>;
  /** A POST with a small body, but for what a test says. */
  readonly send: (origin: string, overrides?: Partial<SafeRequest>) => Promise<SafeOutcome>;
}

/** To be called at the top of a suite. */
export function workbench(): Workbench {
  let client: SafeHttpClient;
  const targets: RawTarget[] = [];
  beforeEach(() => {
    client = createSafeClient({ allow: parseEgressAllow('127.0.0.0/8') });
  });
  afterEach(async () => {
    await client.close();
    await Promise.all(targets.splice(0).map((target) => target.close()));
  });
  return {
    client: () => client,
    async target(answer) {
      const started = await startRawTarget(answer);
      targets.push(started);
      return started;
    },
    send: (origin, overrides = {}) =>
      client.send({
        method: 'POST',
        url: `${origin}/tickets?source=voice`,
        headers: [['Content-Type', 'application/json']],
        body: Buffer.from('{"a":1}'),
        timeoutMs: 5000,
        maxResponseBytes: 100_000,
        laneKey: 'lane',
        maxConnections: 4,
        ...overrides,
      }),
  };
}
