export { closedBecause } from './address-rules.ts';
export { parseEgressAllow } from './egress-allow.ts';
export type { EgressAllow } from './egress-allow.ts';
export type { CertificateFacts, EgressFacts, ExchangePhase, Observed, TlsFacts } from './observed.ts';
export type { SafeRequest } from './request.ts';
export type { Answered, NoAnswer, NotSent, SafeOutcome } from './response.ts';
export { createSafeClient } from './http/undici-client.ts';
export type { SafeClientOptions, SafeHttpClient } from './http/undici-client.ts';
