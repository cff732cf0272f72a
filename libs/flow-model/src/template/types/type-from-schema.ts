import { isJsonObject } from '../../document/json.ts';
import { BOOLEAN, NULL, NUMBER, orNull, TEXT, union, UNKNOWN, type StaticType } from './static-type.ts';

/** Deeper parts of a schema are not looked at: nobody writes conditions about them, and a schema may refer to itself. */
const MAX_DEPTH = 8;

/**
 * The part of JSON Schema that says of which type values are: `type`, `properties`, `required`, `items`,
 * `additionalProperties: false`, `anyOf`, `oneOf`, `enum`, `const`. What it does not understand is of unknown type.
 */
export function typeFromSchema(schema: unknown, depth = MAX_DEPTH): StaticType {
  if (!isRecord(schema) || depth === 0) return UNKNOWN;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return unionOfAll(choices.map((one) => typeFromSchema(one, depth - 1)));
  if ('const' in schema) return typeOfConstant(schema['const']);
  if (Array.isArray(schema['enum'])) return unionOfAll(schema['enum'].map(typeOfConstant));
  const type = schema['type'];
  if (Array.isArray(type)) return unionOfAll(type.map((one) => typeOfNamed(one, schema, depth)));
  return typeOfNamed(type, schema, depth);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isJsonObject(value);
}

function typeOfConstant(value: unknown): StaticType {
  if (value === null) return NULL;
  if (typeof value === 'string') return TEXT;
  if (typeof value === 'number') return NUMBER;
  return typeof value === 'boolean' ? BOOLEAN : UNKNOWN;
}

function typeOfNamed(name: unknown, schema: Readonly<Record<string, unknown>>, depth: number): StaticType {
  switch (name) {
    case 'string':
      return TEXT;
    case 'number':
    case 'integer':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'null':
      return NULL;
    case 'array':
      return { can: ['list'], items: typeFromSchema(schema['items'], depth - 1) };
    case 'object':
      return typeOfObject(schema, depth);
    default:
      return UNKNOWN;
  }
}

function typeOfObject(schema: Readonly<Record<string, unknown>>, depth: number): StaticType {
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const members = Object.entries(properties).map(([name, property]): [string, StaticType] => {
    const type = typeFromSchema(property, depth - 1);
    return [name, required.includes(name) ? type : orNull(type)];
  });
  return { can: ['object'], members: new Map(members), isClosed: schema['additionalProperties'] === false };
}

function unionOfAll([first, ...others]: readonly StaticType[]): StaticType {
  return first === undefined ? UNKNOWN : others.reduce(union, first);
}
