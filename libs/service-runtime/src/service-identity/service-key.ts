import { createHash, generateKeyPairSync } from 'node:crypto';
import type { ServiceName, TrustedKey } from './service-token.ts';

/** A new key pair: the private half is `SERVICE_PRIVATE_KEY`, the public half goes into `SERVICE_TRUSTED_KEYS`. */
export interface ServiceKeyPair {
  /** JWK as JSON, with `kid` and `service`. A secret. */
  readonly privateKey: string;
  readonly publicKey: TrustedKey;
}

/** Makes a key pair for one service. The key id is the service's name and the start of the RFC 7638 thumbprint. */
export function generateServiceKey(service: ServiceName): ServiceKeyPair {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('an Ed25519 key was exported without its coordinates');
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }));
  const kid = `${service}-${thumbprint.digest('base64url').slice(0, 12)}`;
  const publicKey = { kid, service, kty: 'OKP', crv: 'Ed25519', x } as const;
  return { privateKey: JSON.stringify({ ...publicKey, d }), publicKey };
}
