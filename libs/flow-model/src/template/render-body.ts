import type { Json } from '../document/json.ts';
import { isDeeperThan, MAX_JSON_DEPTH } from '../document/json.ts';
import type { RequestBody } from '../document/nodes/api-request.ts';
import type { RenderedRequest } from './exchange.ts';
import type { Scope } from './scope.ts';
import { compileTemplate, compileTree, mustCompile, renderText } from './template.ts';

/** As much as an answer may have: a transcript of hours fits many times over. */
const MAX_BODY_LENGTH = 10_000_000;

/** The body, or why the values of this scope give none. */
export type BodyRendering = { ok: true; body: NonNullable<RenderedRequest['body']> } | { ok: false; message: string };
/** A body that waits for its values. */
export type BodyPlan = (scope: Scope) => BodyRendering;

/** The body's compiled form. A value never breaks out of its place: JSON and forms are encoded after the values are in. */
export function compileBody(body: RequestBody): BodyPlan {
  switch (body.type) {
    case 'json':
      return compileJsonBody(body.json ?? null);
    case 'form':
      return compileFormBody(body.form);
    case 'raw':
      return compileRawBody(body);
    default:
      return body satisfies never;
  }
}

function compileJsonBody(json: Json): BodyPlan {
  const tree = compileTree(json);
  return (scope) => {
    const value = tree(scope);
    if (isDeeperThan(value, MAX_JSON_DEPTH)) {
      return { ok: false, message: `The body is nested deeper than ${String(MAX_JSON_DEPTH)} levels.` };
    }
    // Measured before it is written out: a value may stand in a body many times.
    if (lengthOf(value, MAX_BODY_LENGTH) > MAX_BODY_LENGTH) return tooLong();
    return bounded('application/json', JSON.stringify(value));
  };
}

function compileFormBody(fields: readonly { name: string; value: string }[]): BodyPlan {
  const templates = fields.map(({ name, value }) => [name, mustCompile(compileTemplate(value))] as const);
  return (scope) => {
    const pairs = templates.map(([name, value]): [string, string] => [name, renderText(value, scope)]);
    return bounded('application/x-www-form-urlencoded', new URLSearchParams(pairs).toString());
  };
}

function compileRawBody({ raw, contentType }: { raw: string; contentType: string }): BodyPlan {
  const template = mustCompile(compileTemplate(raw));
  return (scope) => bounded(contentType, renderText(template, scope));
}

function bounded(contentType: string, text: string): BodyRendering {
  return text.length > MAX_BODY_LENGTH ? tooLong() : { ok: true, body: { contentType, text } };
}

function tooLong(): BodyRendering {
  return { ok: false, message: `The body is longer than ${String(MAX_BODY_LENGTH)} characters.` };
}

/** At least as many characters as JSON needs without its quotes and escapes; stops counting beyond `enough`. */
function lengthOf(value: Json, enough: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let length = 0;
  for (const [name, member] of Object.entries(value)) {
    length += name.length + lengthOf(member, enough - length);
    if (length > enough) break;
  }
  return length;
}
