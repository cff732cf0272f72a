import { problem, type PlainProblem } from './problem.ts';

/** Far above any real value; keeps every later walk over it clear of the stack's end. */
export const MAX_JSON_DEPTH = 100;

/** What keeps JSON from being stored, and where: its depth, or characters that PostgreSQL cannot hold. */
export interface UnstorablePart {
  why: 'deep' | 'broken';
  path: readonly string[];
}

export function findUnstorable(value: unknown, path: readonly string[] = []): UnstorablePart | undefined {
  if (typeof value === 'string') return isWhole(value) ? undefined : { why: 'broken', path };
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= MAX_JSON_DEPTH) return { why: 'deep', path };
  for (const [name, member] of Object.entries(value)) {
    if (!isWhole(name)) return { why: 'broken', path };
    const unfit = findUnstorable(member, [...path, name]);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

/** Checks a JSON value of any shape: `undefined` when it can be kept. `path` leads to it; the value is never repeated. */
export function findJsonProblem(
  path: readonly string[],
  value: unknown,
  rule: { maxBytes: number },
): PlainProblem | undefined {
  const name = path.at(-1) ?? 'value';
  const part = findUnstorable(value);
  if (part?.why === 'deep')
    return problem('INVALID', path, `${name} is nested deeper than ${MAX_JSON_DEPTH} levels: flatten it`);
  if (part !== undefined)
    return problem('INVALID', path, `${name} holds a NUL character or half a character: remove it`);
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null));
  if (bytes <= rule.maxBytes) return undefined;
  return problem('INVALID', path, `${name} has ${bytes} bytes as JSON, more than ${rule.maxBytes}: shorten it`);
}

function isWhole(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
