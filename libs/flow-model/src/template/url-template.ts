import type { Rendering } from './exchange.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';
import { asText, withoutBrokenCharacters } from './value.ts';

/**
 * Where in a URL a template stands decides what its value may do there:
 * - *origin*: at the very beginning; the value is taken as it is, so only constants (`env.*`) may stand there;
 * - *host*: between `://` and the path; the value may hold letters, digits, dots and hyphens only;
 * - *rest*: path, query; the value is percent-encoded, so it can neither begin another segment nor another parameter.
 */
export type UrlPlace = 'origin' | 'host' | 'rest';

/** The place of each template of a URL, in order. */
export function urlPlaces({ parts }: Template): UrlPlace[] {
  const places: UrlPlace[] = [];
  let before = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      before += part;
      continue;
    }
    places.push(placeAfter(before));
    before += before === '' ? 'https://constant' : '0';
  }
  return places;
}

function placeAfter(before: string): UrlPlace {
  if (before === '') return 'origin';
  return /^[A-Za-z]+:\/\/[^/?#\\]*$/.test(before) ? 'host' : 'rest';
}

type UrlRendering = { ok: true; url: string } | Extract<Rendering, { ok: false }>;

/** The URL without its fragment, or why the values of this scope give none that may be called. */
export function renderUrl(template: Template, scope: Scope): UrlRendering {
  const places = urlPlaces(template);
  let at = 0;
  let text = '';
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const placed = place(asText(part.evaluate(scope)), places[at] ?? 'rest');
    if (placed === undefined) return refuse('a value in the host holds more than letters, digits, dots and hyphens');
    text += placed;
    at += 1;
  }
  const problem = findUrlProblem(text);
  return problem === undefined ? { ok: true, url: withoutFragment(text) } : refuse(problem);
}

/** Percent-encodes; half a character, which no URL can carry, and NUL become U+FFFD. */
export function encodePart(value: string): string {
  return encodeURIComponent(withoutBrokenCharacters(value));
}

function place(value: string, where: UrlPlace): string | undefined {
  if (where === 'rest') return encodePart(value);
  return where === 'origin' || /^[A-Za-z0-9.-]+$/.test(value) ? value : undefined;
}

/** What keeps a text from being a URL that a step may call; undefined when nothing does. */
export function findUrlProblem(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text)) return 'it must begin with https:// or http://';
  const url = URL.parse(text);
  if (url === null) return 'it is not a URL';
  if (url.username !== '' || url.password !== '')
    return 'it holds a user name or password: put them into an auth profile';
  // Dots are taken out of a path when it is sent, so a value of ".." would reach a neighbouring resource.
  const path = withoutFragment(text).split('?', 1)[0] ?? '';
  return /\/(?:\.|%2e){1,2}(?:[/\\]|$)/i.test(path) ? 'its path holds a segment "." or ".."' : undefined;
}

function withoutFragment(text: string): string {
  return text.split('#', 1)[0] ?? '';
}

function refuse(problem: string): Extract<Rendering, { ok: false }> {
  return { ok: false, problem: { code: 'URL_INVALID', message: `The URL cannot be called: ${problem}.` } };
}
