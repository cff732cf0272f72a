import type { Json, KnownName } from '@aftercall/flow-model';

/** A name that a field offers. */
export interface OfferedName extends KnownName {
  /** The heading that it stands under: "Call", "Create ticket", "Constants". */
  readonly section: string;
  /** Its value on the sample; undefined = not known. */
  readonly value: Json | undefined;
}

/** What is shown of a name under the pointer. */
export interface NameFacts {
  /** One line; undefined when nobody knows such a name. */
  readonly type: string | undefined;
  readonly value: Json | undefined;
  /** "from Create ticket", "the call" */
  readonly origin: string | undefined;
}

/** What a field knows of names at its place of the flow. Asked when it is needed. */
export interface FieldNames {
  offered(): readonly OfferedName[];
  /** `['interaction', 'CALL_ID']`; a bare name begins with `variables`. */
  factsOf(path: readonly string[]): NameFacts;
}

/** A part of the text that a check complains of. */
export interface FieldMark {
  readonly from: number;
  readonly to: number;
  readonly severity: 'ERROR' | 'WARNING';
}
