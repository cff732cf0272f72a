import type { ApiRequestConfig } from '@aftercall/flow-model';
import { joinUrl } from '../url/split-url.ts';

/** The kind of credentials that a request is sent with, as far as it shows on a command line. */
export interface CurlCredentials {
  readonly kind: string;
}

/** A request as a curl command, templates as they stand; secrets are variables of the shell. */
export function writeCurl(config: ApiRequestConfig, credentials?: CurlCredentials): string {
  const lines = [
    `curl --request ${config.method} ${quoted(joinUrl(config.url, config.query))}`,
    ...credentialLines(credentials),
    ...config.headers
      .filter(({ name }) => name !== '')
      .map(({ name, value }) => `--header ${quoted(`${name}: ${value}`)}`),
    ...bodyLines(config.body, config.headers),
    `--max-time ${String(config.timeoutMs / 1000)}`,
  ];
  return lines.join(' \\\n  ');
}

function credentialLines(credentials: CurlCredentials | undefined): string[] {
  switch (credentials?.kind) {
    case undefined:
      return [];
    case 'BASIC':
      return ['--user "$USERNAME:$PASSWORD"'];
    case 'MTLS':
      return ['--cert "$CLIENT_CERT" --key "$CLIENT_KEY"'];
    case 'API_KEY':
      return ['--header "X-Api-Key: $API_KEY"'];
    default:
      return ['--header "Authorization: Bearer $TOKEN"'];
  }
}

function bodyLines(body: ApiRequestConfig['body'], headers: ApiRequestConfig['headers']): string[] {
  if (body === undefined || body === null) return [];
  const isSaid = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  const type = (text: string): string[] => (isSaid ? [] : [`--header ${quoted(`Content-Type: ${text}`)}`]);
  switch (body.type) {
    case 'json':
      return [...type('application/json'), `--data-raw ${quoted(JSON.stringify(body.json ?? null))}`];
    case 'form':
      return body.form.map(({ name, value }) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
    case 'raw':
      return [...type(body.contentType), `--data-raw ${quoted(body.raw)}`];
    default:
      return body satisfies never;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
