/** A record as the log keeps it. */
export interface LoggedMessage {
  offset: string;
  timestamp: string;
  key: Buffer;
  value: Buffer;
  headers: Record<string, string>;
  attributes: number;
}

interface Member {
  name: string;
  generation: number;
  beatAtMs: number;
}

interface Settings {
  topic: string;
  partitions: number;
  sessionTimeoutMs: number;
  /** Messages per fetch. */
  batchSize: () => number;
  nowMs: () => number;
}

/**
 * One topic and the group that reads it: members come, fall silent and are given up; whoever does not know that yet goes on
 * with what it has, and its commits are refused.
 */
export class SimulatedBroker {
  readonly settings: Settings;
  readonly logs: LoggedMessage[][];
  /** What the group has committed, by partition. */
  readonly committed = new Map<number, bigint>();
  readonly #members = new Map<symbol, Member>();
  #generation = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.logs = Array.from({ length: settings.partitions }, () => []);
  }

  publish(partition: number, message: Pick<LoggedMessage, 'key' | 'value' | 'headers'>): void {
    const log = this.logs[partition];
    const timestamp = String(this.settings.nowMs());
    log?.push({ ...message, timestamp, attributes: 0, offset: String(log.length) });
  }

  /** Makes a member, or lets one know its new share. */
  join(id: symbol, name: string): { generation: number; partitions: number[] } {
    this.#giveUpSilent();
    if (!this.#members.has(id)) this.#generation += 1;
    this.#members.set(id, { name, generation: this.#generation, beatAtMs: this.settings.nowMs() });
    const place = [...this.#members.keys()].indexOf(id);
    const partitions = [...this.logs.keys()].filter((partition) => partition % this.#members.size === place);
    return { generation: this.#generation, partitions };
  }

  leave(id: symbol): void {
    if (this.#members.delete(id)) this.#generation += 1;
  }

  /** @throws as the group answers whoever is not, or not in this generation, a member */
  beat(id: symbol): void {
    this.#giveUpSilent();
    const member = this.#members.get(id);
    if (member === undefined) throw answerOf('UNKNOWN_MEMBER_ID');
    member.beatAtMs = this.settings.nowMs();
    if (member.generation !== this.#generation) throw answerOf('REBALANCE_IN_PROGRESS');
  }

  commit(id: symbol, offsets: readonly { partition: number; offset: string }[]): void {
    this.#giveUpSilent();
    if (this.#members.get(id)?.generation !== this.#generation) throw answerOf('ILLEGAL_GENERATION');
    for (const { partition, offset } of offsets) this.committed.set(partition, BigInt(offset));
  }

  #giveUpSilent(): void {
    const { nowMs, sessionTimeoutMs } = this.settings;
    for (const [id, { beatAtMs }] of this.#members) if (nowMs() - beatAtMs > sessionTimeoutMs) this.leave(id);
  }

  /** What each partition holds. */
  offsets(): { partition: number; low: string; high: string; offset: string }[] {
    return this.logs.map(({ length }, partition) => {
      return { partition, low: '0', high: String(length), offset: String(length) };
    });
  }
}

function answerOf(type: string): Error {
  return Object.assign(new Error(`the group says ${type}`), { type });
}
