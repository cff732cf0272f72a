/** What every rule looks for: something that should not be. The message names the rule for people. */
export const balanceRules = {
  EVENT_WITHOUT_END: 'a call event whose end cannot be told',
  RUN_MISSING: 'a run that an event names and that is not there',
  RUN_UNEXPLAINED: 'a run that no event names',
  RUN_UNDECIDED: 'a run that is neither open nor over',
  RUN_ABANDONED: 'an open run without an owner, a due time or a person',
  DUE_WITHOUT_RUN: 'a due time of a run that is over or owned',
  WAIT_OVERDUE: 'a call whose analysis is waited for past the deadline',
  COMMAND_OVERDUE: 'an order to a run that was not carried out',
  OFFSET_PASSED: 'an event of a record behind the next offset',
  TOPIC_SHORTER: 'a next offset behind the end of its topic',
} as const;
export type BalanceRule = keyof typeof balanceRules;

/** Something that does not balance. */
export interface Offender {
  rule: BalanceRule;
  workspace: string | null;
  /** Of a run, a call, a command or a partition: what to look for. */
  name: string;
}

/** What the ledger counts at one moment. */
export interface BalanceCounts {
  events: { matched: number; dropped: number; waiting: number; deadLetters: number; duplicates: number };
  /** Runs that events name, and runs there are: opened by an event, replayed. */
  named: number;
  opened: number;
  replayed: number;
  ended: number;
  open: { owned: number; due: number; inReview: number; released: number };
}

export interface PartitionPosition {
  topic: string;
  partition: number;
  /** The next record to be read. */
  nextOffset: bigint;
}

/** The ledger at one moment. */
export interface Books {
  counts: BalanceCounts;
  /** A few of each rule by name; `offenderCount` counts all. */
  offenders: Offender[];
  offenderCount: number;
  positions: PartitionPosition[];
}

/** @throws Fault POSTGRES_UNAVAILABLE */
export interface LedgerBooks {
  /** @param sinceDays - only what came in so many days; undefined = all that is kept */
  read(sinceDays: number | undefined): Promise<Books>;
}

/** Ends of Kafka's partitions. */
export interface TopicEnds {
  endsOf(topics: readonly string[]): Promise<PartitionEnd[]>;
}

export interface PartitionEnd {
  topic: string;
  partition: number;
  endOffset: bigint;
}

/** How far one partition has been read. */
export interface PartitionBalance extends PartitionPosition {
  endOffset: bigint;
}

export interface Balance extends Books {
  /** Undefined without Kafka. */
  partitions: PartitionBalance[] | undefined;
}

/** Reads the ledger, and where its reading of Kafka stands. It balances when there are no offenders. */
export async function takeBalance(
  { books, ends }: { books: LedgerBooks; ends: TopicEnds | undefined },
  sinceDays?: number,
): Promise<Balance> {
  const read = await books.read(sinceDays);
  if (ends === undefined) return { ...read, partitions: undefined };
  const { positions } = read;
  // Asked after the ledger was read, so the ends can only be further.
  const known = await ends.endsOf([...new Set(positions.map(({ topic }) => topic))]);
  const partitions = positions.map((position) => ({ ...position, endOffset: endOf(known, position) }));
  const shorter = partitions
    .filter(({ nextOffset, endOffset }) => nextOffset > endOffset)
    .map(({ topic, partition }): Offender => ({
      rule: 'TOPIC_SHORTER',
      workspace: null,
      name: `${topic}/${partition}`,
    }));
  return {
    ...read,
    partitions,
    offenders: [...read.offenders, ...shorter],
    offenderCount: read.offenderCount + shorter.length,
  };
}

function endOf(known: readonly PartitionEnd[], { topic, partition }: PartitionPosition): bigint {
  return known.find((end) => end.topic === topic && end.partition === partition)?.endOffset ?? 0n;
}
