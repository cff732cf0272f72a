import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { beginsWithDay } from '../../problems/calendar.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function readInstant(value: unknown): Date {
  const isOne = typeof value === 'string' && INSTANT.test(value) && beginsWithDay(value);
  const instant = isOne ? new Date(value) : undefined;
  if (instant === undefined || Number.isNaN(instant.getTime())) {
    throw new GraphQLError('DateTime must be ISO 8601 with a time zone, such as 2026-11-20T09:01:05Z');
  }
  return instant;
}

const dateTime = new GraphQLScalarType({
  name: 'DateTime',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(valueFromASTUntyped(node)),
});

/** JSON in and out as it is; a literal in the query text may hold variables. */
function jsonScalar(name: string): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  });
}

/** A secret between the request and the vault: what logs or prints it shows `[secret]`. */
export class WriteOnly {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  reveal(): unknown {
    return this.#value;
  }

  toJSON(): string {
    return '[secret]';
  }
}

const secret = new GraphQLScalarType({
  name: 'Secret',
  serialize: () => {
    throw new GraphQLError('a Secret is never answered');
  },
  parseValue: (value) => new WriteOnly(value),
  parseLiteral: () => {
    throw new GraphQLError('a Secret must come as a variable, not in the text of the query', {
      extensions: { code: 'SECRET_IN_QUERY' },
    });
  },
});

function readVersionRef(value: unknown): 'DRAFT' | 'LIVE' | number {
  if (value === 'DRAFT' || value === 'LIVE') return value;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
  throw new GraphQLError('VersionRef must be DRAFT, LIVE or the number of a version');
}

const versionRef = new GraphQLScalarType({
  name: 'VersionRef',
  parseValue: readVersionRef,
  parseLiteral: (node) => readVersionRef(valueFromASTUntyped(node)),
});

export const scalars = {
  DateTime: dateTime,
  JSON: jsonScalar('JSON'),
  FlowDocument: jsonScalar('FlowDocument'),
  ActionDocument: jsonScalar('ActionDocument'),
  VersionRef: versionRef,
  Secret: secret,
};
