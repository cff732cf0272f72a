import type { ScopeRoot } from '../scope.ts';
import type { TextRange } from '../text-range.ts';
import type { StaticType } from './static-type.ts';

/** What stands behind each name at one node; bare names are members of `variables`. */
export type NameTypes = Readonly<Record<ScopeRoot, StaticType>>;

/** Something in an expression that cannot work, or that can be false for a reason that is easily overlooked. */
export interface TypeProblem {
  code: 'E_TYPE' | 'W_NULL_COMPARED';
  /** A whole sentence or two: what it is and how to mend it. */
  message: string;
  /** Where in the author's text. */
  range?: TextRange | undefined;
}

/** What an expression can give, and what is wrong with it. */
export interface TypeReport {
  type: StaticType;
  problems: readonly TypeProblem[];
}
