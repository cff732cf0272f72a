import type { ApiRequestConfig, Json, RequestBody } from '@aftercall/flow-model';
import { splitUrl } from '../url/split-url.ts';
import { readCurlWords, type CurlOption } from './curl-words.ts';
import { splitCommandLine } from './split-command-line.ts';

type Row = ApiRequestConfig['headers'][number];

/** Something of the command that was not taken over, and why. */
export interface LeftOut {
  /** `--insecure`, `-F file=@a.png` */
  readonly what: string;
  readonly why: string;
}

/** Credentials that stood in the command: they belong into an auth profile. */
export type FoundCredentials =
  | { readonly kind: 'BEARER'; readonly token: string }
  | { readonly kind: 'BASIC'; readonly username: string; readonly password: string }
  /** An Authorization header of another scheme. */
  | { readonly kind: 'API_KEY'; readonly name: string; readonly value: string };

/** A request that was read from a command, and everything that was not. */
export interface ReadCurl {
  readonly config: Pick<ApiRequestConfig, 'method' | 'url' | 'query' | 'headers'> &
    Partial<Pick<ApiRequestConfig, 'timeoutMs'>> & { readonly body: RequestBody | null };
  readonly credentials: FoundCredentials | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** What a text is as a curl command. */
export type CurlReading =
  { readonly ok: true; readonly request: ReadCurl } | { readonly ok: false; readonly problem: string };

/** Whether a text begins like a curl command; leading prompts (`$ `) do not count. */
export function isCurlCommand(text: string): boolean {
  return /^\s*(?:\$\s+)?curl(?:\.exe)?\s/i.test(text);
}

/** Reads a curl command. What cannot be taken over is listed, never dropped in silence. */
export function readCurl(text: string): CurlReading {
  const split = splitCommandLine(text.trim().replace(/^\$\s+/, ''));
  if (!split.ok) return { ok: false, problem: `The command cannot be read: ${split.problem}.` };
  const [command = '', ...words] = split.words;
  if (!/^curl(?:\.exe)?$/i.test(command)) return { ok: false, problem: 'The text is no curl command.' };
  const reading = new CurlRequest();
  for (const option of readCurlWords(words)) reading.take(option);
  for (const variable of split.variables) reading.leaveOut(variable, 'a shell fills it in: put the value in its place');
  if (split.rest !== '') reading.leaveOut(split.rest.slice(0, 80), 'only the first command is read');
  return reading.finish();
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
type BodyPart = { readonly text: string; readonly isForm: boolean };

class CurlRequest {
  #method: string | undefined;
  #url: string | undefined;
  readonly #headers: Row[] = [];
  readonly #parts: BodyPart[] = [];
  readonly #query: Row[] = [];
  #isQuery = false;
  #isJson = false;
  #credentials: FoundCredentials | undefined;
  #timeoutMs: number | undefined;
  readonly #leftOut: LeftOut[] = [];

  take(option: CurlOption): void {
    const { value } = option;
    const taking: Readonly<Record<CurlOption['meaning'], () => void>> = {
      method: () => (this.#method = value.toUpperCase()),
      url: () => this.#takeUrl(value),
      header: () => this.#takeHeader(value),
      data: () => this.#takeData(option),
      dataRaw: () => this.#parts.push({ text: value, isForm: false }),
      dataUrlencode: () => this.#takeUrlencoded(option),
      json: () => this.#takeJson(option),
      form: () => this.#takeForm(option),
      formString: () => this.#parts.push({ text: encodedPair(value), isForm: true }),
      get: () => (this.#isQuery = true),
      head: () => (this.#method = 'HEAD'),
      user: () => this.#takeUser(value),
      userAgent: () => this.#headers.push({ name: 'User-Agent', value }),
      referer: () => this.#headers.push({ name: 'Referer', value: value.replace(/;auto$/, '') }),
      cookie: () => this.#takeCookie(option),
      bearer: () => (this.#credentials = { kind: 'BEARER', token: value }),
      maxTime: () => this.#takeTimeout(option),
      urlQuery: () => this.#query.push(...rowsOf(value.replace(/^\+/, ''))),
      silent: () => undefined,
      ignored: () => this.leaveOut(shown(option), option.why ?? 'it cannot be taken over'),
      unknown: () => this.leaveOut(shown(option), 'it is not known here'),
    };
    taking[option.meaning]();
  }

  leaveOut(what: string, why: string): void {
    this.#leftOut.push({ what, why });
  }

  finish(): CurlReading {
    if (this.#url === undefined) return { ok: false, problem: 'The command names no URL.' };
    const query = this.#isQuery ? this.#parts.flatMap(({ text }) => rowsOf(text)) : [];
    const hasBody = this.#parts.length > 0 && !this.#isQuery;
    const method = this.#knownMethod(hasBody);
    const { url, rows } = splitUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(this.#url) ? this.#url : `http://${this.#url}`);
    const body = hasBody && method !== 'GET' ? this.#body() : null;
    if (hasBody && method === 'GET') this.leaveOut('the body', 'a GET has none');
    const headers = this.#headersBeside(body);
    return {
      ok: true,
      request: {
        config: {
          method,
          url,
          query: [...rows, ...this.#query, ...query],
          headers,
          body,
          ...(this.#timeoutMs === undefined ? {} : { timeoutMs: this.#timeoutMs }),
        },
        credentials: this.#credentials,
        leftOut: this.#leftOut,
      },
    };
  }

  #knownMethod(hasBody: boolean): Method {
    const method = this.#method ?? (hasBody ? 'POST' : 'GET');
    const known = METHODS.find((one) => one === method);
    if (known !== undefined) return known;
    this.leaveOut(`the method ${method}`, `requests are ${METHODS.join(', ')}`);
    return hasBody ? 'POST' : 'GET';
  }

  #takeUrl(value: string): void {
    if (this.#url === undefined) this.#url = value;
    else this.leaveOut(value, 'one request has one URL');
  }

  #takeHeader(written: string): void {
    if (written.startsWith('@')) {
      this.leaveOut(`-H ${written}`, 'it stands in a file');
      return;
    }
    const colon = written.search(/[:;]/);
    const name = (colon < 0 ? written : written.slice(0, colon)).trim();
    const value = colon < 0 ? '' : written.slice(colon + 1).trim();
    if (name.toLowerCase() === 'authorization') this.#credentials = credentialsOf(name, value);
    else if (REFUSED_HEADERS.test(name)) this.leaveOut(`the header ${name}`, 'the sender sets it');
    else if (value === '' && written.charAt(colon) === ':')
      this.leaveOut(`the header ${name}:`, 'there is nothing to take away');
    else this.#headers.push({ name, value });
  }

  #takeData(option: CurlOption): void {
    if (option.value.startsWith('@')) this.leaveOut(shown(option), 'it stands in a file: paste its text into the body');
    else this.#parts.push({ text: option.value, isForm: false });
  }

  #takeUrlencoded(option: CurlOption): void {
    const { value } = option;
    if (/^[^=]*@/.test(value)) this.leaveOut(shown(option), 'it stands in a file');
    else
      this.#parts.push({ text: value.includes('=') ? encodedPair(value) : encodeURIComponent(value), isForm: false });
  }

  #takeJson(option: CurlOption): void {
    this.#isJson = true;
    this.#takeData(option);
  }

  #takeForm(option: CurlOption): void {
    if (/=[@<]/.test(option.value)) this.leaveOut(shown(option), 'files cannot be sent');
    else this.#parts.push({ text: encodedPair(option.value.replace(/;type=[^;]*$/, '')), isForm: true });
  }

  #takeUser(value: string): void {
    const [, username = value, password = ''] = /^([^:]*):(.*)$/s.exec(value) ?? [];
    this.#credentials = { kind: 'BASIC', username, password };
  }

  #takeCookie(option: CurlOption): void {
    if (option.value.includes('=')) this.#headers.push({ name: 'Cookie', value: option.value });
    else this.leaveOut(shown(option), 'it stands in a file');
  }

  #takeTimeout(option: CurlOption): void {
    const ms = Number(option.value) * 1000;
    if (Number.isFinite(ms) && ms >= 1 && ms <= 300_000) this.#timeoutMs = Math.round(ms);
    else this.leaveOut(shown(option), 'a timeout is up to 300 s');
  }

  #body(): RequestBody {
    const type = this.#headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
    const text = this.#parts.map((part) => part.text).join(this.#isJson ? '' : '&');
    if (this.#parts.some(({ isForm }) => isForm)) {
      this.leaveOut('multipart/form-data', 'the fields are sent as a form');
      return { type: 'form', form: rowsOf(text) };
    }
    const isJson = this.#isJson || saysJson(type, text);
    const json = isJson ? parsedJson(text) : undefined;
    if (json !== undefined) return { type: 'json', json };
    if (saysForm(type, text)) return { type: 'form', form: rowsOf(text) };
    return { type: 'raw', raw: text, contentType: rawType(type, this.#isJson) };
  }

  /** The body says its own Content-Type, unless the author's says more. */
  #headersBeside(body: RequestBody | null): Row[] {
    const isSaid = (value: string): boolean => {
      if (body?.type === 'json') return /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(value);
      if (body?.type === 'form') return /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(value);
      return body?.type === 'raw' && body.contentType === value;
    };
    return this.#headers.filter(({ name, value }) => name.toLowerCase() !== 'content-type' || !isSaid(value));
  }
}

const FORM = 'application/x-www-form-urlencoded';
const REFUSED_HEADERS = /^(?:host|content-length|connection|transfer-encoding|proxy-.*)$/i;

function credentialsOf(name: string, value: string): FoundCredentials {
  const [, scheme = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(value) ?? [];
  if (/^bearer$/i.test(scheme)) return { kind: 'BEARER', token: rest };
  if (/^basic$/i.test(scheme)) {
    const decoded = decodedBase64(rest);
    const colon = decoded?.indexOf(':') ?? -1;
    if (decoded !== undefined && colon >= 0) {
      return { kind: 'BASIC', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    }
  }
  return { kind: 'API_KEY', name, value };
}

function decodedBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A body without a type is taken for what it looks like. */
function saysJson(type: string, text: string): boolean {
  return type === '' ? /^\s*[[{]/.test(text) : /[/+]json\b/i.test(type);
}

function rawType(type: string, isJson: boolean): string {
  return isJson ? 'application/json' : type || FORM;
}

function saysForm(type: string, text: string): boolean {
  if (type !== '') return type.toLowerCase().startsWith(FORM);
  return /^[^\s=&{}[\]<>"]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)*$/.test(text);
}

function rowsOf(text: string): Row[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return {
        name: decoded(equals < 0 ? pair : pair.slice(0, equals)),
        value: equals < 0 ? '' : decoded(pair.slice(equals + 1)),
      };
    });
}

function encodedPair(pair: string): string {
  const equals = pair.indexOf('=');
  return `${pair.slice(0, equals)}=${encodeURIComponent(pair.slice(equals + 1))}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function shown({ written, value }: CurlOption): string {
  return value === '' ? written : `${written} ${value.length > 60 ? `${value.slice(0, 60)}…` : value}`;
}
