import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { table } from './faults.ts';

describe('faults of the executor', () => {
  it('are all explained in the reference, and no others', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../../docs/reference/errors.md'), 'utf8');
    const section = page.split(/^## /m).find((text) => text.startsWith('executor\n')) ?? '';
    expect(section.match(/(?<=^\| `)[A-Z_]+/gm)).toEqual(Object.keys(table));
  });
});
