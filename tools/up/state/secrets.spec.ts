import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceTokenSigner, ServiceTokenVerifier } from '@aftercall/service-runtime';
import { keepSecrets } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftercall-secrets-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('keepSecrets', () => {
  it('makes them once and keeps them, for their owner only', () => {
    const first = keepSecrets(folder);
    expect(keepSecrets(folder)).toEqual(first);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(first.adminKey).toMatch(/^ac_live_[\w-]{43}$/);
    expect(Buffer.from(first.vaultKeys.keys[first.vaultKeys.current] ?? '', 'base64')).toHaveLength(32);
  });

  it('makes other ones for another installation', () => {
    const first = keepSecrets(folder);
    rmSync(join(folder, 'secrets.json'));
    const other = keepSecrets(folder);
    expect(other.adminKey).not.toBe(first.adminKey);
    expect(other.logins.executor.name).not.toBe(first.logins.executor.name);
  });

  it('makes service keys that the services trust', async () => {
    const { serviceKeys, trustedKeys } = keepSecrets(folder);
    const verifier = new ServiceTokenVerifier({ trustedKeys: JSON.stringify(trustedKeys), audience: 'vault' });
    const signer = new ServiceTokenSigner({ privateKey: serviceKeys.executor });
    const token = await signer.sign({ audience: 'vault', workspace: 'default' });
    expect(await verifier.verify(token)).toEqual({ service: 'executor', workspace: 'default' });
  });

  it('refuses a damaged file rather than lose what it opens', () => {
    writeFileSync(join(folder, 'secrets.json'), '{"adminKey":');
    expect(() => keepSecrets(folder)).toThrow(/is damaged.*\nRemedy: restore the file/);
  });
});
