/** What keeps a text from being JSON, and where. */
export interface JsonProblem {
  readonly problem: string;
  readonly at: number;
}

/**
 * Finds the first place at which a text is no JSON. Browsers word their own errors differently and often leave out the
 * place; this says both, for authors.
 */
export function findJsonProblem(text: string): JsonProblem | undefined {
  try {
    const reader = new Reader(text);
    reader.value();
    reader.end();
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return { problem: error.message, at: error.at };
    throw error;
  }
}

/** Ends the reading; never leaves this file. */
class Stop extends Error {
  readonly at: number;

  constructor(problem: string, at: number) {
    super(problem);
    this.at = at;
  }
}

const UNFINISHED = 'The JSON is not finished';

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): void {
    const character = this.#next();
    if (character === '{') this.#members();
    else if (character === '[') this.#items();
    else if (character === '"') this.#string();
    else this.#word();
  }

  end(): void {
    if (this.#next() !== '') this.#stop('Something stands behind the end of the JSON');
  }

  #members(): void {
    this.#at += 1;
    if (this.#skips('}')) return;
    for (;;) {
      const begins = this.#next();
      if (begins === '}') this.#stop('A comma too many');
      if (begins !== '"') this.#stop('A name in double quotes is missing');
      this.#string();
      if (!this.#skips(':')) this.#stop('A colon is missing behind the name');
      this.value();
      if (this.#skips('}')) return;
      this.#comma();
    }
  }

  #items(): void {
    this.#at += 1;
    if (this.#skips(']')) return;
    for (;;) {
      if (this.#next() === ']') this.#stop('A comma too many');
      this.value();
      if (this.#skips(']')) return;
      this.#comma();
    }
  }

  #comma(): void {
    if (!this.#skips(',')) this.#stop('A comma or a closing bracket is missing');
  }

  #string(): void {
    const from = this.#at;
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      if (character === '"') {
        this.#at += 1;
        return;
      }
      if (character < ' ') this.#stop('A line break or control character stands inside a text: write \\n');
      if (character === '\\') this.#escape();
    }
    throw new Stop('A text is never closed: a quote is missing', from);
  }

  #escape(): void {
    const escape = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 6));
    if (escape === null) this.#stop('Behind a backslash stands n, t, ", \\, / or u with four digits');
    this.#at += (escape?.[0].length ?? 1) - 1;
  }

  #word(): void {
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(
      this.#text.slice(this.#at),
    );
    if (word === null)
      this.#stop(this.#text.charAt(this.#at) === "'" ? 'Texts stand in double quotes' : 'No JSON value stands here');
    this.#at += word?.[0].length ?? 0;
  }

  /** The next character that is no blank; empty at the end of an unfinished text. */
  #next(): string {
    while (/[\t\n\r ]/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#text.charAt(this.#at);
  }

  #skips(character: string): boolean {
    if (this.#next() !== character) return false;
    this.#at += 1;
    return true;
  }

  #stop(problem: string): void {
    const isAtEnd = this.#at >= this.#text.length;
    throw new Stop(isAtEnd ? UNFINISHED : problem, this.#at);
  }
}
