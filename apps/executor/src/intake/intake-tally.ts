import type { EventProblemCode } from '@aftercall/wire-format';
import type { Admission, KeepOutcome } from './intake-ledger.ts';

/** Where the intake tells what it did, for whoever counts. */
export interface IntakeTally {
  /** After the commit. */
  kept(door: Admission['door'], outcomes: readonly KeepOutcome[]): void;
  deadLetters(topic: string, codes: readonly EventProblemCode[]): void;
  /** A topic was found to be made anew. */
  madeAnew(topic: string): void;
}
