import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runtimeFaults } from './runtime-faults.ts';

describe('runtimeFaults', () => {
  it('are all explained in the reference, and no others', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/reference/errors.md'), 'utf8');
    const section = page.split(/^## /m).find((text) => text.startsWith('service-runtime\n')) ?? '';
    expect(section.match(/(?<=^\| `)[A-Z_]+/gm)).toEqual(Object.keys(runtimeFaults));
  });
});
