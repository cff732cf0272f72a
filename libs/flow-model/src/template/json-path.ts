import { JSONPathEnvironment, JSONPathError } from 'json-p3';
import { MAX_JSON_DEPTH, type Json } from '../document/json.ts';

/** A compiled JSON path (RFC 9535). */
export interface JsonPath {
  /** It can find one value at most: names and positions only. */
  isSingular: boolean;
  /** The values found, in the document's order. */
  find(value: Json): Json[];
}

/** The path, or what is wrong with it, as half a sentence. */
export type CompiledPath = { ok: true; path: JsonPath } | { ok: false; problem: string };

const MAX_PATH_LENGTH = 500;

/** Their regular expressions can run for ever on a hostile answer. */
const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_JSON_DEPTH });
environment.functionRegister.delete('match');
environment.functionRegister.delete('search');

/** Reads `$.a.b[0]`; `a.b[0]` and `[0].a` mean the same from the root. */
export function compileJsonPath(text: string): CompiledPath {
  const trimmed = text.trim();
  if (trimmed.length > MAX_PATH_LENGTH) return refuse(`it is longer than ${String(MAX_PATH_LENGTH)} characters`);
  // A query from the root inside a filter visits the whole answer once per member: quadratic in its size.
  if (/\?[^]*\$/.test(trimmed.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, ''))) {
    return refuse('a filter must not ask from the root ($) again: use @');
  }
  try {
    const query = environment.compile(fromRoot(trimmed));
    return {
      ok: true,
      path: { isSingular: query.singularQuery(), find: (value) => query.query(value).values() as Json[] },
    };
  } catch (error) {
    if (error instanceof JSONPathError) return refuse(error.message);
    throw error;
  }
}

function fromRoot(path: string): string {
  if (path.startsWith('$')) return path;
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}

function refuse(problem: string): CompiledPath {
  return { ok: false, problem };
}
