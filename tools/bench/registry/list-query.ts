import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, print } from 'graphql';

const file = join(resolve(import.meta.dirname, '../../..'), 'apps/studio/src/actions/actions.graphql');
const parts = parse(readFileSync(file, 'utf8')).definitions.filter(
  (part) => 'name' in part && ['Actions', 'ActionRow'].includes(part.name.value),
);

/** What the Studio's page of actions asks for its rows, in its own words. */
export const LIST = parts.map(print).join('\n');
