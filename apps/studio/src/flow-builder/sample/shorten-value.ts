import type { Json } from '@aftercall/flow-model';
import { bytes } from '../../ui/format-time.ts';

/** A value in one short line: `c-20481`, `40 items`, `object, 8 keys`, `absent`. */
export function shortValue(value: Json | undefined, longest = 40): string {
  if (value === undefined || value === null) return 'absent';
  if (Array.isArray(value)) return `${String(value.length)} ${value.length === 1 ? 'item' : 'items'}`;
  if (typeof value === 'object') {
    const count = Object.keys(value).length;
    return `object, ${String(count)} ${count === 1 ? 'key' : 'keys'}`;
  }
  const text = String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A JSON value over several lines, long lists and texts shortened: what a body comes to. */
export function shownJson(value: Json): string {
  return JSON.stringify(shortened(value), undefined, 2).replace(SHORTENED_LIST, '[ $1 ]');
}

/** What stands for a long list is no text of the list. */
const SHORTENED_LIST = /\[\s*"(\d+ items, [\d.]+\s[kKMG]?B)"\s*\]/g;
const LONG_LIST = 8;
const LONG_TEXT = 200;

function shortened(value: Json): Json {
  if (typeof value === 'string') return value.length > LONG_TEXT ? `${value.slice(0, LONG_TEXT)}…` : value;
  if (Array.isArray(value)) {
    if (value.length > LONG_LIST) return [`${shortValue(value)}, ${bytes(JSON.stringify(value).length)}`];
    return value.map(shortened);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(member)]));
}
