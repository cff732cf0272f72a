import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks } from './all-checks.ts';

/** Reported while the document is read, before any check. */
const codesOfReading = ['INVALID'];
const page = readFileSync(join(__dirname, '../../../../docs/reference/findings.md'), 'utf8');
const documented = [...page.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map((match) => match[1] ?? '');

describe('the list of checks', () => {
  it('has a documented row for each code, and no row without a code', () => {
    const codes = new Set([...codesOfReading, ...allChecks.flatMap((check) => check.codes)]);
    expect([...documented].sort()).toEqual([...codes].sort());
  });

  it('holds every check that has a file, and each has its spec', () => {
    const files = ['graph', 'fields', 'variables', 'practice'].flatMap((folder) =>
      readdirSync(join(__dirname, folder)),
    );
    const checks = files.filter((file) => !file.endsWith('.spec.ts') && file !== 'names-in-flow.ts');
    expect(checks).toHaveLength(allChecks.length);
    expect(files).toEqual(expect.arrayContaining(checks.map((file) => file.replace('.ts', '.spec.ts'))));
  });
});
