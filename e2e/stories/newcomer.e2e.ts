import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { holdPort, type HeldPort } from '@aftercall/dev-harness';
import { UpSession } from '../newcomer/up-session.ts';
import type { UpFile } from '../world.ts';

/**
 * The short form of `npm run newcomer`: what can go wrong between one start and the next, in the clone that is here. Kafka
 * takes part where it can.
 */
const clone = resolve(import.meta.dirname, '..', '..');
const START_DEADLINE_MS = 100_000;

/** Three starts in a row. */
jest.setTimeout(3 * START_DEADLINE_MS);

let place: string;
let folder: string;
let session: UpSession | undefined;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall newcomer-'));
  folder = join(place, 'a state folder');
});
afterEach(async () => {
  await session?.killEverything();
  session = undefined;
  rmSync(place, { recursive: true, force: true });
});

function begin(script: string[], env: Record<string, string> = {}): UpSession {
  // Other stories' services run beside these and are read from the same dist folders.
  session = new UpSession(script, { clone, folder, env: { AFTERCALL_BUILD: 'off', ...env } });
  return session;
}

async function beUp(env: Record<string, string> = {}): Promise<UpSession> {
  const started = begin(['up'], env);
  await started.untilSaid(/Aftercall is up/, START_DEADLINE_MS);
  return started;
}

const runsNamedIn = (said: string): string[] => [...said.matchAll(/Run (\S+) SUCCEEDED/g)].map(([, id = '']) => id);

async function runsKnownTo({ graphqlUrl, adminToken }: UpFile): Promise<string[]> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ runs(first: 50) { nodes { id } } }' });
  const answer = await fetch(graphqlUrl, { method: 'POST', headers, body });
  const { data } = (await answer.json()) as { data: { runs: { nodes: { id: string }[] } } };
  return data.runs.nodes.map(({ id }) => id);
}

describe('npm run up, again and again in one folder', () => {
  it('stops on Ctrl-C and leaves nothing; starts again after kill -9 of everything; keeps what was made', async () => {
    const first = await beUp();
    const made = runsNamedIn(first.said);
    expect(await first.interrupt()).toBe(0);
    expect(await first.leftBehind()).toEqual([]);

    const second = await beUp();
    expect(await runsKnownTo(second.up)).toEqual(expect.arrayContaining(made));
    const killed = await second.killEverything();
    expect(killed.length).toBeGreaterThanOrEqual(6);

    const third = begin(['up', '--', '--once']);
    expect(await third.untilEnded(START_DEADLINE_MS)).toBe(0);
    expect(third.said).toContain('The database is up to date');
    expect(third.lastLine).toMatch(/^run \S+ SUCCEEDED$/);
    expect(await third.leftBehind()).toEqual([]);
  });

  it('goes round ports that others have, names the one that is up, and gives login links', async () => {
    const held: HeldPort[] = await Promise.all([4000, 4010, 4020, 4090, 9092].map((port) => holdPort(port)));
    try {
      const up = await beUp();
      const taken = held.map(({ port }) => port);
      for (const url of [up.up.graphqlUrl, up.up.intakeUrl, up.up.targetUrl]) {
        expect(taken).not.toContain(Number(new URL(url).port));
      }
      expect(up.said).toMatch(/Port 4000 is taken; the registry listens on \d+/);

      const other = new UpSession(['up'], { clone, folder });
      expect(await other.untilEnded(START_DEADLINE_MS)).toBe(1);
      expect(other.said).toMatch(/Aftercall is up already: process \d+, since .*\nRemedy: use that one/);

      const login = new UpSession(['--silent', 'up', '--', 'login'], { clone, folder });
      expect(await login.untilEnded(START_DEADLINE_MS)).toBe(0);
      expect(login.lastLine).toBe(up.up.loginUrl);
      const signIn = (): Promise<Response> => fetch(up.up.loginUrl, { redirect: 'manual' });
      expect((await signIn()).status).toBe(303);
      expect((await signIn()).status).toBe(401);
      const page = await fetch(up.up.studioUrl, { headers: { accept: 'text/html' } });
      expect({ status: page.status, text: await page.text() }).toMatchObject({
        status: 200,
        text: expect.stringContaining('<div id="root">'),
      });
    } finally {
      await Promise.all(held.map((port) => port.release()));
    }
  });

  it('moves what another version left aside, and deletes nothing', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'layout'), '0\n');
    writeFileSync(join(folder, 'flows-of-mine'), 'precious');
    const up = begin(['up', '--', '--once'], { AFTERCALL_KAFKA: 'off' });
    expect(await up.untilEnded(START_DEADLINE_MS)).toBe(0);
    expect(up.said).toMatch(/was made by another version: moved to .*, and begun anew/);
    const [aside = ''] = readdirSync(place).filter((name) => name.includes('.old-'));
    expect(readFileSync(join(place, aside, 'flows-of-mine'), 'utf8')).toBe('precious');
  });

  it('says what Kafka needs when it is required and there is no Java, and starts nothing', async () => {
    const bin = join(place, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'java'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, JAVA_HOME: '', AFTERCALL_KAFKA: 'required' };
    const up = begin(['up', '--', '--once'], { ...env, KAFKA_BROKERS: '' });
    expect(await up.untilEnded(START_DEADLINE_MS)).toBe(1);
    expect(up.said).toMatch(/AFTERCALL_KAFKA=required, but Kafka cannot run here: no Java .* Remedy: install Java 17/);
    expect(await up.leftBehind()).toEqual([]);
  });
});
