import { dataFunctions } from './functions/data-functions.ts';
import { dateFunctions } from './functions/date-functions.ts';
import type { ExpressionFunction } from './functions/expression-function.ts';
import { absenceFunctions, listFunctions } from './functions/list-functions.ts';
import { numberFunctions } from './functions/number-functions.ts';
import { textFunctions } from './functions/text-functions.ts';

/** What an author may call: the one table, from which the reference is written too. */
export const EXPRESSION_FUNCTIONS: readonly ExpressionFunction[] = [
  ...textFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...listFunctions,
  ...absenceFunctions,
  ...dataFunctions,
];

/** By name. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  EXPRESSION_FUNCTIONS.map((one) => [one.name, one]),
);
