import type { DataSource, EntityManager } from 'typeorm';
import { asFault } from './postgres-errors.ts';

/**
 * Why a transaction may see all workspaces: the feed carries all of them; whose an API key is is known only after it was
 * found, and a session's no sooner; the list of workspaces is the installation's; at start the bootstrap key belongs to none.
 */
export type AcrossReason = 'feed' | 'key lookup' | 'session' | 'workspaces' | 'start';

/** Every statement of the registry runs in one of these: the database itself keeps workspaces apart (row-level security). */
export class WorkspaceTransactions {
  constructor(private readonly source: DataSource) {}

  /** @throws Fault POSTGRES_UNAVAILABLE */
  inWorkspace<T>(workspace: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.run(workspace, work);
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  acrossWorkspaces<T>(_reason: AcrossReason, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.run('*', work);
  }

  private async run<T>(scope: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.source.transaction(async (manager) => {
        await manager.query(`select set_config('aftercall.workspace', $1, true)`, [scope]);
        return work(manager);
      });
    } catch (error) {
      throw asFault('POSTGRES_UNAVAILABLE', error);
    }
  }
}
