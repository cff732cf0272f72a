import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hints } from './trials/send/test-failure.ts';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/reference/causes.md'), 'utf8');
const documented = new Set([...page.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1] ?? ''));

/** Codes as they stand in the sources that make causes: `code: 'X'` and `| 'X'` of their types. */
function codesIn(pattern: string): Set<string> {
  const files = globSync(pattern, { cwd: root }).filter((file) => !/spec|contract|testing/.test(file));
  const text = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  return new Set([...text.matchAll(/code: '([A-Z_]{4,})'/g)].map((match) => match[1] ?? ''));
}

describe('docs/reference/causes.md', () => {
  it('has a row for each code that the executor gives', () => {
    const given = codesIn('apps/executor/src/{intake,runs,steps,delivery,lanes,trials}/**/*.ts');
    // What the vault answers is translated before anyone sees it.
    const translated = new Set(['REVOKED', 'RATE_LIMITED']);
    const missing = [...given].filter((code) => !documented.has(code) && !translated.has(code));
    expect(given.size).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });

  it('has a row for each reason why Send shows no answer', () => {
    expect(Object.keys(hints).filter((code) => !documented.has(code))).toEqual([]);
  });

  it('has no code twice', () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]);
    expect(rows).toHaveLength(documented.size);
  });
});
