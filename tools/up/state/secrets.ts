import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateServiceKey } from '@aftercall/service-runtime';
import type { Login, LoginKind } from '@aftercall/service-runtime';
import { z } from 'zod';
import { UpProblem } from '../problem.ts';
import { writePrivate } from './write-private.ts';

const login = z.object({ name: z.string(), password: z.string() });
const secretsSchema = z.object({
  /** The installation's first API key. */
  adminKey: z.string(),
  /** What the example target wants to see. */
  targetToken: z.string(),
  /** Of the services' database roles. Their names carry a mark of this installation: roles belong to the whole server. */
  logins: z.object({ registry: login, executor: login, vault: login, ledgerReader: login }),
  /** Ed25519 private keys (JWK as JSON). */
  serviceKeys: z.object({ registry: z.string(), executor: z.string(), vault: z.string() }),
  /** `{ keys: […] }`, the public halves. */
  trustedKeys: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }),
  /** Key-encryption keys of the vault by id, base64. */
  vaultKeys: z.object({ current: z.string(), keys: z.record(z.string(), z.string()) }),
});

/** Everything secret of this installation. */
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * Reads `secrets.json`, or makes it on the first start. It must outlive every start: the vault's contents and the admin
 * key in the database belong to it.
 * @throws UpProblem when the file is damaged
 */
export function keepSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const secrets = makeSecrets();
  writePrivate(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

function readSecrets(file: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'errno' in cause) throw cause;
    throw new UpProblem(
      `${file} is damaged, and what the database holds cannot be opened without it.\n` +
        'Remedy: restore the file, or move the whole folder away to begin anew',
      cause,
    );
  }
}

function makeSecrets(): Secrets {
  const mark = randomBytes(4).toString('hex');
  const loginOf = (kind: LoginKind): Login => ({
    name: `aftercall_${mark}_${kind.toLowerCase()}`,
    password: randomBytes(24).toString('base64url'),
  });
  const keys = {
    registry: generateServiceKey('registry'),
    executor: generateServiceKey('executor'),
    vault: generateServiceKey('vault'),
  };
  return {
    adminKey: `ac_live_${randomBytes(32).toString('base64url')}`,
    targetToken: randomBytes(24).toString('base64url'),
    logins: {
      registry: loginOf('registry'),
      executor: loginOf('executor'),
      vault: loginOf('vault'),
      ledgerReader: loginOf('ledgerReader'),
    },
    serviceKeys: {
      registry: keys.registry.privateKey,
      executor: keys.executor.privateKey,
      vault: keys.vault.privateKey,
    },
    trustedKeys: { keys: Object.values(keys).map(({ publicKey }) => ({ ...publicKey })) },
    vaultKeys: { current: `local-${mark}`, keys: { [`local-${mark}`]: randomBytes(32).toString('base64') } },
  };
}
