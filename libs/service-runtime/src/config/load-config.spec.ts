import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { z } from 'zod';
import { describeConfig } from './describe-config.ts';
import { ConfigError, loadConfig } from './load-config.ts';
import type { Environment } from './load-config.ts';
import { Secret } from './secret.ts';
import { bytes, hostList, logLevel, ms, port, secret, url } from './units.ts';

const schema = z.object({
  DATABASE_URL: secret.describe('where rows live'),
  SIGNING_KEY: secret.optional().describe('signs things'),
  BROKERS: hostList.optional().describe('host:port, comma separated'),
  PORT: port.default(4010).describe('HTTP'),
  TIMEOUT_MS: ms.default(10_000).describe('whole request'),
  BODY_BYTES: bytes.default(1024).describe('largest body'),
  REGISTRY_URL: url.describe('where the registry answers'),
  LOG_LEVEL: logLevel.describe('how much'),
});
const good = { DATABASE_URL: 'postgres://u:p@h/d', REGISTRY_URL: 'http://127.0.0.1:4000' };

function problemsOf(environment: Environment): readonly unknown[] {
  try {
    loadConfig(schema, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('loadConfig', () => {
  it('fills in defaults, reads units and freezes the result', () => {
    const config = loadConfig(schema, {
      ...good,
      BROKERS: 'a:9092, [::1]:9093',
      TIMEOUT_MS: '2m',
      BODY_BYTES: '10MiB',
      UNRELATED: 'x',
    });
    expect(config).toEqual({
      DATABASE_URL: new Secret('postgres://u:p@h/d'),
      BROKERS: ['a:9092', '[::1]:9093'],
      PORT: 4010,
      TIMEOUT_MS: 120_000,
      BODY_BYTES: 10_485_760,
      REGISTRY_URL: 'http://127.0.0.1:4000',
      LOG_LEVEL: 'info',
    });
    expect(config.DATABASE_URL.reveal()).toBe('postgres://u:p@h/d');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports every problem at once, by name and with the remedy', () => {
    expect(problemsOf({ PORT: '70000', TIMEOUT_MS: 'soon', BROKERS: 'a:9092,b', LOG_LEVEL: 'loud' })).toEqual([
      { name: 'DATABASE_URL', problem: 'is required (or DATABASE_URL_FILE), and is not set' },
      { name: 'BROKERS', problem: 'has the entry "b", which is not host:port' },
      { name: 'PORT', problem: 'must be a port number from 0 to 65535' },
      { name: 'TIMEOUT_MS', problem: 'must be milliseconds (10000) or a duration (500ms, 30s, 2m, 2h)' },
      { name: 'REGISTRY_URL', problem: 'is required, and is not set' },
      { name: 'LOG_LEVEL', problem: expect.stringContaining('"debug"|"info"|"warn"|"error"') },
    ]);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig(schema, { ...good, PORT: '', BROKERS: '' })).toMatchObject({ PORT: 4010 });
    expect(problemsOf({ ...good, DATABASE_URL: '' })).toHaveLength(1);
  });

  it.each(['http://user:pass@registry', 'ftp://registry', 'registry:4000', 'http://registry?x=1', '/registry'])(
    'refuses %s as a URL',
    (text) => expect(problemsOf({ ...good, REGISTRY_URL: text })).toHaveLength(1),
  );

  it('drops the slash at the end of a URL and keeps its path', () => {
    expect(loadConfig(schema, { ...good, REGISTRY_URL: 'https://R.example/base/' }).REGISTRY_URL).toBe(
      'https://r.example/base',
    );
  });

  describe('with a secret in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'load-config-'));
    const file = join(folder, 'dsn');
    beforeAll(() => writeFileSync(file, 'postgres://from/file\n'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const { REGISTRY_URL } = good;

    it('reads it without its last line break', () => {
      const config = loadConfig(schema, { REGISTRY_URL, DATABASE_URL_FILE: file });
      expect(config.DATABASE_URL.reveal()).toBe('postgres://from/file');
    });

    it('refuses a file and a value side by side', () => {
      const problem = 'is set twice: keep DATABASE_URL or DATABASE_URL_FILE';
      expect(problemsOf({ ...good, DATABASE_URL_FILE: file })).toEqual([{ name: 'DATABASE_URL', problem }]);
    });

    it('names a file that cannot be read, also for an optional secret', () => {
      const missing = join(folder, 'missing');
      const problem = `cannot be read from the file that SIGNING_KEY_FILE names, ${missing} (ENOENT)`;
      expect(problemsOf({ ...good, SIGNING_KEY_FILE: missing })).toEqual([{ name: 'SIGNING_KEY', problem }]);
    });

    it('reads no file for what is no secret', () => {
      expect(problemsOf({ DATABASE_URL: 'x', REGISTRY_URL_FILE: file })).toHaveLength(1);
    });
  });
});

describe('describeConfig', () => {
  it('gives each variable its row', () => {
    expect(describeConfig(schema)).toEqual(
      [
        ['DATABASE_URL', undefined, true, true, 'where rows live'],
        ['SIGNING_KEY', undefined, false, true, 'signs things'],
        ['BROKERS', undefined, false, false, 'host:port, comma separated'],
        ['PORT', '4010', false, false, 'HTTP'],
        ['TIMEOUT_MS', '10000', false, false, 'whole request'],
        ['BODY_BYTES', '1024', false, false, 'largest body'],
        ['REGISTRY_URL', undefined, true, false, 'where the registry answers'],
        ['LOG_LEVEL', 'info', false, false, 'how much'],
      ].map(([name, byDefault, required, isSecret, description]) => ({
        name,
        default: byDefault,
        required,
        secret: isSecret,
        description,
      })),
    );
  });

  it('finds what is said inside a wrapper', () => {
    const wrapped = z.object({ KEY: secret.describe('inner').optional() });
    expect(describeConfig(wrapped)).toMatchObject([{ secret: true, required: false, description: 'inner' }]);
  });
});

describe('Secret', () => {
  it('prints as [secret] everywhere', () => {
    const hidden = new Secret('hunter2');
    expect([String(hidden), JSON.stringify({ hidden }), inspect({ hidden }), inspect(hidden)].join(' ')).toBe(
      '[secret] {"hidden":"[secret]"} { hidden: [secret] } [secret]',
    );
  });
});
