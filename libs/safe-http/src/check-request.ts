import type { SafeRequest } from './request.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** They decide where a message goes or where it ends: set by a flow, they smuggle a second request into the first. */
const ownHeaders = new Set([
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/**
 * Reads the URL once, so that what was checked is what is called, and refuses what can or may not be sent. Messages
 * repeat nothing of the URL but its scheme: it may hold a key.
 */
export function checkRequest(request: SafeRequest): { readonly url: URL } | { readonly problem: string } {
  const { method, headers } = request;
  const url = URL.parse(request.url);
  if (url === null) return { problem: 'the URL is not an absolute URL' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { problem: `the URL has the scheme ${url.protocol}, not http: or https:` };
  }
  if (url.username !== '' || url.password !== '') return { problem: 'the URL holds credentials: use an auth profile' };
  if (!methods.has(method)) return { problem: 'the method is not one of GET HEAD POST PUT PATCH DELETE OPTIONS' };
  const own = headers.find(([name]) => isOwnHeader(name));
  if (own !== undefined) return { problem: `the header ${own[0]} is set by the client alone` };
  return { url };
}

function isOwnHeader(written: string): boolean {
  const name = written.toLowerCase();
  return ownHeaders.has(name) || name.startsWith('proxy-');
}
