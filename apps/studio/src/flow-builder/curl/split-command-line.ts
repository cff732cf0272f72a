/** A command line cut into its words, or why it cannot be. */
export type SplitLine =
  | {
      readonly ok: true;
      readonly words: readonly string[];
      /** Variables that the shell would have filled in: `$TOKEN`. */
      readonly variables: readonly string[];
      readonly rest: string;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Cuts a command line into words as a POSIX shell does: single and double quotes, `$'…'`, backslashes, lines that go on.
 * Carets at line ends (copied for the Windows shell) count as such. The command ends at an unquoted `;`, `|`, `&` or line
 * end; what stands behind it is `rest`. Variables and `$( )` are not looked up: they stay as they are written.
 */
export function splitCommandLine(line: string): SplitLine {
  const reader = new Reader(line);
  const words: string[] = [];
  for (;;) {
    reader.skipBlanks();
    if (reader.isAtEnd()) return { ok: true, words, variables: [...reader.variables], rest: reader.rest() };
    const word = reader.readWord();
    if (word === undefined) return { ok: false, problem: 'a quote is never closed' };
    words.push(word);
  }
}

const ENDS = ';|&\n';
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  v: '\v',
};

class Reader {
  readonly variables = new Set<string>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.replaceAll('\r\n', '\n');
  }

  skipBlanks(): void {
    for (;;) {
      const continued = /^[\\^]\n/.exec(this.#text.slice(this.#at));
      if (continued !== null) this.#at += 2;
      else if (' \t'.includes(this.#peek() || 'x')) this.#at += 1;
      else return;
    }
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length || ENDS.includes(this.#peek());
  }

  rest(): string {
    return this.#text
      .slice(this.#at)
      .replace(/^[;|&\s]+/, '')
      .trim();
  }

  /** Undefined when a quote in it is never closed. */
  readWord(): string | undefined {
    let word = '';
    while (!this.isAtEnd() && !' \t'.includes(this.#peek())) {
      const part = this.#readPart();
      if (part === undefined) return undefined;
      word += part;
    }
    return word;
  }

  #readPart(): string | undefined {
    const text = this.#text.slice(this.#at);
    if (/^[\\^]\n/.test(text)) return this.#take(2, '');
    if (text.startsWith("$'")) return this.#readAnsi();
    if (text.startsWith('$"')) return this.#take(1, '');
    if (text.startsWith("'")) return this.#readSingle();
    if (text.startsWith('"')) return this.#readDouble();
    if (text.startsWith('\\')) return this.#take(2, text.charAt(1));
    this.#noteVariable(text);
    return this.#take(1, text.charAt(0));
  }

  #readSingle(): string | undefined {
    const end = this.#text.indexOf("'", this.#at + 1);
    return end < 0 ? undefined : this.#take(end + 1 - this.#at, this.#text.slice(this.#at + 1, end));
  }

  #readDouble(): string | undefined {
    let word = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '"') return this.#take(at + 1 - this.#at, word);
      const next = this.#text.charAt(at + 1);
      this.#noteVariable(this.#text.slice(at));
      if (character !== '\\' || !'"\\$`\n'.includes(next || 'x')) {
        word += character;
        continue;
      }
      word += next === '\n' ? '' : next;
      at += 1;
    }
    return undefined;
  }

  #readAnsi(): string | undefined {
    const quoted = /^\$'((?:\\[^]|[^'\\])*)'/.exec(this.#text.slice(this.#at));
    if (quoted === null) return undefined;
    const [whole, content = ''] = quoted;
    const text = content.replaceAll(
      /\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|[^])/g,
      unescaped,
    );
    return this.#take(whole.length, text);
  }

  #noteVariable(text: string): void {
    const variable = /^\$(?:[A-Za-z_]\w*|\{[A-Za-z_][^}]*\}|\()/.exec(text);
    if (variable !== null) this.variables.add(variable[0] === '$(' ? '$( )' : variable[0]);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(length: number, part: string): string {
    this.#at += length;
    return part;
  }
}

/** `\\n`, `\\x41`, `\\u00e9`, `\\101`: what stands behind the backslash says which. */
function unescaped(escape: string): string {
  const [, kind = '', rest = ''] = escape;
  const digits = escape.slice(2);
  if (/^[xuU]$/.test(kind) && digits !== '') return characterOf(Number.parseInt(digits, 16));
  if (/^[0-7]$/.test(kind)) return characterOf(Number.parseInt(`${kind}${digits}`, 8));
  return ESCAPES[kind] ?? `${kind}${rest}`;
}

function characterOf(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
}
