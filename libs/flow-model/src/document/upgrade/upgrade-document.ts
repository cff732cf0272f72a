import { isJsonObject } from '../json.ts';

/** The format that this release writes. */
export const CURRENT_FORMAT = 1;

/** Whether a later release wrote this document, so that it is that release's to read. */
export function isOfNewerFormat(document: unknown): boolean {
  return isJsonObject(document) && Number(document['format']) > CURRENT_FORMAT;
}

/** Turns a document of one format into one of the next; pure, and total over whatever that format allowed. */
export type UpgradeStep = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By the format that a step starts from. Format 1 is the first, so there is none yet; a new format adds `v1-to-v2.ts`. */
const STEPS: ReadonlyMap<number, UpgradeStep> = new Map();

/** The document in the current format, or why it cannot be brought there, as half a sentence about its `format`. */
export type Upgraded = { ok: true; document: unknown } | { ok: false; problem: string };

/** Where a chain ends, and its steps. */
export interface UpgradeChain {
  current: number;
  steps: ReadonlyMap<number, UpgradeStep>;
}

/**
 * Brings a document of any stored format to the current one, step by step. Stored documents are never rewritten: they are
 * upgraded each time they are read. What names no format is left to the parser.
 */
export function upgradeDocument(
  value: unknown,
  { current, steps }: UpgradeChain = { current: CURRENT_FORMAT, steps: STEPS },
): Upgraded {
  if (!isJsonObject(value) || !Number.isInteger(value['format'])) return { ok: true, document: value };
  let document: Record<string, unknown> = value;
  let format = Number(value['format']);
  if (format > current) {
    const problem = `is ${String(format)}, newer than this release reads (${String(current)}): update Aftercall, or export it again`;
    return { ok: false, problem };
  }
  for (; format < current; format += 1) {
    const step = steps.get(format);
    if (step === undefined) return { ok: false, problem: `is ${String(format)}, which no release has written` };
    document = { ...step(document), format: format + 1 };
  }
  return { ok: true, document };
}
