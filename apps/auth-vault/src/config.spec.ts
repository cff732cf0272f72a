import { inspect } from 'node:util';
import { ConfigError, describeConfig, generateServiceKey } from '@aftercall/service-runtime';
import { readConfig, vaultConfig } from './config.ts';

const kek = Buffer.alloc(32, 7).toString('base64');
const executorKey = generateServiceKey('executor');
const environment = {
  DATABASE_URL: 'postgres://vault:hunter2@127.0.0.1/aftercall',
  SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [executorKey.publicKey] }),
  VAULT_KEK_CURRENT: 'k1',
  VAULT_KEK_KEYS: JSON.stringify({ k1: kek }),
};

function problemsOf(change: Record<string, string | undefined>): string[] {
  try {
    readConfig({ ...environment, ...change });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const secret of ['hunter2', kek]) expect(inspect(error)).not.toContain(secret);
    return error.problems.map(({ name, problem }) => `${name} ${problem}`);
  }
}

describe('the configuration of the vault', () => {
  it('needs four variables and has defaults for the others', () => {
    expect(readConfig(environment)).toMatchObject({
      PORT: 4020,
      HOST: '127.0.0.1',
      OPS_PORT: 4021,
      CREDENTIAL_LIFETIME_MS: 300_000,
      LOG_LEVEL: 'info',
    });
    const required = describeConfig(vaultConfig).filter((row) => row.required);
    expect(required.map(({ name }) => name)).toEqual(Object.keys(environment));
    expect(required.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['DATABASE_URL', 'VAULT_KEK_KEYS']);
  });

  it('prints no secret', () => {
    const printed = inspect(readConfig(environment), { depth: 10, showHidden: true });
    expect(printed).not.toMatch(/hunter2|07 07/);
    expect(printed).not.toContain(kek);
  });

  it('is refused with all its problems at once', () => {
    expect(
      problemsOf({ DATABASE_URL: '', SERVICE_TRUSTED_KEYS: '{"keys":[]}', VAULT_KEK_KEYS: kek, PORT: 'http' }),
    ).toEqual([
      expect.stringMatching(/^DATABASE_URL is required/),
      expect.stringMatching(/^SERVICE_TRUSTED_KEYS cannot be used: the trusted keys are no/),
      expect.stringMatching(/^VAULT_KEK_KEYS must be JSON/),
      expect.stringMatching(/^PORT must be a port number/),
    ]);
  });

  it('is refused when the current key is not among the keys', () => {
    expect(problemsOf({ VAULT_KEK_CURRENT: 'k2' })).toEqual([
      'VAULT_KEK_CURRENT names a key that VAULT_KEK_KEYS does not hold',
    ]);
  });

  it('is refused when a private key stands among the trusted ones', () => {
    const leaked = JSON.stringify({ keys: [JSON.parse(executorKey.privateKey)] });
    expect(problemsOf({ SERVICE_TRUSTED_KEYS: leaked })).toEqual([
      expect.stringContaining('a private key stands among'),
    ]);
  });
});
