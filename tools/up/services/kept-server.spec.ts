import { until } from '@aftercall/dev-harness';
import { createSay } from '../say.ts';
import { KeptServer } from './kept-server.ts';
import type { Server } from './kept-server.ts';

class FakeServer implements Server {
  readonly port: number;
  readonly pid: number;
  readonly ended: Promise<string>;
  stops = 0;
  die!: (words: string) => void;

  constructor(port: number, pid: number) {
    this.port = port;
    this.pid = pid;
    this.ended = new Promise((done) => {
      this.die = done;
    });
  }

  readonly stop = (): Promise<void> => {
    this.stops += 1;
    return Promise.resolve();
  };
}

const lives: FakeServer[] = [];
const said: string[] = [];
const pids: (number | null)[] = [];
/** How many of the next launches fail. */
let failures = 0;

const say = createSay(
  (line) => said.push(line),
  (_, text) => text,
);

function keep(): KeptServer<FakeServer> {
  const kept: KeptServer<FakeServer> = new KeptServer<FakeServer>({
    title: 'Kafka',
    launch: (port = 9092) => {
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error('no room'));
      }
      lives.push(new FakeServer(port, lives.length + 1));
      return Promise.resolve(lives.at(-1)!);
    },
    say,
    onChange: () => pids.push(kept.pid),
  });
  return kept;
}

beforeEach(() => {
  for (const list of [lives, said, pids]) list.length = 0;
  failures = 0;
});

describe('KeptServer', () => {
  it('starts a server again that ended unasked, on the same port, and says so with its last words', async () => {
    const kept = keep();
    await kept.start(9100);
    lives[0]!.die('out of memory');
    await until(() => lives.length === 2, { what: 'a second life' });
    await until(() => said.length === 2, { what: 'the news' });
    expect(lives[1]!.port).toBe(9100);
    expect(said).toEqual(['! Kafka ended unasked; starting it again. Its last words:\nout of memory', 'Kafka is back']);
    expect(pids).toEqual([1, null, 2]);
    await kept.stop();
  });

  it('tries again, later each time, while it does not start', async () => {
    const kept = keep();
    await kept.start();
    failures = 2;
    const beganMs = performance.now();
    lives[0]!.die('');
    await until(() => lives.length === 2, { what: 'a second life' });
    expect(said.filter((line) => line === '✗ no room')).toHaveLength(2);
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(1400);
    await kept.stop();
  });

  it('leaves it stopped, also while it waits to start it again', async () => {
    const kept = keep();
    await kept.start();
    failures = 100;
    lives[0]!.die('');
    await until(() => said.includes('✗ no room'), { what: 'a failure' });
    await kept.stop();
    failures = 0;
    expect(lives).toHaveLength(1);
    expect(kept.pid).toBeNull();
  });

  it('does not take a stop for a death', async () => {
    const kept = keep();
    await kept.start();
    await kept.stop();
    lives[0]!.die('');
    await lives[0]!.ended;
    expect({ lives: lives.length, stops: lives[0]!.stops, said }).toEqual({ lives: 1, stops: 1, said: [] });
  });
});
