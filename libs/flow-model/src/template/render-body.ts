import type { Json } from '../document/json.ts';
import { MAX_JSON_DEPTH } from '../document/json.ts';
import type { RequestBody } from '../document/nodes/api-request.ts';
import type { RenderedRequest } from './exchange.ts';
import type { Scope } from './scope.ts';
import { compileJsonText, type AbsentMembers } from './json-writer.ts';
import { compileTemplate, mustCompile, renderText } from './template.ts';
import { withoutBrokenCharacters } from './value.ts';

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
      return compileJsonBody(body.json ?? null, body.absent ?? 'null');
    case 'form':
      return compileFormBody(body.form);
    case 'raw':
      return compileRawBody(body);
    default:
      return body satisfies never;
  }
}

function compileJsonBody(json: Json, absent: AbsentMembers): BodyPlan {
  const write = compileJsonText(json, absent, MAX_BODY_LENGTH);
  return (scope) => {
    const text = write(scope);
    return text === undefined ? tooLarge() : { ok: true, body: { contentType: 'application/json', text } };
  };
}

function compileFormBody(fields: readonly { name: string; value: string }[]): BodyPlan {
  const templates = fields.map(({ name, value }) => [name, mustCompile(compileTemplate(value))] as const);
  return (scope) => {
    const pairs = templates.map(([name, value]): [string, string] => [
      name,
      withoutBrokenCharacters(renderText(value, scope)),
    ]);
    return bounded('application/x-www-form-urlencoded', new URLSearchParams(pairs).toString());
  };
}

function compileRawBody({ raw, contentType }: { raw: string; contentType: string }): BodyPlan {
  const template = mustCompile(compileTemplate(raw));
  return (scope) => bounded(contentType, withoutBrokenCharacters(renderText(template, scope)));
}

function bounded(contentType: string, text: string): BodyRendering {
  return text.length > MAX_BODY_LENGTH ? tooLarge() : { ok: true, body: { contentType, text } };
}

function tooLarge(): BodyRendering {
  const limits = `${String(MAX_BODY_LENGTH)} characters or nested deeper than ${String(MAX_JSON_DEPTH)} levels`;
  return { ok: false, message: `The body is longer than ${limits}: send less of the call or of an answer.` };
}
