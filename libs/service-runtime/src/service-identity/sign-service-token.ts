import { SignJWT } from 'jose';
import { systemClock } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';
import { readPrivateKey } from './read-keys.ts';
import type { ServiceKey } from './read-keys.ts';
import { tokenAlgorithm, tokenLifetimeSeconds } from './service-token.ts';
import type { ServiceName } from './service-token.ts';

/** What a token is for. */
export interface TokenPurpose {
  /** The service that is asked: a token for one is worthless at another. */
  readonly audience: ServiceName;
  readonly workspace?: string;
}

/** Signs this service's own requests to other services. */
export class ServiceTokenSigner {
  readonly #key: ServiceKey;
  readonly #clock: Clock;

  /** @throws Fault SERVICE_KEY_UNUSABLE */
  constructor({ privateKey, clock = systemClock }: { privateKey: string; clock?: Clock }) {
    this.#key = readPrivateKey(privateKey);
    this.#clock = clock;
  }

  /** A token for one request: it ends after a minute. */
  sign({ audience, workspace }: TokenPurpose): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now().getTime() / 1000);
    return new SignJWT(workspace === undefined ? {} : { workspace })
      .setProtectedHeader({ alg: tokenAlgorithm, kid: this.#key.kid, typ: 'JWT' })
      .setIssuer(this.#key.service)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + tokenLifetimeSeconds)
      .sign(this.#key.key);
  }
}
