import { LONG_OPTIONS, SHORT_OPTIONS, type OptionMeaning } from './curl-options.ts';

/** One option of a command with its value, as it was written. */
export interface CurlOption {
  readonly meaning: OptionMeaning | 'unknown';
  /** `-k`, `--data` */
  readonly written: string;
  readonly value: string;
  readonly why?: string | undefined;
}

/** Reads the words behind `curl`: `-sSL`, `-XPOST`, `--request=POST`, `--url x`, a URL by itself. */
export function readCurlWords(words: readonly string[]): CurlOption[] {
  const found: CurlOption[] = [];
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    if (word.startsWith('--')) found.push(readLong(word, waiting));
    else if (word.length > 1 && word.startsWith('-')) found.push(...readShort(word, waiting));
    else found.push({ meaning: 'url', written: word, value: word });
  }
  return found;
}

function readLong(word: string, waiting: string[]): CurlOption {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const option = Object.hasOwn(LONG_OPTIONS, name) ? LONG_OPTIONS[name] : undefined;
  const written = `--${name}`;
  if (option === undefined) return unknownOption(written, name);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const value = option.takesValue ? (inline ?? waiting.shift() ?? '') : '';
  return { meaning: option.meaning, written, value, why: option.why };
}

/** `--no-compressed` and the like only take a default back. */
function unknownOption(written: string, name: string): CurlOption {
  return { meaning: name.startsWith('no-') ? 'silent' : 'unknown', written, value: '' };
}

function readShort(word: string, waiting: string[]): CurlOption[] {
  const found: CurlOption[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const written = `-${letter}`;
    const long = Object.hasOwn(SHORT_OPTIONS, letter) ? SHORT_OPTIONS[letter] : undefined;
    const option = long === undefined ? undefined : LONG_OPTIONS[long];
    if (option === undefined) {
      found.push({ meaning: 'unknown', written, value: '' });
      continue;
    }
    const { meaning, why } = option;
    if (!option.takesValue) {
      found.push({ meaning, written, value: '', why });
      continue;
    }
    const attached = word.slice(at + 1).replace(/^=/, '');
    found.push({ meaning, written, value: attached === '' ? (waiting.shift() ?? '') : attached, why });
    return found;
  }
  return found;
}
