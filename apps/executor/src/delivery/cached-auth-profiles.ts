import type { Clock } from '@aftercall/service-runtime';
import type { UsableCredential } from '@aftercall/wire-format';
import type { AuthProfileSource, CredentialAnswer, CredentialQuestion } from './auth-profile-source.ts';

type Ask = (question: CredentialQuestion) => Promise<CredentialAnswer>;

interface Entry {
  kept?: { credential: UsableCredential; freshUntilMs: number; expiresMs: number };
  inFlight?: Promise<CredentialAnswer>;
  /** Questions in a row that nobody answered, and until when none is asked. */
  away: { count: number; untilMs: number };
}

/** A credential is renewed this much before its end, or at half of its life: a request may wait for its turn meanwhile. */
const RENEWAL_MARGIN_MS = 15_000;

/** Waits after the 1st, 2nd, … question that nobody answered: a vault that restarts is found within seconds, and not flooded. */
const AWAY_WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

const MAX_ENTRIES = 10_000;

/**
 * Keeps credentials in memory until shortly before they end, so that the vault is asked once in a while and not per request.
 * However many requests want one at once, one question is in flight per profile and origin. While the vault is away a
 * kept credential serves until its very end.
 *
 * A 401 of a target makes the credential be forgotten: its secret was probably replaced in the vault, and the copy here
 * would fail every request until its end. The price is one question per 401. A 403 says that the credential was
 * recognised, so it stays.
 */
export class CachedAuthProfiles implements AuthProfileSource {
  readonly #ask: Ask;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(source: Pick<AuthProfileSource, 'resolve'>, clock: Clock) {
    this.#ask = (question) => source.resolve(question);
    this.#clock = clock;
  }

  async resolve(question: CredentialQuestion): Promise<CredentialAnswer> {
    const entry = this.#entry(question);
    const nowMs = this.#clock.monotonicMs();
    if (entry.kept !== undefined && nowMs < entry.kept.freshUntilMs) {
      return { kind: 'usable', credential: entry.kept.credential };
    }
    const answer = await this.#renew(entry, question);
    const { kept } = entry;
    if (answer.kind === 'unavailable' && kept !== undefined && this.#clock.monotonicMs() < kept.expiresMs) {
      return { kind: 'usable', credential: kept.credential };
    }
    return answer;
  }

  forget(question: CredentialQuestion): void {
    const entry = this.#entries.get(keyOf(question));
    if (entry !== undefined) delete entry.kept;
  }

  #entry(question: CredentialQuestion): Entry {
    const key = keyOf(question);
    const entry = this.#entries.get(key) ?? { away: { count: 0, untilMs: 0 } };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }

  async #renew(entry: Entry, question: CredentialQuestion): Promise<CredentialAnswer> {
    const waitMs = entry.away.untilMs - this.#clock.monotonicMs();
    if (entry.away.count > 0 && waitMs > 0) return unavailable(question, waitMs);
    entry.inFlight ??= this.#askOnce(entry, question);
    return entry.inFlight;
  }

  async #askOnce(entry: Entry, question: CredentialQuestion): Promise<CredentialAnswer> {
    try {
      const answer = await this.#ask(question);
      return this.#keep(entry, answer, question);
    } finally {
      delete entry.inFlight;
    }
  }

  #keep(entry: Entry, answer: CredentialAnswer, question: CredentialQuestion): CredentialAnswer {
    const nowMs = this.#clock.monotonicMs();
    if (answer.kind === 'unavailable') {
      const waitMs = AWAY_WAITS_MS[entry.away.count] ?? AWAY_WAITS_MS.at(-1) ?? 0;
      entry.away = { count: entry.away.count + 1, untilMs: nowMs + waitMs };
      return { ...unavailable(question, waitMs), cause: answer.cause };
    }
    entry.away = { count: 0, untilMs: 0 };
    // A refusal (revoked, gone, other origins) ends what is kept, whatever life it had left.
    delete entry.kept;
    if (answer.kind === 'refused') return answer;
    const lifeMs = Date.parse(answer.credential.expiresAt) - this.#clock.now().getTime();
    const freshUntilMs = nowMs + lifeMs - Math.min(RENEWAL_MARGIN_MS, lifeMs / 2);
    entry.kept = { credential: answer.credential, freshUntilMs, expiresMs: nowMs + lifeMs };
    return answer;
  }
}

function unavailable(
  { name }: CredentialQuestion,
  retryAfterMs: number,
): Extract<CredentialAnswer, { kind: 'unavailable' }> {
  const message = `the vault did not answer; it is needed for the auth profile ${name}`;
  return { kind: 'unavailable', cause: { code: 'VAULT_UNAVAILABLE', message }, retryAfterMs };
}

function keyOf({ workspace, name, origin }: CredentialQuestion): string {
  return JSON.stringify([workspace, name, origin]);
}
