import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { fault } from '../faults/runtime-faults.ts';
import type { ServiceName } from './service-token.ts';

const shared = {
  kid: z.string().min(1),
  service: z.enum(['registry', 'executor', 'vault']),
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().min(1),
};
const privateJwk = z.object({ ...shared, d: z.string().min(1) });
const trustedJwks = z.object({ keys: z.array(z.looseObject(shared)).min(1) });

/** A key that was read, with the one service that it speaks for. */
export interface ServiceKey {
  readonly kid: string;
  readonly service: ServiceName;
  readonly key: KeyObject;
}

/**
 * Reads `SERVICE_PRIVATE_KEY`.
 *
 * @throws Fault SERVICE_KEY_UNUSABLE, never with a part of the key
 */
export function readPrivateKey(json: string): ServiceKey {
  const jwk = privateJwk.safeParse(parsed(json));
  if (!jwk.success) throw unusable('the private key is no Ed25519 JWK with kid, service and d');
  const { kid, service, kty, crv, x, d } = jwk.data;
  const key = imported(kid, () => createPrivateKey({ format: 'jwk', key: { kty, crv, x, d } }));
  return { kid, service, key };
}

/**
 * Reads `SERVICE_TRUSTED_KEYS`, by key id. A private key among them, or a key id that stands twice, is refused: the
 * first is a leak, the second would let one service speak for another.
 *
 * @throws Fault SERVICE_KEY_UNUSABLE
 */
export function readTrustedKeys(json: string): ReadonlyMap<string, ServiceKey> {
  const jwks = trustedJwks.safeParse(parsed(json));
  if (!jwks.success) throw unusable('the trusted keys are no {"keys": […]} of Ed25519 JWKs with kid and service');
  const keys = new Map<string, ServiceKey>();
  for (const jwk of jwks.data.keys) {
    const { kid, service, kty, crv, x } = jwk;
    if ('d' in jwk) throw unusable('a private key stands among the trusted keys: replace it', kid);
    if (keys.has(kid)) throw unusable('a key id stands twice among the trusted keys', kid);
    keys.set(kid, { kid, service, key: imported(kid, () => createPublicKey({ format: 'jwk', key: { kty, crv, x } })) });
  }
  return keys;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function imported(kid: string, read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw unusable('the coordinates are not those of an Ed25519 key', kid);
  }
}

function unusable(problem: string, kid?: string): Error {
  return fault('SERVICE_KEY_UNUSABLE', { problem, kid });
}
