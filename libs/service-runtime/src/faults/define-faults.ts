/** What is said of a fault once, for every throw of it. `says` is for operators; callers see the code only. */
export interface FaultRow {
  /** Whether the same thing, asked again later, may succeed without anyone acting. */
  readonly retryable: boolean;
  readonly says: string;
}

/** Ids, names and numbers that tell one case from another. Never bodies, headers or secrets: they are logged. */
export type FaultFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * What nobody here can answer: thrown by adapters, ends at the edge of the service as a code and a request id. What a
 * caller can cause is an outcome, returned as a value.
 */
export class Fault<Code extends string = string> extends Error {
  readonly code: Code;
  readonly retryable: boolean;
  readonly facts: FaultFacts;

  constructor(code: Code, row: FaultRow, about: { facts?: FaultFacts | undefined; cause?: unknown } = {}) {
    super(row.says, about.cause === undefined ? undefined : { cause: about.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = row.retryable;
    this.facts = about.facts ?? {};
  }
}

/** Every fault that one part of the product can throw, by code, and the function that makes them. */
export interface FaultTable<Code extends string> {
  readonly table: Readonly<Record<Code, FaultRow>>;
  readonly fault: (code: Code, facts?: FaultFacts, cause?: unknown) => Fault<Code>;
}

/**
 * The only way to make faults: the key of the row is the code, so that a code which is not in the table does not
 * compile. Each row also has one in `docs/reference/errors.md`.
 */
export function defineFaults<Code extends string>(table: Readonly<Record<Code, FaultRow>>): FaultTable<Code> {
  return {
    table,
    fault: (code, facts, cause) => new Fault(code, table[code], { facts, cause }),
  };
}

/** Tells a fault from an outcome's error and from a defect. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Fault;
}
