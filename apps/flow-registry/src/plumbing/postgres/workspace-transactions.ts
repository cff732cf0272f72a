import { escapeLiteral } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { asFault } from './postgres-errors.ts';
import { PreparedSelects } from './prepared-selects.ts';
import { scopedSelect } from './scoped-select.ts';

/**
 * Why a transaction may see all workspaces: the feed carries all of them; whose an API key is is known only after it was
 * found, and a session's no sooner; the list of workspaces is the installation's; at start the bootstrap key belongs to none.
 */
export type AcrossReason = 'feed' | 'key lookup' | 'session' | 'workspaces' | 'start';

/** Every statement of the registry runs in one of these: the database itself keeps workspaces apart (row-level security). */
export class WorkspaceTransactions {
  private readonly statements: PreparedSelects;

  constructor(private readonly source: DataSource) {
    this.statements = new PreparedSelects(source);
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  inWorkspace<T>(workspace: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.run(workspace, work);
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  acrossWorkspaces<T>(_reason: AcrossReason, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.run('*', work);
  }

  /**
   * The same for work that only reads: PostgreSQL refuses anything else. Nobody waits for its end, so that one read costs two
   * round trips.
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  readInWorkspace<T>(workspace: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.read(workspace, work);
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  readAcrossWorkspaces<T>(_reason: AcrossReason, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.read('*', work);
  }

  /**
   * The rows of one `select`, in one round trip. Its own parameters begin at $2: $1 is the scope.
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  selectInWorkspace<Row>(workspace: string, select: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.select(workspace, select, parameters);
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  selectAcrossWorkspaces<Row>(_reason: AcrossReason, select: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.select('*', select, parameters);
  }

  private async select<Row>(scope: string, select: string, parameters: readonly unknown[]): Promise<Row[]> {
    try {
      return await this.statements.select<Row>(scopedSelect(select, '$1'), [scope, ...parameters]);
    } catch (error) {
      throw asFault('POSTGRES_UNAVAILABLE', error);
    }
  }

  private async read<T>(scope: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      // Two statements in one message; such a message takes no parameters.
      await runner.query(`begin read only; select set_config('aftercall.workspace', ${escapeLiteral(scope)}, true)`);
      return await work(runner.manager);
    } catch (error) {
      throw asFault('POSTGRES_UNAVAILABLE', error);
    } finally {
      void endOf(runner);
    }
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

/** Ends a transaction that changed nothing. A connection that cannot even do this is broken: the pool drops it by itself. */
async function endOf(runner: QueryRunner): Promise<void> {
  await runner.query('rollback').catch(() => undefined);
  await runner.release();
}
