import type { SimulatedBroker } from '../../intake/testing/simulated-broker.ts';
import type { MemoryRecordLedger } from '../../intake/testing/memory-record-ledger.ts';
import type { Fact } from '../../runs/journal-entry.ts';
import type { MemoryRun, MemoryRunLedger } from '../../runs/testing/memory-run-ledger.ts';
import type { History } from './history.ts';
import { DECLARED_IDEMPOTENT, NODES, RESULT } from './reference-flow.ts';
import type { Receipt, SimulatedTarget } from './simulated-target.ts';

/** What was seen of things that may happen, but must be told. A simulation in which they never happen proves nothing. */
export interface Counts {
  receipts: number;
  inDoubt: number;
  /** Of requests that somebody had sent before. */
  repeats: number;
  /** Of those, of nodes that are declared idempotent. */
  idempotentRepeats: number;
  /** By a process that was stopped between its last check and its socket. */
  behindCheck: number;
  takenOver: number;
  refusedWrites: number;
  reviews: number;
}

/** What is looked at. */
interface Seen {
  runLedger: MemoryRunLedger;
  target: SimulatedTarget;
  records: MemoryRecordLedger;
  broker: SimulatedBroker | undefined;
  history: History;
  callOf: (runId: string) => string;
}

/** Looks at the whole world and says what must never be. */
export class Watch {
  readonly wrongs: string[] = [];
  readonly counts: Counts = {
    ...{ receipts: 0, inDoubt: 0, repeats: 0, idempotentRepeats: 0 },
    ...{ behindCheck: 0, takenOver: 0, refusedWrites: 0, reviews: 0 },
  };
  readonly #world: Seen;
  readonly #keys = new Map<string, string>();
  /** Up to where each partition was looked at. */
  readonly #durable = new Map<number, number>();
  readonly #ended = new Map<string, MemoryRun['end']>();

  constructor(world: Seen) {
    this.#world = world;
  }

  wrong(what: string): void {
    if (this.wrongs.includes(what)) return;
    this.wrongs.push(what);
    this.#world.history.note('!', () => what);
  }

  /** Asked at the moment when a request arrives. */
  onReceipt(receipt: Receipt): void {
    if (receipt.isLookup) return;
    this.counts.receipts += 1;
    this.#lookAtKey(receipt);
    this.#lookAtIntent(receipt);
    if (receipt.isBehindCheck) {
      this.counts.behindCheck += 1;
      return;
    }
    this.#lookAtAnswer(receipt);
    this.#lookAtRepeat(receipt);
  }

  /** What must hold at every moment. */
  look(): void {
    for (const [runId, run] of this.#world.runLedger.runs) {
      this.#lookAtPlace(runId, run);
      this.#lookAtEnd(runId, run);
    }
    const { broker } = this.#world;
    for (const partition of broker?.logs.keys() ?? []) if (broker) this.#lookAtOffsets(broker, partition);
  }

  /** What must hold when nothing goes wrong any more and all had time to come to its end. */
  lookAtTheEnd(): void {
    const { runs } = this.#world.runLedger;
    for (const [runId, run] of runs) {
      const name = this.#nameOf(runId);
      const seqs = run.entries.map(({ seq }) => seq);
      if (seqs.some((seq, index) => seq !== index + 1)) this.wrong(`${name}: its journal has gaps: ${seqs.join(' ')}`);
      if (run.state !== 'over') this.wrong(`${name} did not end: it is ${run.state}`);
      else if (run.end?.status !== 'SUCCEEDED') this.wrong(`${name} ended as ${JSON.stringify(run.end)}`);
      else this.#lookAtResult(name, run);
    }
  }

  isInReview(runId: string, node: string): boolean {
    const last = this.#factsOf(runId, node).at(-1);
    return last?.kind === 'review';
  }

  #lookAtKey({ runId, node, key }: Receipt): void {
    const place = `${this.#nameOf(runId)}: ${node}`;
    const known = this.#keys.get(place);
    if (key === undefined) this.wrong(`${place} was sent without a key`);
    else if (known === undefined) {
      if ([...this.#keys.values()].includes(key)) this.wrong(`${place} was sent with another step's key`);
      this.#keys.set(place, key);
    } else if (known !== key) this.wrong(`${place} was sent with two keys`);
  }

  #lookAtIntent(receipt: Receipt): void {
    const { runId, node } = receipt;
    if (DECLARED_IDEMPOTENT.includes(node)) return;
    const intents = this.#factsOf(runId, node).filter((fact) => fact.kind === 'intent' && fact.isLookup !== true);
    if (intents.length <= this.#receiptsBefore(receipt)) {
      this.wrong(`${this.#nameOf(runId)}: ${node} was sent without a stored intent`);
    }
  }

