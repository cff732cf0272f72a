import type { Scope } from './scope.ts';
import { compileTemplate, mustCompile, renderText, type Template } from './template.ts';

/** RFC 9110 `token`: what a header's name may hold. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Set by whoever sends: the connection's own, and what would let an author speak for another host or proxy. */
const NOT_ALLOWED =
  /^(?:host|content-length|connection|transfer-encoding|keep-alive|te|trailer|upgrade|expect|http2-settings|proxy-.*)$/i;

/** Whether HTTP can carry a header of that name; an answer may have any of them. */
export function isHeaderName(name: string): boolean {
  return TOKEN.test(name);
}

/** Why an author may not set this header; undefined when it is fine. */
export function findHeaderNameProblem(name: string): string | undefined {
  if (!isHeaderName(name)) return 'is not a header name: use letters, digits and hyphens';
  return NOT_ALLOWED.test(name) ? 'is set by the sender: remove it' : undefined;
}

/** The lines in order, or which of them cannot be sent. */
export type HeadersRendering = { ok: true; headers: [string, string][] } | { ok: false; message: string };
/** Headers that wait for their values. */
export type HeadersPlan = (scope: Scope) => HeadersRendering;

/** Header lines compiled. A value with a line break or another control character is refused: it could begin a header of its own. */
export function compileHeaders(rows: readonly { name: string; value: string }[]): HeadersPlan {
  const templates = rows.map(({ name, value }): [string, Template] => [name, mustCompile(compileTemplate(value))]);
  return (scope) => {
    const headers = templates.map(([name, value]): [string, string] => [name, renderText(value, scope).trim()]);
    const bad = headers.find(([, value]) => !isFieldValue(value));
    if (bad === undefined) return { ok: true, headers };
    const message = `The header ${bad[0]} cannot be sent: its value holds a line break or a character that headers do not carry.`;
    return { ok: false, message };
  };
}

/** Tab, blank, visible ASCII and Latin-1: all that goes over the wire unchanged. */
function isFieldValue(value: string): boolean {
  return /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}
