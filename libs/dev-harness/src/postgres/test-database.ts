import { randomBytes } from 'node:crypto';
import { prepareRoles } from '@aftercall/service-runtime';
import type { Login, LoginKind } from '@aftercall/service-runtime';
import { Client } from 'pg';
import { ensureTemplate, loginsNamed, urlOfDatabase } from './template-database.ts';
import type { ServiceWithTables } from './template-database.ts';
import { dropDatabase, dropRole, testPrefix, testServerVariable } from './test-server.ts';

/** What the database is for. */
export interface TestDatabaseOptions {
  /** Whose migrations have run in it. */
  readonly services: readonly ServiceWithTables[];
  /** Default: the server that jest's global setup started, else `DATABASE_URL`. */
  readonly adminUrl?: string;
}

/** URLs of one database, each for another login. Only `admin` may do everything. */
export type TestDatabaseUrls = Readonly<Record<'admin' | LoginKind, string>>;

/**
 * A database of a test's own, cloned from a migrated template (about 15 ms), with its own logins: the services'
 * ordinary roles, which row-level security binds.
 */
export class TestDatabase {
  readonly urls: TestDatabaseUrls;
  readonly #name: string;
  readonly #adminUrl: string;
  readonly #logins: readonly Login[];

  private constructor(name: string, adminUrl: string, logins: Readonly<Record<LoginKind, Login>>) {
    this.#name = name;
    this.#adminUrl = adminUrl;
    this.#logins = Object.values(logins);
    const admin = urlOfDatabase(adminUrl, name);
    this.urls = {
      admin,
      registry: urlOfLogin(admin, logins.registry),
      executor: urlOfLogin(admin, logins.executor),
      vault: urlOfLogin(admin, logins.vault),
      ledgerReader: urlOfLogin(admin, logins.ledgerReader),
    };
  }

  /**
   * @throws Error with the remedy when no server was given
   */
  static async create({ services, adminUrl = findServer() }: TestDatabaseOptions): Promise<TestDatabase> {
    const name = `${testPrefix}${randomBytes(6).toString('hex')}`;
    const logins = loginsNamed(name, () => randomBytes(12).toString('hex'));
    await asAdmin(adminUrl, async (admin) => {
      const template = await ensureTemplate(admin, adminUrl, services);
      await admin.query(`create database ${admin.escapeIdentifier(name)} template ${admin.escapeIdentifier(template)}`);
    });
    await prepareRoles({ databaseUrl: urlOfDatabase(adminUrl, name), logins });
    return new TestDatabase(name, adminUrl, logins);
  }

  /** Removes the database and its logins, disconnecting whoever is still there. Harmless when called again. */
  async drop(): Promise<void> {
    await asAdmin(this.#adminUrl, async (admin) => {
      await dropDatabase(admin, this.#name);
      for (const login of this.#logins) await dropRole(admin, login.name);
    });
  }
}

function findServer(): string {
  const url = process.env[testServerVariable] ?? process.env['DATABASE_URL'];
  if (url !== undefined && url !== '') return url;
  throw new Error(
    'no PostgreSQL for tests. Remedy: run integration suites by `nx run <project>:test:integration`, which starts one; or set DATABASE_URL',
  );
}

function urlOfLogin(databaseUrl: string, { name, password }: Login): string {
  const url = new URL(databaseUrl);
  url.username = name;
  url.password = password;
  return url.href;
}

async function asAdmin(adminUrl: string, use: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    await use(admin);
  } finally {
    await admin.end();
  }
}
