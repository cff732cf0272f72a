import type { Json } from '@aftercall/flow-model';
import { readJsonText } from '../../json/json-text.ts';

/**
 * What the draft keeps of a body that is being typed: its tree; of a text that is no JSON yet, the text itself, which the
 * checks report as such; of anything else nothing, which they report as missing.
 */
export function storedJson(text: string): Json | undefined {
  const read = readJsonText(text);
  if (read.ok) return read.json;
  return /^\s*(?:\[|\{(?!\{))/.test(text) ? text : undefined;
}

/** Whether a typed text stands for what the draft keeps: then it stays as it was typed. */
export function isSameJsonText(text: string | undefined, json: Json | undefined): text is string {
  return text !== undefined && JSON.stringify(storedJson(text)) === JSON.stringify(json);
}
