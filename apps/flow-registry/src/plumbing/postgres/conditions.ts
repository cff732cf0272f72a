/** Conditions of a query and their values; `add` is given the placeholders of its values. */
export class Conditions {
  private readonly parts: string[] = [];

  /** @param from - the number of the first placeholder */
  constructor(
    readonly values: unknown[] = [],
    private readonly from = 1,
  ) {}

  /** Conditions of a subquery of the same statement: other text, one list of values. */
  sharing(): Conditions {
    return new Conditions(this.values, this.from);
  }

  /** The placeholder of a value that stands elsewhere in the statement. */
  value(value: unknown): string {
    return `$${this.from + this.values.push(value) - 1}`;
  }

  add(text: (...placeholders: string[]) => string, ...values: unknown[]): this {
    this.parts.push(text(...values.map((value) => this.value(value))));
    return this;
  }

  /** Left out when there is no value. */
  maybe(value: unknown, text: (placeholder: string) => string): this {
    return value === undefined ? this : this.add((placeholder = '') => text(placeholder), value);
  }

  get sql(): string {
    return this.parts.join(' and ');
  }
}
