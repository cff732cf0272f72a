import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureJars, listJars } from './kafka-jars.ts';
import type { KafkaJarList } from './kafka-jars.ts';

let place: string;
let folder: string;
let list: KafkaJarList;
const said: string[] = [];

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall jars '));
  folder = join(place, 'jars');
  list = { pom: join(place, 'pom.xml'), sums: join(place, 'jars.sha256') };
  writeFileSync(list.pom, '<project/>');
  writeFileSync(list.sums, `${sumOf('first')}  a.jar\n${sumOf('second')}  b.jar\n`);
  said.length = 0;
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

/** A program in Maven's place; `$folder` is where it is told to put what it fetches. */
function plantMaven(script: string): NodeJS.ProcessEnv {
  const bin = join(place, 'bin');
  mkdirSync(bin);
  const begin = '#!/bin/sh\nfor last; do :; done\nfolder=${last#-DoutputDirectory=}\n';
  writeFileSync(join(bin, 'mvn'), `${begin}${script}\n`);
  chmodSync(join(bin, 'mvn'), 0o755);
  return { PATH: [bin, process.env['PATH']].join(delimiter) };
}

const ensure = (environment: NodeJS.ProcessEnv): Promise<void> =>
  ensureJars(list, folder, { environment, say: (line) => said.push(line) });

const good = 'printf first > "$folder/a.jar"; printf second > "$folder/b.jar"';

describe('ensureJars', () => {
  it('fetches what is listed once; then needs neither Maven nor a network', async () => {
    await ensure(plantMaven(good));
    expect(listJars(folder)).toEqual([join(folder, 'a.jar'), join(folder, 'b.jar')]);
    expect(said).toEqual(['Fetching Apache Kafka with Maven (45 MB, once) …']);
    await ensure({ PATH: '' });
    expect(said).toHaveLength(1);
  });

  it.each([
    ['another file under a name of the list', `${good}; printf evil > "$folder/b.jar"`, /b\.jar has the SHA-256 sum/],
    ['less than the list', 'printf first > "$folder/a.jar"', /b\.jar is missing/],
    ['more than the list', `${good}; printf x > "$folder/c.jar"`, /c\.jar is not on the list/],
  ])('keeps nothing when Maven brings %s', async (_what, script, words) => {
    const fetching = ensure(plantMaven(script));
    await expect(fetching).rejects.toThrow(words);
    await expect(fetching).rejects.toThrow(/nothing of it was kept.*Remedy: see which mirror Maven asks/);
    expect(readdirSync(place).sort()).toEqual(['bin', 'jars.sha256', 'pom.xml']);
  });

  it('refuses a jar that was changed in the cache, and names file and remedy', async () => {
    await ensure(plantMaven(good));
    writeFileSync(join(folder, 'a.jar'), 'changed');
    await expect(ensure({})).rejects.toThrow(
      `a.jar has the SHA-256 sum ${sumOf('changed')} instead of ${sumOf('first')} (in ${folder}). Remedy: delete that folder`,
    );
  });

  it('says that Maven is missing', async () => {
    await expect(ensure({ PATH: place })).rejects.toThrow(/Maven \(mvn\) was not found.*Remedy: install Maven/);
    expect(existsSync(folder)).toBe(false);
  });

  it("says Maven's own words when it fails", async () => {
    const failing = plantMaven("echo '[ERROR] Could not transfer artifact: Connection refused'; exit 1");
    await expect(ensure(failing)).rejects.toThrow(
      'Apache Kafka could not be fetched: Could not transfer artifact: Connection refused. Remedy: see that Maven reaches',
    );
  });

  it('can be called off', async () => {
    const stopping = new AbortController();
    const fetching = ensureJars(list, folder, {
      environment: plantMaven('exec sleep 30'),
      signal: stopping.signal,
      say: () => {
        stopping.abort(new Error('asked to stop'));
      },
    });
    await expect(fetching).rejects.toThrow('asked to stop');
    expect(readdirSync(place)).not.toContain(expect.stringMatching(/^fetching-/));
  });
});
