import { JSONPathEnvironment, JSONPathError } from 'json-p3';
import { MAX_JSON_DEPTH, type Json } from '../document/json.ts';

/** A compiled JSON path (RFC 9535). */
export interface JsonPath {
  /** It can find one value at most: names and positions only. */
  isSingular: boolean;
  /** The values found, in the document's order. */
  find(value: Json): Json[];
  /** Where they stand: names and positions from the root. */
  locate(value: Json): (string | number)[][];
}

/** The path, or what is wrong with it, as half a sentence. */
export type CompiledPath = { ok: true; path: JsonPath } | { ok: false; problem: string };

const MAX_PATH_LENGTH = 500;

/** Their regular expressions can run for ever on a hostile answer. */
const REFUSED_FUNCTIONS = ['match', 'search'];
const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_JSON_DEPTH });
for (const name of REFUSED_FUNCTIONS) environment.functionRegister.delete(name);

/** Reads `$.a.b[0]`; `a.b[0]` and `[0].a` mean the same from the root. */
export function compileJsonPath(text: string): CompiledPath {
  if (text.length > MAX_PATH_LENGTH) return refuse(`it is longer than ${String(MAX_PATH_LENGTH)} characters`);
  const outsideQuotes = text.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '');
  const refused = REFUSED_FUNCTIONS.find((name) => new RegExp(`\\b${name}\\(`).test(outsideQuotes));
  if (refused !== undefined)
    return refuse(`${refused}() is not there, its regular expressions can hang: compare with ==`);
  // A query from the root inside a filter visits the whole answer once per member: quadratic in its size.
  if (/\?[^]*\$/.test(outsideQuotes)) return refuse('a filter must not ask from the root ($) again: use @');
  try {
    const query = environment.compile(fromRoot(text));
    return {
      ok: true,
      path: {
        isSingular: query.singularQuery(),
        find: (value) => query.query(value).values() as Json[],
        locate: (value) => query.query(value).nodes.map(({ location }) => [...location]),
      },
    };
  } catch (error) {
    if (error instanceof JSONPathError) return refuse(error.message);
    throw error;
  }
}

function fromRoot(path: string): string {
  // Blank space around a path is refused, as the RFC has it; a document has none left when it was read.
  if (path.startsWith('$') || path.trim() !== path) return path;
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}

function refuse(problem: string): CompiledPath {
  return { ok: false, problem };
}
