/** What `parseOrigin` makes of a text: the canonical origin, or how to mend it (without repeating the text). */
export type OriginReading = { readonly origin: string } | { readonly problem: string };

const example = 'write scheme, host and, if needed, port, for example "https://desk.example"';

/**
 * Reads `scheme "://" host [":" port]`. Only http and https; a default port is dropped and the host is lower case and
 * ASCII (punycode), so that equal origins are equal texts. Anything more than an origin is refused rather than cut off:
 * who writes a path believes that the secret is bound to it.
 */
export function parseOrigin(text: string): OriginReading {
  if (text.length > 300) return { problem: `is longer than 300 characters; ${example}` };
  const written = /^([a-z][a-z0-9+.-]*):\/\/([^/\\?#\s]+)(.*)$/is.exec(text);
  if (!written) return { problem: `is not an origin; ${example}` };
  const [, scheme = '', authority = '', rest = ''] = written;
  if (!/^https?$/i.test(scheme)) return { problem: 'must begin with https:// or http://' };
  return fromAuthority(scheme, authority, rest);
}

function fromAuthority(scheme: string, authority: string, rest: string): OriginReading {
  if (authority.includes('@')) return { problem: `must not hold a user name or password; ${example}` };
  if (authority.includes('*')) return { problem: 'must name one host; give each host its own origin instead of "*"' };
  const url = URL.parse(`${scheme}://${authority}`);
  if (!url || !/^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(url.hostname))
    return { problem: `has no legal host; ${example}` };
  if (rest === '') return { origin: url.origin };
  return { problem: `must end after the host and port: no path, query or fragment; write "${url.origin}"` };
}
