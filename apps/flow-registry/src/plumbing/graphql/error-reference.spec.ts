import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { table } from '../../faults.ts';
import { problemCodes } from '../../problems/problem.ts';
import { toldCodes } from './fault-format.ts';
import { MAX_ALIASES, MAX_QUERY_DEPTH, MAX_TOKENS } from './query-limits.ts';

const page = readFileSync(resolve(__dirname, '../../../../../docs/reference/errors.md'), 'utf8');
const codesUnder = (heading: string): string[] => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return section.match(/(?<=^\| `)[A-Z_]+/gm) ?? [];
};

describe('the reference of errors', () => {
  it('explains every fault of the registry, and no other', () => {
    expect(codesUnder('flow-registry')).toEqual(Object.keys(table));
  });

  it('explains every code that GraphQL answers, and no other', () => {
    const answered = new Set([...problemCodes, ...toldCodes, 'UNSUPPORTED_MEDIA_TYPE', 'TOO_LARGE', 'INTERNAL']);
    expect(codesUnder('GraphQL').sort()).toEqual([...answered].sort());
  });

  it('names the limits that hold', () => {
    const rowOf = (code: string): string => page.split('\n').find((line) => line.startsWith(`| \`${code}\``)) ?? '';
    expect(rowOf('TOO_MANY_TOKENS')).toContain(`more than ${MAX_TOKENS.toLocaleString('en')} words`);
    expect(rowOf('QUERY_TOO_DEEP')).toContain(`More than ${MAX_QUERY_DEPTH} levels`);
    expect(rowOf('TOO_MANY_ALIASES')).toContain(`More than ${MAX_ALIASES} aliases`);
  });
});
