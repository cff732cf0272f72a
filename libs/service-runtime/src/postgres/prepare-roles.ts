import { DatabaseError } from 'pg';
import type { Client } from 'pg';
import { fault } from '../faults/runtime-faults.ts';
import { withConnection } from './connect.ts';
import { retryCollisions } from './retry-collisions.ts';
import { groupRoles, ownerRole, schemas } from './roles.ts';
import type { LoginKind } from './roles.ts';
import { scramVerifier } from './scram-verifier.ts';

/** A role that one service logs in as. The password is ASCII. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

/** The database to prepare, and who will log in to it. */
export interface PrepareRolesOptions {
  /** A superuser, or a role with CREATEROLE that may create schemas in this database (its owner may). */
  readonly databaseUrl: string;
  readonly logins: Readonly<Record<LoginKind, Login>>;
}

/**
 * Makes what migrations and services need and leaves what is there: the group roles (one set per cluster), a login per
 * service (its password is set again each time), and the schemas of this database, owned by `aftercall_owner` and
 * closed to everyone else. The connecting role may become `aftercall_owner` afterwards, which `migrate` does.
 *
 * Safe while other processes do the same in this or another database of the cluster: each statement looks first,
 * commits by itself, and is tried again when it collided.
 *
 * @throws Fault POSTGRES_UNREACHABLE, ROLE_NOT_GRANTABLE, LOGIN_TOO_POWERFUL, ROLES_BUSY
 */
export async function prepareRoles({ databaseUrl, logins }: PrepareRolesOptions): Promise<void> {
  await withConnection(databaseUrl, async (client) => {
    for (const role of [ownerRole, ...Object.values(groupRoles)]) await createGroup(client, role);
    await joinOwner(client);
    for (const kind of Object.keys(groupRoles) as LoginKind[])
      await prepareLogin(client, logins[kind], groupRoles[kind]);
    for (const [schema, readers] of Object.entries(schemas)) await prepareSchema(client, schema, readers);
  });
}

const noRights = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

async function createGroup(client: Client, role: string): Promise<void> {
  await retryCollisions(async () => {
    if (!(await roleExists(client, role))) await client.query(`create role ${role} nologin ${noRights}`);
  });
}

/** From PostgreSQL 16 on the maker of a role may pass it on, but neither is it nor inherits it: it joins by itself. */
async function joinOwner(client: Client): Promise<void> {
  const sql = `select pg_has_role($1, 'usage') and ${await maySet(client)} as joined`;
  await retryCollisions(async () => {
    const { rows } = await client.query<{ joined: boolean }>(sql, [ownerRole]);
    if (rows[0]?.joined !== true) await grantMembership(client, ownerRole, await currentUser(client));
  });
}

async function maySet(client: Client): Promise<string> {
  return (await hasGrantOptions(client)) ? `pg_has_role($1, 'set')` : `pg_has_role($1, 'member')`;
}

async function hasGrantOptions(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return (rows[0]?.version ?? 0) >= 160_000;
}

async function currentUser(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_user as name');
  return rows[0]?.name ?? '';
}

async function grantMembership(client: Client, group: string, member: string): Promise<void> {
  const options = (await hasGrantOptions(client)) ? ' with inherit true, set true' : '';
  await managing(group, () => client.query(`grant ${group} to ${client.escapeIdentifier(member)}${options}`));
}

async function prepareLogin(client: Client, login: Login, group: string): Promise<void> {
  const name = client.escapeIdentifier(login.name);
  const password = client.escapeLiteral(scramVerifier(login.password));
  await retryCollisions(async () => {
    if (!(await roleExists(client, login.name))) {
      await client.query(`create role ${name} login inherit ${noRights} password ${password}`);
      return;
    }
    if (await isTooPowerful(client, login.name)) throw fault('LOGIN_TOO_POWERFUL', { role: login.name });
    await managing(login.name, () => client.query(`alter role ${name} login inherit password ${password}`));
  });
  await retryCollisions(async () => {
    const { rows } = await client.query<{ member: boolean }>(`select pg_has_role($1, $2, 'usage') as member`, [
      login.name,
      group,
    ]);
    if (rows[0]?.member !== true) await grantMembership(client, group, login.name);
  });
}

async function prepareSchema(client: Client, schema: string, readers: readonly LoginKind[]): Promise<void> {
  await retryCollisions(() => client.query(`create schema if not exists ${schema} authorization ${ownerRole}`));
  const groups = readers.map((kind) => groupRoles[kind]).join(', ');
  await retryCollisions(async () => {
    await client.query('begin');
    try {
      await client.query(`set local role ${ownerRole}`);
      await client.query(`revoke all on schema ${schema} from public`);
      await client.query(`grant usage on schema ${schema} to ${groups}`);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  });
}

async function roleExists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
  return rowCount === 1;
}

/** Whether the role can read every row whatever the policies say, or give itself such a right. */
async function isTooPowerful(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or pg_has_role(rolname, $2, 'member') as found
       from pg_roles where rolname = $1`,
    [name, ownerRole],
  );
  return rows[0]?.found === true;
}

async function managing(role: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '42501') throw error;
    const remedy = `as a superuser or as its maker: GRANT ${role} TO <the connecting role> WITH ADMIN OPTION`;
    throw fault('ROLE_NOT_GRANTABLE', { role, remedy }, error);
  }
}
