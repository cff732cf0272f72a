/** The services that call each other, by the names in their tokens. */
export type ServiceName = 'registry' | 'executor' | 'vault';

/** Who asks, as a verified token says: which service, and for which workspace when the request is about one. */
export interface ServiceCaller {
  readonly service: ServiceName;
  readonly workspace?: string;
}

/**
 * A public Ed25519 key in the list of trusted keys (RFC 8037), with the one service that may sign with it. Keys are
 * rotated by trusting two of one service for a while.
 */
export interface TrustedKey {
  readonly kid: string;
  readonly service: ServiceName;
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

/** The signature algorithm's name in a token's header (RFC 8037 section 3.1). */
export const tokenAlgorithm = 'EdDSA';

/** Long enough for a request and its queueing, short enough that a logged token is soon worthless. */
export const tokenLifetimeSeconds = 60;

/** How far the clocks of two hosts may differ. */
export const clockToleranceSeconds = 5;
