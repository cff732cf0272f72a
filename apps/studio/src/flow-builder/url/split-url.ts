import { markTemplates } from '@aftercall/flow-model';

interface Row {
  name: string;
  value: string;
}

/** A URL and its parameters as the form shows them: each its own row, decoded, templates untouched. */
export interface SplitUrl {
  /** Without the query that became rows. */
  readonly url: string;
  readonly rows: readonly Row[];
}

/**
 * Takes the query of a URL apart. Where a row could not say the same again (`?flag`, a broken escape), the whole query stays
 * in the URL: nothing that was typed is changed.
 */
export function splitUrl(text: string): SplitUrl {
  const guarded = new Guarded(text);
  const mark = guarded.text.indexOf('?');
  const hash = guarded.text.indexOf('#');
  if (mark < 0 || (hash >= 0 && hash < mark)) return { url: text, rows: [] };
  const query = guarded.text.slice(mark + 1, hash < 0 ? undefined : hash);
  const rows = query.split('&').map(readPair);
  if (!rows.every((row) => row !== undefined)) return { url: text, rows: [] };
  const url = guarded.text.slice(0, mark) + (hash < 0 ? '' : guarded.text.slice(hash));
  return {
    url: guarded.restore(url),
    rows: rows.map(({ name, value }) => ({ name: guarded.restore(name), value: guarded.restore(value) })),
  };
}

/** The URL as it reads in one line: the rows behind what it holds itself, encoded as far as that is needed. */
export function joinUrl(url: string, rows: readonly Row[]): string {
  const filled = rows.filter(({ name, value }) => name !== '' || value !== '');
  if (filled.length === 0) return url;
  const guarded = new Guarded(url);
  const hash = guarded.text.indexOf('#');
  const [base, fragment] = hash < 0 ? [guarded.text, ''] : [guarded.text.slice(0, hash), guarded.text.slice(hash)];
  const query = filled.map(({ name, value }) => `${encoded(name, IN_NAME)}=${encoded(value, IN_VALUE)}`).join('&');
  const joint = base.includes('?') ? (/[?&]$/.test(base) ? '' : '&') : '?';
  return `${guarded.restore(base)}${joint}${query}${guarded.restore(fragment)}`;
}

function readPair(pair: string): Row | undefined {
  const equals = pair.indexOf('=');
  if (equals <= 0) return undefined;
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)].map(decodePart);
  if (name === undefined || value === undefined) return undefined;
  return { name, value };
}

function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return undefined;
  }
}

/** What would be read otherwise is encoded, all else stays readable; the sender encodes the rest. */
function encoded(text: string, reserved: RegExp): string {
  const guarded = new Guarded(text);
  return guarded.restore(guarded.text.toWellFormed().replaceAll(reserved, (part) => encodeURIComponent(part)));
}

const IN_NAME = /[%&#+=\s]/g;
const IN_VALUE = /[%&#+\s]/g;

/** A text whose templates are replaced by words, so that `?`, `&` and `=` within them are left alone. */
class Guarded {
  readonly text: string;
  readonly #templates: readonly string[];

  constructor(text: string) {
    const marks = markTemplates(text);
    this.#templates = marks.map(({ range }) => text.slice(range.from, range.to));
    let at = 0;
    let guarded = '';
    marks.forEach(({ range }, index) => {
      guarded += `${text.slice(at, range.from)}${standIn(index)}`;
      at = range.to;
    });
    this.text = guarded + text.slice(at);
  }

  restore(text: string): string {
    return text.replaceAll(/aftercallTemplate(\d+)x/g, (word, index: string) => this.#templates[Number(index)] ?? word);
  }
}

function standIn(index: number): string {
  return `aftercallTemplate${String(index)}x`;
}
