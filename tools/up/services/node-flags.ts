import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** How Node is to be started for a service: `nodeFlags` of its package.json. docs/performance.md says what the executor's are for. */
export function nodeFlagsOf(app: string): readonly string[] {
  const text = readFileSync(join(root, 'apps', app, 'package.json'), 'utf8');
  return (JSON.parse(text) as { nodeFlags?: string[] }).nodeFlags ?? [];
}
