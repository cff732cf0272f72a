import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * A value that must not be printed: text conversion, JSON and `util.inspect` all give `[secret]`, so that it can
 * travel in a config object or in the facts of a log line without harm. `reveal()` is the one way out, and easy to
 * search for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the moment of its use: do not keep it, log it or put it into an error. */
  reveal(): string {
    return this.#value;
  }

  /** Always `[secret]`. */
  toString(): string {
    return shown;
  }

  /** Always `[secret]`. */
  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