  #lookAtAnswer({ runId, node }: Receipt): void {
    const facts = this.#factsOf(runId, node);
    const isOver = facts.some(({ kind }) => kind === 'step');
    const isAnswered = facts.some((fact) => fact.kind === 'attempt' && !fact.isLookup && fact.status === 'SUCCEEDED');
    if (isOver || isAnswered) this.wrong(`${this.#nameOf(runId)}: ${node} was sent after a stored answer`);
  }

  #lookAtRepeat(receipt: Receipt): void {
    const { runId, node } = receipt;
    const before = this.#receiptsBefore(receipt);
    if (before === 0) return;
    this.counts.repeats += 1;
    if (DECLARED_IDEMPOTENT.includes(node)) {
      this.counts.idempotentRepeats += 1;
      return;
    }
    const place = `${this.#nameOf(runId)}: ${node}`;
    const attempts = this.#factsOf(runId, node).flatMap((fact) =>
      fact.kind === 'attempt' && !fact.isLookup ? [fact] : [],
    );
    const known = attempts.filter((fact) => fact.status === 'IN_DOUBT' || fact.status === 'FAILED');
    const doubts = attempts.filter((fact) => fact.status === 'IN_DOUBT').length;
    if (before > known.length)
      this.wrong(`${place} was repeated, and nothing says that the request before was in doubt or refused`);
    const repeats = this.#factsOf(runId, node).filter(
      (fact) => fact.kind === 'resolved' && fact.resolution === 'repeat',
    );
    if (node === 'bill' && doubts > repeats.length)
      this.wrong(`${place} was in doubt and repeated, though a person must decide`);
    if (node === 'crm' && doubts > 0 && this.#world.target.carriedOut(runId, node) > 0)
      this.wrong(`${place} was in doubt and repeated, though a look-up finds it carried out`);
  }

  #lookAtPlace(runId: string, { state, owner, due }: MemoryRun): void {
    const isPlaced = {
      driven: owner !== undefined,
      due: due !== undefined && Number.isFinite(due.dueAtMs),
      ...{ review: owner === undefined, released: owner === undefined, over: owner === undefined },
    };
    if (!isPlaced[state]) this.wrong(`${this.#nameOf(runId)} is ${state} and has no owner, due time or person`);
  }

  #lookAtEnd(runId: string, { state, end }: MemoryRun): void {
    const ended = this.#ended.get(runId);
    if (ended === undefined && end !== undefined) this.#ended.set(runId, end);
    else if (ended !== end || (end !== undefined && state !== 'over')) this.wrong(`${this.#nameOf(runId)} ended twice`);
  }

  /** Everything before the next offset that the ledger holds is durable, and nothing behind it is committed. */
  #lookAtOffsets(broker: SimulatedBroker, partition: number): void {
    const { records } = this.#world;
    const place = { topic: broker.settings.topic, partition };
    const next = records.nextOffset(place) ?? 0n;
    const committed = broker.committed.get(partition) ?? 0n;
    if (committed > next) {
      this.wrong(`offset ${committed} of partition ${partition} is committed, and the ledger is only at ${next}`);
    }
    const from = this.#durable.get(partition) ?? 0;
    for (const { offset, key } of broker.logs[partition]?.slice(from, Number(next)) ?? []) {
      const isKept = !Number.isNaN(records.events.duplicatesOf(String(key)));
      if (isKept || records.hasLetter(place, BigInt(offset))) continue;
      this.wrong(`${String(key)} (offset ${offset} of partition ${partition}) was passed over and is lost`);
    }
    this.#durable.set(partition, Math.max(Number(next), from));
  }

  #lookAtResult(name: string, { end, entries }: MemoryRun): void {
    for (const [variable, value] of Object.entries(RESULT)) {
      if (end?.variables[variable] !== value) this.wrong(`${name}: ${variable} is not ${value}`);
    }
    const facts = entries.flatMap((entry) => entry.facts);
    for (const node of NODES) {
      const ends = facts.filter((fact) => fact.kind === 'step' && fact.node === node);
      if (ends.length !== 1) this.wrong(`${name}: ${node} is over ${ends.length} times`);
    }
    this.counts.inDoubt += facts.filter((fact) => fact.kind === 'attempt' && fact.status === 'IN_DOUBT').length;
    this.counts.reviews += facts.filter((fact) => fact.kind === 'review').length;
  }

  #receiptsBefore({ runId, node }: Receipt): number {
    return this.#world.target.receipts.filter(
      (other) => other.runId === runId && other.node === node && !other.isLookup,
    ).length;
  }

  #factsOf(runId: string, node: string): Exclude<Fact, { kind: 'taken' | 'cancelled' }>[] {
    const entries = this.#world.runLedger.runs.get(runId)?.entries ?? [];
    return entries.flatMap(({ facts }) =>
      facts.flatMap((fact) => ('node' in fact && fact.node === node ? [fact] : [])),
    );
  }

  #nameOf(runId: string): string {
    return `run of ${this.#world.callOf(runId)}`;
  }
}
