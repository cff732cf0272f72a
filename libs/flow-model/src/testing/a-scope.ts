import type { Scope } from '../template/scope.ts';

/** What a template can read in a test; only what the test names is there. */
export function aScope(parts: Partial<Scope> = {}): Scope {
  const run = { id: 'run-1', startedAt: '2026-11-20T09:02:00Z' };
  return { interaction: {}, variables: {}, steps: {}, env: {}, run, ...parts };
}
