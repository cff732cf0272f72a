import type { ConfigError } from '@aftercall/service-runtime';
import { generateServiceKey } from '@aftercall/service-runtime';
import { readConfig } from './config.ts';

const registry = generateServiceKey('registry');
const good = {
  DATABASE_URL: 'postgres://registry:pw@db/aftercall',
  LEDGER_DATABASE_URL: 'postgresql://reader:pw@db/aftercall',
  VAULT_URL: 'http://vault:4020',
  EXECUTOR_URL: 'http://executor:4010',
  SERVICE_PRIVATE_KEY: registry.privateKey,
  SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [registry.publicKey] }),
};

describe('the configuration', () => {
  it('needs six settings, and has defaults for the rest', () => {
    const config = readConfig(good);
    expect(config).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 4000,
      OPS_PORT: 4001,
      LOG_LEVEL: 'info',
      INTROSPECTION: true,
    });
    expect(config.BOOTSTRAP_ADMIN_KEY).toBeUndefined();
    expect(readConfig({ ...good, INTROSPECTION: 'false' }).INTROSPECTION).toBe(false);
  });

  it('is refused with every problem at once, and with no secret in the words', () => {
    const secret = 's3cret value that has spaces in it';
    const bad = {
      ...good,
      DATABASE_URL: `mysql://${secret}`,
      VAULT_URL: 'vault',
      SERVICE_PRIVATE_KEY: secret,
      SERVICE_TRUSTED_KEYS: '{}',
      BOOTSTRAP_ADMIN_KEY: secret,
      PORT: 'x',
      INTROSPECTION: 'maybe',
    };
    let problems: readonly { name: string; problem: string }[] = [];
    try {
      readConfig(bad);
    } catch (error) {
      problems = (error as ConfigError).problems;
    }
    expect(problems.map((one) => one.name).sort()).toEqual([
      'BOOTSTRAP_ADMIN_KEY',
      'DATABASE_URL',
      'INTROSPECTION',
      'PORT',
      'SERVICE_PRIVATE_KEY',
      'SERVICE_TRUSTED_KEYS',
      'VAULT_URL',
    ]);
    expect(JSON.stringify(problems)).not.toContain('s3cret');
  });
});
