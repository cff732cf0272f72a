import { DataSource, QueryFailedError, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { fault } from '../../faults.ts';

/** What a connection needs. The URL holds the password of the vault's own role. */
export interface VaultDatabaseOptions {
  readonly databaseUrl: string;
  readonly rows: readonly EntityTarget<ObjectLiteral>[];
  /** A pooled connection broke while nobody used it; the next query opens another. */
  readonly onIdleError: (error: unknown) => void;
}

/** The vault's schema, seen as its own role. Rows of a workspace are reached through `inWorkspace` only. */
export class VaultDatabase {
  private readonly source: DataSource;

  constructor({ databaseUrl, rows, onIdleError }: VaultDatabaseOptions) {
    this.source = new DataSource({
      type: 'postgres',
      schema: 'vault',
      entities: [...rows] as (new () => ObjectLiteral)[],
      synchronize: false,
      logging: false,
      installExtensions: false,
      poolSize: 10,
      poolErrorHandler: onIdleError,
      // The whole URL goes to pg: TypeORM's own reader of it loses sslmode and IPv6 hosts.
      // An executor waits a few seconds for a credential; a query that takes longer helps nobody.
      extra: {
        connectionString: databaseUrl,
        connectionTimeoutMillis: 2000,
        statement_timeout: 3000,
        query_timeout: 4000,
        application_name: 'aftercall-vault',
      },
    });
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  async open(): Promise<void> {
    await orFault(() => this.source.initialize());
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  /**
   * One transaction that sees the rows of one workspace. Undefined names none: nothing is seen then, and only an audit
   * entry without a workspace can be written.
   *
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  inWorkspace<Result>(
    workspace: string | undefined,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return orFault(() =>
      this.source.transaction(async (manager) => {
        await manager.query(`select set_config('aftercall.workspace', $1, true)`, [workspace ?? '']);
        return work(manager);
      }),
    );
  }

  /**
   * For what belongs to no workspace.
   *
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  inInstallation<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return orFault(() => work(this.source.manager));
  }

  /** Why the database cannot be used as it is, or undefined. A role that policies do not bind is as bad as no tables. */
  async findProblem(): Promise<string | undefined> {
    const [state] = await this.inInstallation((manager) =>
      manager.query<{ unbound: boolean; migrated: boolean }[]>(
        `select rolsuper or rolbypassrls as unbound, to_regclass('vault.key_canary') is not null as migrated
           from pg_roles where rolname = current_user`,
      ),
    );
    if (state?.unbound !== false)
      return 'DATABASE_URL names a role that row-level security does not bind; use the role of the vault';
    return state.migrated ? undefined : 'the migrations of schema vault were not run';
  }
}

async function orFault<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isUnavailable(error)) throw fault('POSTGRES_UNAVAILABLE', {}, error);
    throw error;
  }
}

/**
 * SQLSTATE classes in which the server, not the statement, is the reason: connection (08), log-in (28, 3D), resources
 * (53), operator intervention such as shutdown or statement timeout (57), system (58). Errors of the socket begin with E.
 */
const unavailableCodes = /^(?:08|28|3D|53|57|58)|^E[A-Z]+$/;
const unavailableTexts = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/;

function isUnavailable(error: unknown): boolean {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(driverError instanceof Error)) return false;
  const code = 'code' in driverError ? String(driverError.code) : '';
  return unavailableCodes.test(code) || unavailableTexts.test(driverError.message);
}
