import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { systemClock } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';
import { readTrustedKeys } from './read-keys.ts';
import type { ServiceKey } from './read-keys.ts';
import { clockToleranceSeconds, tokenAlgorithm, tokenLifetimeSeconds } from './service-token.ts';
import type { ServiceCaller, ServiceName } from './service-token.ts';

/** Says which service sent a request, or that nobody trusted did. */
export class ServiceTokenVerifier {
  readonly #keys: ReadonlyMap<string, ServiceKey>;
  readonly #audience: ServiceName;
  readonly #clock: Clock;

  /**
   * @param options - `trustedKeys` is the JSON of `SERVICE_TRUSTED_KEYS`, `audience` the service that is asked
   * @throws Fault SERVICE_KEY_UNUSABLE
   */
  constructor(options: { trustedKeys: string; audience: ServiceName; clock?: Clock }) {
    this.#keys = readTrustedKeys(options.trustedKeys);
    this.#audience = options.audience;
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Undefined for every token that is not good, without a reason: a caller must not learn which part was wrong. The
   * issuer must be the service to which the key belongs, whatever the token claims.
   */
  async verify(token: string): Promise<ServiceCaller | undefined> {
    const key = this.#keys.get(keyIdOf(token) ?? '');
    if (key === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, key.key, {
        algorithms: [tokenAlgorithm],
        issuer: key.service,
        audience: this.#audience,
        requiredClaims: ['exp', 'iat'],
        maxTokenAge: tokenLifetimeSeconds,
        clockTolerance: clockToleranceSeconds,
        currentDate: this.#clock.now(),
      });
      return callerOf(key.service, payload['workspace']);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

function callerOf(service: ServiceName, workspace: unknown): ServiceCaller | undefined {
  if (workspace === undefined) return { service };
  return typeof workspace === 'string' && workspace !== '' ? { service, workspace } : undefined;
}
