import { isJsonObject } from '../document/json.ts';
import { isIn } from './operators.ts';
import { asText, boundedInt, isNumeric, parseNumber, type Value } from './value.ts';

interface ExpressionFunction {
  /** How it may be written: `size(x)`, `x.size()`. */
  forms: readonly ('call' | 'method')[];
  /** The receiver of a method counts. */
  parameterCount: number;
  /** Whether its result is a condition; undefined when that depends on its arguments. */
  isBoolean: boolean | undefined;
  apply(first: Value, second: Value): Value;
}

/** What an author may call: CEL's built-ins that cannot hang, made total, and `orDefault`. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  Object.entries<ExpressionFunction>({
    size: { forms: ['call', 'method'], parameterCount: 1, isBoolean: false, apply: size },
    contains: {
      forms: ['method'],
      parameterCount: 2,
      isBoolean: true,
      apply: (value, part) => (typeof value === 'string' ? value.includes(textOr(part)) : isIn(part, value)),
    },
    startsWith: {
      forms: ['method'],
      parameterCount: 2,
      isBoolean: true,
      apply: (value, part) => typeof value === 'string' && value.startsWith(textOr(part)),
    },
    endsWith: {
      forms: ['method'],
      parameterCount: 2,
      isBoolean: true,
      apply: (value, part) => typeof value === 'string' && value.endsWith(textOr(part)),
    },
    string: { forms: ['call'], parameterCount: 1, isBoolean: false, apply: asText },
    int: { forms: ['call'], parameterCount: 1, isBoolean: false, apply: toInt },
    double: { forms: ['call'], parameterCount: 1, isBoolean: false, apply: toDouble },
    has: { forms: ['call'], parameterCount: 1, isBoolean: true, apply: (value) => value !== null },
    orDefault: {
      forms: ['call'],
      parameterCount: 2,
      isBoolean: undefined,
      apply: (value, fallback) => value ?? fallback,
    },
  }),
);

/** NUL cannot stand in any text of a call, so a part that is no text is found nowhere. */
function textOr(part: Value): string {
  return typeof part === 'string' ? part : '\0';
}

/** Characters (code points), members or names; what is absent has none. */
function size(value: Value): Value {
  if (typeof value === 'string') return BigInt(Array.from(value).length);
  if (Array.isArray(value)) return BigInt(value.length);
  if (isJsonObject(value)) return BigInt(Object.keys(value).length);
  return value === null ? 0n : null;
}

/** Towards zero; null for what is no number. */
function toInt(value: Value): Value {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^[-+]?\d{1,19}$/.test(value)) return boundedInt(BigInt(value.replace('+', '')));
  return typeof value === 'number' && Number.isFinite(value) ? boundedInt(BigInt(Math.trunc(value))) : null;
}

function toDouble(value: Value): Value {
  if (isNumeric(value)) return Number(value);
  return typeof value === 'string' ? (parseNumber(value) ?? null) : null;
}
