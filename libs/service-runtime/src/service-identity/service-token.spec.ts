import { SignJWT } from 'jose';
import { isFault } from '../faults/define-faults.ts';
import { systemClock } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';
import { readPrivateKey } from './read-keys.ts';
import { generateServiceKey } from './service-key.ts';
import type { ServiceName } from './service-token.ts';
import { ServiceTokenSigner } from './sign-service-token.ts';
import { ServiceTokenVerifier } from './verify-service-token.ts';

const executor = generateServiceKey('executor');
const registry = generateServiceKey('registry');
const trustedKeys = JSON.stringify({ keys: [executor.publicKey, registry.publicKey] });
const signer = new ServiceTokenSigner({ privateKey: executor.privateKey });
const verifier = new ServiceTokenVerifier({ trustedKeys, audience: 'vault' });

/** A token as a thief or an impostor might make it: any claim, any header, with the executor's key. */
function forged(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  const { key, kid } = readPrivateKey(executor.privateKey);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: 'executor', aud: 'vault', iat: now, exp: now + 60, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid, ...header })
    .sign(key);
}

describe('a service token', () => {
  it('says which service asks, and for which workspace', async () => {
    expect(await verifier.verify(await signer.sign({ audience: 'vault', workspace: 'acme' }))).toEqual({
      service: 'executor',
      workspace: 'acme',
    });
    expect(await verifier.verify(await signer.sign({ audience: 'vault' }))).toEqual({ service: 'executor' });
    expect(await verifier.verify(await forged({}))).toEqual({ service: 'executor' });
  });

  it('is worthless at another service', async () => {
    expect(await verifier.verify(await signer.sign({ audience: 'registry' }))).toBeUndefined();
  });

  it.each([
    [65, undefined],
    [64, { service: 'executor' }],
    [-6, undefined],
    [-5, { service: 'executor' }],
  ])('verified %d s after it was made gives %p', async (seconds, caller) => {
    const made = Date.UTC(2026, 10, 20, 9);
    const at = (milliseconds: number): Clock => ({ ...systemClock, now: () => new Date(milliseconds) });
    const token = await new ServiceTokenSigner({ privateKey: executor.privateKey, clock: at(made) }).sign({
      audience: 'vault',
    });
    const later = new ServiceTokenVerifier({ trustedKeys, audience: 'vault', clock: at(made + seconds * 1000) });
    expect(await later.verify(token)).toEqual(caller);
  });

  it.each<[string, Record<string, unknown>]>([
    ['claims to come from another service', { iss: 'registry' }],
    ['gives itself an hour', { iat: Math.floor(Date.now() / 1000) - 120, exp: Math.floor(Date.now() / 1000) + 3600 }],
    ['never ends', { exp: undefined }],
    ['was never issued', { iat: undefined }],
    ['names its workspace in another type', { workspace: ['acme'] }],
    ['names an empty workspace', { workspace: '' }],
  ])('is refused when it %s', async (_, claims) => {
    expect(await verifier.verify(await forged(claims))).toBeUndefined();
  });

  it("is refused under another service's key id, an unknown one, or none", async () => {
    for (const kid of [registry.publicKey.kid, 'unknown', undefined]) {
      expect(await verifier.verify(await forged({}, { kid }))).toBeUndefined();
    }
  });

  it.each(['', 'x', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', '..', '{}'])('is no token: %p', async (text) => {
    expect(await verifier.verify(text)).toBeUndefined();
  });

  it('is refused with one character changed', async () => {
    const [header, payload, signature] = (await signer.sign({ audience: 'vault' })).split('.');
    const changed = Buffer.from(payload!, 'base64url').toString().replace('executor', 'registry');
    const token = [header, Buffer.from(changed).toString('base64url'), signature].join('.');
    expect(await verifier.verify(token)).toBeUndefined();
  });

  it('is refused when it is unsigned', async () => {
    const [, payload] = (await forged({})).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: executor.publicKey.kid })).toString('base64url');
    expect(await verifier.verify(`${header}.${payload!}.`)).toBeUndefined();
  });

  it('verifies with the former and the new key of one service while keys are rotated', async () => {
    const next = generateServiceKey('executor');
    const both = JSON.stringify({ keys: [executor.publicKey, next.publicKey] });
    const rotating = new ServiceTokenVerifier({ trustedKeys: both, audience: 'vault' });
    for (const { privateKey } of [executor, next]) {
      const token = await new ServiceTokenSigner({ privateKey }).sign({ audience: 'vault' });
      expect(await rotating.verify(token)).toEqual({ service: 'executor' });
    }
  });
});

describe('keys that cannot be used', () => {
  const secretPart = JSON.parse(executor.privateKey).d as string;
  const refusal = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      if (isFault(error)) return `${error.code} ${JSON.stringify(error.facts)}`;
      throw error;
    }
    throw new Error('accepted');
  };

  it.each<[string, string]>([
    ['no JSON', 'nonsense'],
    ['no list', '[]'],
    ['an empty list', '{"keys":[]}'],
    ['a private key in it', JSON.stringify({ keys: [JSON.parse(executor.privateKey)] })],
    [
      'a key id twice',
      JSON.stringify({ keys: [executor.publicKey, { ...registry.publicKey, kid: executor.publicKey.kid }] }),
    ],
    ['an unknown service', JSON.stringify({ keys: [{ ...executor.publicKey, service: 'studio' }] })],
    ['a broken key', JSON.stringify({ keys: [{ ...executor.publicKey, x: 'AAAA' }] })],
  ])('are refused as trusted keys: %s', (_, json) => {
    const text = refusal(() => new ServiceTokenVerifier({ trustedKeys: json, audience: 'vault' }));
    expect(text).toMatch(/^SERVICE_KEY_UNUSABLE/);
    expect(text).not.toContain(secretPart);
  });

  it.each<[string, string]>([
    ['no JSON', 'nonsense'],
    ['a public key', JSON.stringify(executor.publicKey)],
    ['a service of its own invention', JSON.stringify({ ...JSON.parse(executor.privateKey), service: 'root' })],
  ])('are refused as private key: %s', (_, json) => {
    expect(refusal(() => new ServiceTokenSigner({ privateKey: json }))).toMatch(/^SERVICE_KEY_UNUSABLE/);
  });

  it('belong to the service that they were made for', () => {
    for (const service of ['registry', 'executor', 'vault'] satisfies ServiceName[]) {
      const { publicKey, privateKey } = generateServiceKey(service);
      expect(publicKey).toMatchObject({ service, kid: expect.stringMatching(`^${service}-`) });
      expect(publicKey).not.toHaveProperty('d');
      expect(JSON.parse(privateKey)).toMatchObject(publicKey);
    }
  });
});
