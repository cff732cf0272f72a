const WORDS: Readonly<Record<string, string>> = {
  API_KEY: 'API key',
  BASIC: 'Basic',
  BEARER: 'Bearer',
  MTLS: 'mTLS',
  OAUTH2_CLIENT_CREDENTIALS: 'OAuth 2.0',
  OAUTH2_REFRESH_TOKEN: 'OAuth 2.0',
  JWT_BEARER: 'JWT bearer',
  HMAC: 'HMAC',
  AWS_SIGV4: 'AWS SigV4',
  LOGIN_CALL: 'Login call',
};

/** A kind of auth profile as its badge says it; one that this release does not know, by its own name. */
export function profileKindWord(kind: string): string {
  return WORDS[kind] ?? kind.toLowerCase().replaceAll('_', ' ');
}
