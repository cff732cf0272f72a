import type { Json } from '../../document/json.ts';
import type { Kind, StaticType } from '../types/static-type.ts';
import type { Value } from '../value.ts';

/** One value that a function takes. */
export interface Parameter {
  name: string;
  /** What it may be; anything when left out. Another kind is a finding when it is known, and gives null when it is not. */
  accepts?: readonly Kind[];
  isOptional?: boolean;
  /** The last one may be given any number of times. */
  isRepeated?: boolean;
}

/** What a literal argument says before anything runs: its value, or undefined where it is computed. */
export type LiteralArguments = readonly (Value | undefined)[];

/**
 * A function of the expression language. It is total (what it cannot do is null), pure, and costs no more than its
 * arguments are long.
 */
export interface ExpressionFunction {
  name: string;
  group: 'text' | 'numbers' | 'dates' | 'data' | 'absence' | 'lists';
  parameters: readonly Parameter[];
  /** `has(x)` only makes sense in front; all others may be written as methods too: `x.lower()`. */
  isCallOnly?: boolean;
  /** What it gives when its values are there and fit. */
  returns: StaticType | ((types: readonly StaticType[]) => StaticType);
  /**
   * When the result is absent: `never`; `with-value` when a value that it needs is, or does not fit; `perhaps` for good reasons
   * as well, such as an empty list.
   */
  isAbsent: 'never' | 'with-value' | 'perhaps';
  /** What it does, in a sentence for authors who have never seen the language. */
  doc: string;
  /** What it refuses to do for the size of its values. */
  bounds?: string;
  /** Expressions and what they give, for the reference; each is a test. */
  examples: readonly (readonly [expression: string, gives: Json])[];
  /** What is wrong with arguments that are written out, as half a sentence. */
  findProblem?: (literals: LiteralArguments) => string | undefined;
  apply: (...values: Value[]) => Value;
}

/** How it is written: `truncate(text, length, ending?)`. */
export function signatureOf({ name, parameters }: ExpressionFunction): string {
  const names = parameters.map((one) => `${one.name}${one.isRepeated ? '…' : one.isOptional ? '?' : ''}`);
  return `${name}(${names.join(', ')})`;
}

/** Fewest and most values that it takes, the receiver of a method among them. */
export function arityOf({ parameters }: ExpressionFunction): { least: number; most: number } {
  const least = parameters.filter((one) => !one.isOptional).length;
  return { least, most: parameters.at(-1)?.isRepeated === true ? Number.POSITIVE_INFINITY : parameters.length };
}
