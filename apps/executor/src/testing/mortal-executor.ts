import type { Delivery, DeliveryOrder } from '../delivery/delivery.ts';
import type { LeaseTable } from '../runs/lease-table.ts';
import type { RunLedger } from '../runs/run-ledger.ts';

/** Where a process dies: at its nth write before or after the ledger keeps it, after its nth claim, or with its nth request. */
export interface Death {
  at: 'write-not-kept' | 'write-kept' | 'claimed' | 'sent';
  nth: number;
}

/**
 * What a process has in its hands, so that it can be killed: once it is dead none of its calls reaches anything and none of
 * them is ever answered. What reached the ledger or the target before stays there.
 */
export class Mortal {
  readonly ledger: RunLedger;
  readonly leases: LeaseTable;
  readonly delivery: Delivery;
  #isDead = false;
  readonly #death: Death | undefined;
  readonly #counts = { write: 0, claimed: 0, sent: 0 };

  constructor(world: { ledger: RunLedger; leases: LeaseTable; delivery: Delivery }, death: Death | undefined) {
    this.#death = death;
    const { ledger, leases, delivery } = world;
    this.ledger = {
      append: (...args) => this.#write(() => ledger.append(...args)),
      end: (...args) => this.#write(() => ledger.end(...args)),
      park: (...args) => this.#write(() => ledger.park(...args)),
      takeOver: (...args) => this.#claim(() => ledger.takeOver(...args)),
      claimDue: (...args) => this.#claim(() => ledger.claimDue(...args)),
      findNextDueInMs: (...args) => this.#alive(() => ledger.findNextDueInMs(...args)),
      findBody: (...args) => this.#alive(() => ledger.findBody(...args)),
    };
    this.leases = {
      begin: (...args) => this.#alive(() => leases.begin(...args)),
      renew: (...args) => this.#alive(() => leases.renew(...args)),
      giveUp: (...args) => this.#alive(() => leases.giveUp(...args)),
    };
    this.delivery = {
      attempt: (order) => this.#alive(() => delivery.attempt(this.#watched(order))),
      laneOf: (order) => delivery.laneOf(order),
      fullLanes: () => delivery.fullLanes(),
    };
  }

  isDead(): boolean {
    return this.#isDead;
  }

  /** To be called by the target when a request has reached it. */
  hasSent(): void {
    this.#counts.sent += 1;
    this.#dieIf('sent', this.#counts.sent);
  }

  /** A dead process asks nothing and answers nothing. */
  #watched(order: DeliveryOrder): DeliveryOrder {
    return { ...order, beforeSend: () => this.#alive(async () => order.beforeSend()) };
  }

  async #write<Answer>(write: () => Promise<Answer>): Promise<Answer> {
    this.#counts.write += 1;
    const nth = this.#counts.write;
    this.#dieIf('write-not-kept', nth);
    return this.#alive(async () => {
      const answer = await write();
      this.#dieIf('write-kept', nth);
      return answer;
    });
  }

  #claim<Claims extends readonly unknown[]>(claim: () => Promise<Claims>): Promise<Claims> {
    return this.#alive(async () => {
      const claims = await claim();
      if (claims.length > 0) this.#counts.claimed += 1;
      if (claims.length > 0) this.#dieIf('claimed', this.#counts.claimed);
      return claims;
    });
  }

  async #alive<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (this.isDead()) return never();
    const answer = await call();
    return this.isDead() ? never() : answer;
  }

  #dieIf(at: Death['at'], nth: number): void {
    if (this.#death?.at === at && this.#death.nth === nth) this.#isDead = true;
  }
}

function never<Answer>(): Promise<Answer> {
  return new Promise(() => undefined);
}
