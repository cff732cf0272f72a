import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding, type StaticFile } from './static-files.ts';

const NONCE_BYTES = 18;

/** Sends a file as it is, compressed as the client can, or 304 when the client has it. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, cacheControl }: { file: StaticFile; cacheControl: string },
): Promise<FastifyReply> {
  const encoding = file.isCompressible ? chooseEncoding(request.headers['accept-encoding']) : 'identity';
  const etag = file.etag(encoding);
  void reply.headers({
    etag,
    'cache-control': cacheControl,
    ...(file.isCompressible ? { vary: 'Accept-Encoding' } : {}),
  });
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  return reply.type(file.type).send(await file.body(encoding));
}

function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Sends a page that may run our own scripts and styles. Never from a cache: its nonce is good for this one answer. */
export async function sendPage(
  reply: FastifyReply,
  { html, policy }: { html: (nonce: string) => string; policy: (nonce: string) => string },
): Promise<FastifyReply> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return reply
    .headers({ 'content-security-policy': policy(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(html(nonce));
}

/** Nothing from elsewhere, nothing inline but what carries the nonce, and no page may frame us. */
export function pagePolicy(
  nonce: string,
  socketOrigin: string,
  changes: Readonly<Record<string, string>> = {},
): string {
  const directives = {
    'default-src': `'none'`,
    'script-src': `'self' 'nonce-${nonce}'`,
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': `'self' data:`,
    'font-src': `'self'`,
    'connect-src': `'self' ${socketOrigin}`,
    'manifest-src': `'self'`,
    'worker-src': `'self'`,
    'base-uri': `'none'`,
    'form-action': `'self'`,
    'frame-ancestors': `'none'`,
    ...changes,
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
