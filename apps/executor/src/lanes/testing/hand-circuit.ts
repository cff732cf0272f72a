import type { Admission, Circuit, Health } from '../circuit.ts';

/** A circuit that the test opens and closes. */
export class HandCircuit implements Circuit {
  readonly reports: Health[] = [];
  isShutdown = false;
  #openForMs: number | undefined;

  open(retryAfterMs: number): void {
    this.#openForMs = retryAfterMs;
  }

  close(): void {
    this.#openForMs = undefined;
  }

  admit(): Admission {
    if (this.#openForMs !== undefined) return { isOpen: true, retryAfterMs: this.#openForMs };
    const report = (health: Health): Promise<void> => {
      this.reports.push(health);
      return Promise.resolve();
    };
    return { isOpen: false, report };
  }

  isOpen(): boolean {
    return this.#openForMs !== undefined;
  }

  shutdown(): void {
    this.isShutdown = true;
  }
}
