import { callEventSchemas, type CallEventType } from '@aftercall/wire-format/call-event-schemas';
import type { Json, JsonObject } from '@aftercall/flow-model';

/** What the schemas of call events use of JSON Schema. */
interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'null';
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
}

/**
 * What keeps a value from being the data of such an event, in words with its place; undefined when it is.
 * Written by hand because the page's policy forbids validators that compile themselves.
 */
export function findCallDataProblem(type: CallEventType, data: Json): string | undefined {
  const problem = findProblem(callEventSchemas[type], data, '');
  return problem === undefined ? undefined : `${problem.at === '' ? 'The call' : problem.at} ${problem.says}.`;
}

interface Problem {
  readonly at: string;
  readonly says: string;
}

function findProblem(schema: Schema, value: Json, at: string): Problem | undefined {
  if (schema.anyOf !== undefined) return findOfAny(schema.anyOf, value, at);
  const actual = typeOf(value);
  if (schema.type !== undefined && schema.type !== actual) {
    return { at, says: `must be ${WORDS[schema.type] ?? schema.type}, not ${WORDS[actual] ?? actual}` };
  }
  return findWithin(schema, value, at);
}

function findWithin(schema: Schema, value: Json, at: string): Problem | undefined {
  if (typeof value === 'string') return findTextProblem(schema, value, at);
  if (typeof value === 'number') return findNumberProblem(schema, value, at);
  if (Array.isArray(value)) return firstOf(value, (item, index) => withItems(schema, item, `${at}[${String(index)}]`));
  return typeof value === 'object' && value !== null ? findMemberProblem(schema, value, at) : undefined;
}

function findNumberProblem({ minimum }: Schema, value: number, at: string): Problem | undefined {
  return minimum !== undefined && value < minimum ? { at, says: `must be at least ${String(minimum)}` } : undefined;
}

/** Of several, the last is what it must be when it is there; the others say that it may be absent. */
function findOfAny(schemas: readonly Schema[], value: Json, at: string): Problem | undefined {
  const problems = schemas.map((schema) => findProblem(schema, value, at));
  return problems.includes(undefined) ? undefined : problems.at(-1);
}

function findTextProblem({ minLength = 0, maxLength, pattern }: Schema, text: string, at: string): Problem | undefined {
  if (text.length < minLength) return { at, says: 'must not be empty' };
  if (maxLength !== undefined && text.length > maxLength) {
    return { at, says: `must have at most ${String(maxLength)} characters` };
  }
  const fits = pattern === undefined || new RegExp(pattern, 'u').test(text);
  return fits ? undefined : { at, says: 'must be an instant like 2026-11-20T09:00:00Z' };
}

function findMemberProblem(
  { required = [], properties = {} }: Schema,
  value: JsonObject,
  at: string,
): Problem | undefined {
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return { at: joined(at, missing), says: 'is missing' };
  return firstOf(Object.entries(value), ([name, member]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return schema === undefined ? undefined : findProblem(schema, member, joined(at, name));
  });
}

function withItems({ items }: Schema, item: Json, at: string): Problem | undefined {
  return items === undefined ? undefined : findProblem(items, item, at);
}

function firstOf<Item>(
  items: readonly Item[],
  find: (item: Item, at: number) => Problem | undefined,
): Problem | undefined {
  for (const [at, item] of items.entries()) {
    const problem = find(item, at);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function joined(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
