/** What the example target does with a write: it makes a ticket, a note or a figure, once per idempotency key. */
export interface CrmAnswer {
  status: number;
  body: Record<string, unknown>;
  /** The same key came before: this is the answer of then, and nothing was made anew. */
  isRepeated: boolean;
}

const ROUTES: Readonly<Record<string, string>> = {
  'POST /tickets': 'T',
  'POST /notes': 'N',
  'PUT /metrics': 'M',
};

/** A small CRM in memory. */
export class Crm {
  private readonly counts = new Map<string, number>();
  private readonly answered = new Map<string, Record<string, unknown>>();

  /** True for a route (`POST /tickets`) that a flow may call here. */
  knows(route: string): boolean {
    return ROUTES[route] !== undefined;
  }

  /** `idempotencyKey` as in the header: a repetition changes nothing and is answered like the first time. */
  write(route: string, idempotencyKey: string | undefined): CrmAnswer {
    const known = idempotencyKey === undefined ? undefined : `${route} ${idempotencyKey}`;
    const before = known === undefined ? undefined : this.answered.get(known);
    if (before !== undefined) return { status: 200, body: before, isRepeated: true };
    const number = (this.counts.get(route) ?? 0) + 1;
    this.counts.set(route, number);
    const body = { id: `${ROUTES[route] ?? '?'}-${1000 + number}`, state: 'open' };
    if (known !== undefined) this.answered.set(known, body);
    return { status: 201, body, isRepeated: false };
  }
}
