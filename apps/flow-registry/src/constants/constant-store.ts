import type { Constant } from './constant.ts';

/**
 * Keeps constants. Each change also stands in the feed. Each call is one transaction.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface ConstantStore {
  set(workspace: string, constant: Constant): Promise<{ revision: number }>;
  remove(workspace: string, name: string): Promise<{ constant: Constant; revision: number } | 'not-found'>;
  /** All of the workspace, by name: a few dozen at most. */
  all(workspace: string): Promise<readonly Constant[]>;
}
