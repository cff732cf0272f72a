import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava } from './find-java.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall java '));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

/** A program that says what a Java of this version says, where Java would say it. */
function plantJava(folder: string, version: string): string {
  mkdirSync(join(place, folder, 'bin'), { recursive: true });
  const file = join(place, folder, 'bin/java');
  writeFileSync(file, `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
  chmodSync(file, 0o755);
  return join(place, folder);
}

const onPath = (home: string): NodeJS.ProcessEnv => ({ PATH: join(home, 'bin') });

describe('findJava', () => {
  it.each(['17', '17.0.15', '21.0.2', '25-ea'])('takes Java %s', (version) => {
    const { program, identity } = findJava(onPath(plantJava('jdk', version)));
    expect({ program, identity }).toEqual({ program: 'java', identity: `openjdk version "${version}" 2025-04-15` });
  });

  it('takes the one of JAVA_HOME before the one on PATH', () => {
    const home = plantJava('home', '21');
    expect(findJava({ ...onPath(plantJava('path', '17')), JAVA_HOME: home }).program).toBe(join(home, 'bin/java'));
  });

  it('takes the one on PATH when that of JAVA_HOME is too old', () => {
    expect(findJava({ ...onPath(plantJava('path', '17')), JAVA_HOME: plantJava('home', '11.0.2') }).program).toBe(
      'java',
    );
  });

  it.each([
    ['1.8.0_401', '8'],
    ['11.0.2', '11'],
    ['16', '16'],
  ])('says that %s is too old, and the remedy', (version, release) => {
    expect(() => findJava(onPath(plantJava('jdk', version)))).toThrow(
      `java is Java ${release}: too old. Remedy: install Java 17 or later (a JRE is enough), or set JAVA_HOME to one`,
    );
  });

  it('says that there is none', () => {
    expect(() => findJava({ PATH: place, JAVA_HOME: join(place, 'gone') })).toThrow(
      'no Java was found (in JAVA_HOME or on PATH). Remedy: install Java 17 or later',
    );
  });
});
