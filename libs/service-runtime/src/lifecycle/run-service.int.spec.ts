import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Running {
  readonly child: ChildProcess;
  /** Everything on standard output and error so far. */
  readonly said: () => string;
  /** Resolves once this was printed. */
  readonly says: (text: string) => Promise<void>;
  readonly exit: Promise<number | null>;
}

const services: ChildProcess[] = [];

function start(
  manners: readonly string[] = [],
  environment: NodeJS.ProcessEnv = { DATABASE_URL: 'postgres://x' },
): Running {
  const script = join(import.meta.dirname, 'testing', 'a-service.ts');
  const flags = ['--conditions=@aftercall/source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, script, ...manners], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  services.push(child);
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const listener of listeners) listener();
    });
  }
  return {
    child,
    said: () => said,
    says: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (said.includes(text)) resolve();
        };
        listeners.add(look);
        look();
      }),
    exit: once(child, 'close').then(([code]) => code as number | null),
  };
}

/** The order in which parts were started and stopped. */
function stepsOf({ said }: Running): string[] {
  return said().match(/^(start|stop):\w+$/gm) ?? [];
}

const everything = ['start:database', 'start:door', 'stop:door', 'stop:database'];

describe('runService', () => {
  afterEach(() => {
    for (const child of services.splice(0)) child.kill('SIGKILL');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'starts in order, stops in reverse on %s, and ends with 0',
    async (signal) => {
      const service = start();
      await service.says('service started');
      service.child.kill(signal);
      expect(await service.exit).toBe(0);
      expect(stepsOf(service)).toEqual(everything);
      expect(service.said()).toContain('"msg":"service stopped"');
    },
  );

  it('stops what had started when a part cannot start, and ends with 1', async () => {
    const service = start(['start:door=fail']);
    expect(await service.exit).toBe(1);
    expect(stepsOf(service)).toEqual(['start:database', 'start:door', 'stop:database']);
    expect(service.said()).toContain('"part":"door"');
    expect(service.said()).toContain('start:door failed');
  });

  it('ends with 78 and every problem when the configuration is refused', async () => {
    const service = start([], { STOP_MS: 'soon' });
    expect(await service.exit).toBe(78);
    expect(service.said().trim().split('\n')).toEqual([
      'configuration: DATABASE_URL is required (or DATABASE_URL_FILE), and is not set',
      'configuration: STOP_MS must be milliseconds (10000) or a duration (500ms, 30s, 2m, 2h)',
    ]);
  });

  it('stops the others and ends with 1 when a part fails to stop', async () => {
    const service = start(['stop:door=fail']);
    await service.says('service started');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(1);
    expect(stepsOf(service)).toEqual(everything);
  });

  it('ends with 1 and names the part when stopping takes too long', async () => {
    const service = start(['stop:door=hang'], { DATABASE_URL: 'x', STOP_MS: '100ms' });
    await service.says('service started');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(1);
    expect(service.said()).toMatch(/"part":"door".*did not stop in time/);
  });

  it('does not wait for ever for a part that hangs as it starts', async () => {
    const service = start(['start:door=hang'], { DATABASE_URL: 'x', STOP_MS: '100ms' });
    await service.says('start:door');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(1);
    expect(service.said()).toMatch(/"part":"door".*did not stop in time/);
  });

  it('ends at once on a second signal', async () => {
    const service = start(['stop:door=hang'], { DATABASE_URL: 'x', STOP_MS: '1h' });
    await service.says('service started');
    service.child.kill('SIGTERM');
    await service.says('stop:door');
    service.child.kill('SIGINT');
    expect(await service.exit).toBe(130);
  });

  it('ends at once on a second signal while a part is being started', async () => {
    const service = start(['start:door=hang']);
    await service.says('start:door');
    service.child.kill('SIGTERM');
    await service.says('service stopping');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(143);
  });

  it.each(['throw-later', 'reject-later'])('stops in order after an error that nobody caught: %s', async (manner) => {
    const service = start([`start:door=${manner}`]);
    expect(await service.exit).toBe(1);
    expect(stepsOf(service)).toEqual(everything);
    expect(service.said()).toContain('nobody catches this');
  });

  it('stops in order when a part can never go on', async () => {
    const service = start(['door=break-later']);
    expect(await service.exit).toBe(1);
    expect(stepsOf(service)).toEqual(everything);
    expect(service.said()).toContain('it broke');
  });
});
