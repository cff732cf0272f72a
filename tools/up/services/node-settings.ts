import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** How Node is to be started for a service: `nodeSettings` of its package.json. */
export interface NodeSettings {
  /** Before the script's name. */
  flags: readonly string[];
  /** For its allocator, for example. */
  environment: Readonly<Record<string, string>>;
}

/** docs/performance.md says what the executor's are for. */
export function nodeSettingsOf(app: string): NodeSettings {
  const text = readFileSync(join(root, 'apps', app, 'package.json'), 'utf8');
  return { flags: [], environment: {}, ...(JSON.parse(text) as { nodeSettings?: Partial<NodeSettings> }).nodeSettings };
}
