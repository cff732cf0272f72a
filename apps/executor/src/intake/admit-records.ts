import type { RunStarter } from '../runs/run-starter.ts';
import { hashOfRecord } from './dead-letter.ts';
import type { IntakeTally } from './intake-tally.ts';
import { judgeRecords, type JudgeSettings } from './judge-records.ts';
import { OpenPartition, type PartitionStart } from './open-partition.ts';
import type { RecordLedger } from './record-ledger.ts';
import type { Bounds, PartitionReading, Place, RecordReader, SourceRecord } from './record-source.ts';

interface Settings extends JudgeSettings {
  ledger: RecordLedger;
  runs: RunStarter;
  tally: IntakeTally;
}

/**
 * Takes in what call systems publish: judges each record, makes its event, its runs and the next offset durable in one
 * transaction, and begins the runs. A record that is no event becomes a dead letter, so that none ever blocks its partition.
 */
export class AdmitRecords implements RecordReader {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /**
   * Goes on where the ledger says, whatever the group's own offset is: after a restored backup, what came since then is read
   * again. Begins one record early where it can, to compare that one with the hash that was kept of it.
   */
  async open(place: Place, askBounds: () => Promise<Bounds>): Promise<PartitionReading> {
    const { catalog, ledger } = this.#settings;
    if (!catalog.isReady()) throw new Error('no published flows are known yet');
    const kept = await ledger.findPosition(place);
    const bounds = await askBounds();
    const start = (at: PartitionStart): OpenPartition => new OpenPartition(this, place, at);
    if (kept === undefined) return start({ from: bounds.low, expected: undefined });
    const { nextOffset, recordHash } = kept;
    // An offset beyond the end: the log is not the one that was read.
    if (nextOffset > bounds.high) {
      await this.startAnew(place, nextOffset, bounds.low);
      return start({ from: bounds.low, expected: bounds.low });
    }
    if (nextOffset < bounds.low) this.#sayLost(place, bounds.low - nextOffset);
    if (nextOffset <= bounds.low || recordHash === null) {
      const from = nextOffset < bounds.low ? bounds.low : nextOffset;
      return start({ from, expected: nextOffset });
    }
    return start({ from: nextOffset - 1n, expected: nextOffset, before: { hash: recordHash, low: bounds.low } });
  }

  /**
   * The offsets of a topic that was made anew mean other records: it is read from its beginning.
   * @throws Error when somebody else has moved the partition on meanwhile
   */
  async startAnew(place: Place, expected: bigint, to: bigint): Promise<void> {
    const { ledger, log, tally } = this.#settings;
    const isOurs = await ledger.startAnew(place, expected, to);
    if (!isOurs) throw new Error('the partition was moved on by another executor');
    tally.madeAnew(place.topic);
    log.warn(
      { ...place, read: String(expected), from: String(to) },
      'the topic was made anew and is read from its beginning',
    );
  }

  /** Keeps records that follow each other. False: the ledger's next offset is not `expected`, and nothing was kept. */
  async admit(place: Place, expected: bigint | undefined, records: readonly SourceRecord[]): Promise<boolean> {
    const last = records.at(-1);
    if (last === undefined) return true;
    const { ledger, runs, tally } = this.#settings;
    const judged = judgeRecords(this.#settings, place, records);
    const next = { nextOffset: last.offset + 1n, recordHash: hashOfRecord(last) };
    const owner = runs.ownerOfNew();
    const keeping = await ledger.keepChunk({ ...judged, place, expected, next }, owner);
    if (!keeping.kept) return false;
    const { outcomes } = keeping;
    const opened = judged.admissions.flatMap(({ openings }, index) => (outcomes[index] === 'new' ? openings : []));
    runs.begin(opened, owner);
    const refused = outcomes.filter((outcome) => outcome === 'refused');
    const codes = [...judged.deadLetters.map(({ reason }) => reason.code), ...refused.map(() => 'INVALID' as const)];
    tally.kept('KAFKA', outcomes);
    tally.deadLetters(place.topic, codes);
    return true;
  }

  #sayLost(place: Place, records: bigint): void {
    this.#settings.log.error({ ...place, records: String(records) }, 'Kafka removed records before they were read');
  }
}
