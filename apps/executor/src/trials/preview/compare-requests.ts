import type { Json, RenderedRequest } from '@aftercall/flow-model';
import type { AttemptRequest } from '@aftercall/wire-format';

/** One request of a version: as it is made, and as it may be shown. */
export interface ImaginedRequest {
  authProfile: string | undefined;
  rendered: RenderedRequest;
  shown: AttemptRequest;
}

/** A list of changes is read by people. */
const MAX_CHANGES = 50;
const MAX_VALUE_CHARACTERS = 120;

/**
 * What differs between two requests, in words; empty when they are the same to their target. Compared as they are made, told as
 * they may be shown: where two secrets differ, it is said that they do.
 */
export function describeChanges(live: ImaginedRequest, draft: ImaginedRequest): string[] {
  const changes = [
    ...compareTexts('method', live.rendered.method, draft.rendered.method),
    ...compareUrls(live, draft),
    ...compareProfiles(live.authProfile, draft.authProfile),
    ...compareHeaders(live, draft),
    ...compareBodies(live, draft),
  ];
  if (changes.length <= MAX_CHANGES) return changes;
  return [...changes.slice(0, MAX_CHANGES), `and ${changes.length - MAX_CHANGES} more`];
}

function compareTexts(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}: ${quoted(before)} becomes ${quoted(after)}`];
}

function compareUrls(live: ImaginedRequest, draft: ImaginedRequest): string[] {
  if (live.rendered.url === draft.rendered.url) return [];
  const [before, after] = [new URL(live.shown.url), new URL(draft.shown.url)];
  const place = (url: URL): string => url.origin + url.pathname;
  const changes = [
    ...compareTexts('URL', place(before), place(after)),
    ...comparePairs('query parameter', [...before.searchParams], [...after.searchParams]),
  ];
  return changes.length > 0 ? changes : ['URL: it differs in what is masked or in how it is written'];
}

function compareProfiles(before: string | undefined, after: string | undefined): string[] {
  if (before === after) return [];
  if (before === undefined) return [`auth profile: ${quoted(after ?? '')} is added`];
  if (after === undefined) return [`auth profile: ${quoted(before)} is left out`];
  return compareTexts('auth profile', before, after);
}

type Pairs = readonly (readonly [string, string])[];

function compareHeaders(live: ImaginedRequest, draft: ImaginedRequest): string[] {
  const changes = comparePairs('header', inLowerCase(live.shown.headers), inLowerCase(draft.shown.headers));
  if (changes.length > 0) return changes;
  const isSame = JSON.stringify(live.rendered.headers) === JSON.stringify(draft.rendered.headers);
  return isSame ? [] : ['headers: they differ in what is masked, in their order, or in how their names are written'];
}

function inLowerCase(headers: Pairs): Pairs {
  return headers.map(([name, value]) => [name.toLowerCase(), value] as const);
}

function comparePairs(what: string, before: Pairs, after: Pairs): string[] {
  const names = new Set([...before, ...after].map(([name]) => name));
  return [...names].flatMap((name) => {
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (was === is) return [];
    if (was === undefined) return [`${what} ${name}: ${quoted(is ?? '')} is added`];
    if (is === undefined) return [`${what} ${name}: ${quoted(was)} is left out`];
    return compareTexts(`${what} ${name}`, was, is);
  });
}

function valueOf(pairs: Pairs, name: string): string | undefined {
  const values = pairs.filter(([other]) => other === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

function compareBodies(live: ImaginedRequest, draft: ImaginedRequest): string[] {
  const [before, after] = [live.shown.body, draft.shown.body];
  if (live.rendered.body?.text === draft.rendered.body?.text) return [];
  if (before === null) return ['body: it is added'];
  if (after === null) return ['body: it is left out'];
  const [was, is] = [readJson(before), readJson(after)];
  const changes =
    was === undefined || is === undefined
      ? compareTexts('body', before, after)
      : compareJson('body', was.value, is.value);
  return changes.length > 0 ? changes : ['body: it differs in what is masked or in how it is written'];
}

function compareJson(path: string, before: Json, after: Json): string[] {
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) =>
      compareMembers(`${path}.${name}`, was.get(name), is.get(name)),
    );
  }
  const [was, is] = [JSON.stringify(before), JSON.stringify(after)];
  return was === is ? [] : [`${path}: ${shortened(was)} becomes ${shortened(is)}`];
}

function compareMembers(path: string, before: Json | undefined, after: Json | undefined): string[] {
  if (before === undefined) return [`${path}: ${shortened(JSON.stringify(after))} is added`];
  if (after === undefined) return [`${path}: ${shortened(JSON.stringify(before))} is left out`];
  return compareJson(path, before, after);
}

function isContainer(value: Json): value is Json[] | Record<string, Json> {
  return typeof value === 'object' && value !== null;
}

function readJson(text: string): { value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  return shortened(JSON.stringify(text));
}

function shortened(text: string): string {
  return text.length <= MAX_VALUE_CHARACTERS ? text : `${text.slice(0, MAX_VALUE_CHARACTERS).toWellFormed()}…`;
}
