import type { TextRange } from '../template/text-range.ts';
import type { Fix } from './fix.ts';

/** Every code a check or the parser can report; `docs/reference/findings.md` says what each means and what to do. */
export type FindingCode =
  | 'INVALID'
  | 'E_SAY_NODE'
  | 'E_NO_START_EDGE'
  | 'E_UNREACHABLE'
  | 'E_CYCLE'
  | 'E_DUPLICATE_KEY'
  | 'E_LIMIT'
  | 'W_NO_FAILURE_PATH'
  | 'E_UNKNOWN_END_NODE'
  | 'E_BAD_WAIT'
  | 'E_REQUIRED'
  | 'E_URL'
  | 'E_JSON_BODY'
  | 'E_EXPRESSION'
  | 'E_HEADER_NOT_ALLOWED'
  | 'E_PROFILE_MISSING'
  | 'E_BAD_JSONPATH'
  | 'E_LOOKUP_MISSING'
  | 'W_IN_DOUBT_REPEAT'
  | 'E_UNKNOWN_VARIABLE'
  | 'W_UNDECLARED_VARIABLE'
  | 'W_VARIABLE_NOT_ALWAYS_SET'
  | 'W_CONFLICTING_WRITES'
  | 'E_UNKNOWN_CONSTANT'
  | 'W_SECRET_IN_TEXT'
  | 'W_DUPLICATE_ROW'
  | 'W_COULD_BE_ONE_REQUEST'
  | 'W_STALE_SAMPLE'
  | 'W_MAPPING_PATH_GONE'
  | 'E_TEST_FAILED'
  | 'W_UNTESTED'
  | 'E_TYPE'
  | 'W_NULL_COMPARED';

/** What a check reports about a flow. An ERROR keeps a draft from being published; a WARNING is confirmed by the author. */
export interface Finding {
  code: string;
  severity: 'ERROR' | 'WARNING';
  nodeKey?: string;
  /** Dotted, list positions as numbers (`config.mapping.0.path`): within the node when `nodeKey` is there, else within the document. */
  fieldPath?: string;
  /** The part of the field's text that is meant; the whole field when left out. */
  range?: TextRange;
  /** Says what is wrong and what to do, for the author. */
  message: string;
  /** There where the mend is certain; `applyFix` carries it out. */
  fix?: Fix;
}

/** Where a finding points to. */
export interface Place {
  nodeKey?: string;
  fieldPath?: string;
  range?: TextRange | undefined;
}

/** The severity is in the code: `W_…` warns, all others are errors. */
export function finding(code: FindingCode, place: Place, message: string, fix?: Fix): Finding {
  const severity = code.startsWith('W_') ? 'WARNING' : 'ERROR';
  const { range, ...where } = place;
  return { code, severity, ...where, ...(range && { range }), message, ...(fix === undefined ? {} : { fix }) };
}
