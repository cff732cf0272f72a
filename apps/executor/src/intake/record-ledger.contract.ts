import { randomUUID } from 'node:crypto';
import type { DeadLetter } from './dead-letter.ts';
import { admissionOf } from './intake-ledger.contract.ts';
import type { JudgedChunk, RecordLedger } from './record-ledger.ts';
import { aRecord } from './testing/a-record.ts';

const place = { topic: 'calls', partition: 3 };
const other = { topic: 'calls', partition: 4 };
const hash = (text: string): Buffer => Buffer.from(text.padEnd(32, '.'));

/** What the reading from Kafka relies on, whatever keeps the rows. */
export function recordLedgerContract(
  name: string,
  make: () => Promise<{
    ledger: RecordLedger;
    newRunId: () => string;
    letters: () => Promise<{ offset: bigint; code: string; callId: string | null }[]>;
    duplicatesOf: (callId: string) => Promise<number>;
    /** An admission that the ledger refuses for its data. */
    unstorable: (callId: string) => ReturnType<typeof admissionOf>;
    close: () => Promise<void>;
  }>,
): void {
  describe(`${name} as a record ledger`, () => {
    let parts: Awaited<ReturnType<typeof make>>;
    beforeEach(async () => {
      parts = await make();
    });
    afterEach(() => parts.close());
    const owner = { workerId: randomUUID(), epoch: 1 };
    const admission = (callId: string) => admissionOf({ newRunId: parts.newRunId, data: { callId } });
    const letter = (offset: bigint, over: Partial<DeadLetter> = {}): DeadLetter => ({
      reason: { code: 'UNREADABLE', message: 'the value is not JSON' },
      workspace: null,
      eventId: null,
      callId: null,
      place,
      record: aRecord({ offset }),
      ...over,
    });
    const chunk = (over: Partial<JudgedChunk> & { to?: bigint }): JudgedChunk => ({
      place,
      expected: undefined,
      next: { nextOffset: over.to ?? 1n, recordHash: hash('last') },
      admissions: [],
      deadLetters: [],
      letterOf: (index) => letter(BigInt(index), { reason: { code: 'INVALID', message: 'cannot be stored' } }),
      ...over,
    });

    it('knows nothing of a partition that was never read', async () => {
      expect(await parts.ledger.findPosition(place)).toBeUndefined();
    });

    it('keeps events, dead letters and where to go on', async () => {
      const kept = await parts.ledger.keepChunk(
        chunk({ to: 7n, admissions: [admission('c-1'), admission('c-2')], deadLetters: [letter(5n)] }),
        owner,
      );
      expect(kept).toEqual({ kept: true, outcomes: ['new', 'new'] });
      expect(await parts.ledger.findPosition(place)).toEqual({ nextOffset: 7n, recordHash: hash('last') });
      expect(await parts.ledger.findPosition(other)).toBeUndefined();
      expect(await parts.letters()).toEqual([{ offset: 5n, code: 'UNREADABLE', callId: null }]);
    });

    it('goes on from where it stands', async () => {
      await parts.ledger.keepChunk(chunk({ to: 2n, admissions: [admission('c-1')] }), owner);
      const next = chunk({ expected: 2n, to: 4n, admissions: [admission('c-1'), admission('c-2')] });
      expect(await parts.ledger.keepChunk(next, owner)).toEqual({ kept: true, outcomes: ['duplicate', 'new'] });
      expect((await parts.ledger.findPosition(place))?.nextOffset).toBe(4n);
    });

    it.each<[string, bigint | undefined]>([
      ['a later one', 9n],
      ['an earlier one', 1n],
      ['none', undefined],
    ])('writes nothing at all for who thought that the next offset was %s', async (_which, expected) => {
      await parts.ledger.keepChunk(chunk({ to: 5n, admissions: [admission('c-1')] }), owner);
      const stale = chunk({
        expected,
        to: 10n,
        admissions: [admission('c-1'), admission('c-2')],
        deadLetters: [letter(8n)],
      });
      expect(await parts.ledger.keepChunk(stale, owner)).toEqual({ kept: false, because: 'moved' });
      expect((await parts.ledger.findPosition(place))?.nextOffset).toBe(5n);
      expect(await parts.duplicatesOf('c-1')).toBe(0);
      expect(await parts.letters()).toEqual([]);
    });

    it('writes nothing for who thought to go on in a partition that was never read', async () => {
      expect((await parts.ledger.keepChunk(chunk({ expected: 3n, to: 5n }), owner)).kept).toBe(false);
      expect(await parts.ledger.findPosition(place)).toBeUndefined();
    });

    it('lets one of two that read the same records at once keep them', async () => {
      const both = await Promise.all(
        [1, 2].map(() => parts.ledger.keepChunk(chunk({ to: 1n, admissions: [admission('c-1')] }), owner)),
      );
      expect(both.filter(({ kept }) => kept)).toHaveLength(1);
      expect(await parts.duplicatesOf('c-1')).toBe(0);
    });

    it('makes a dead letter of the one event that cannot be stored, and keeps all others', async () => {
      const admissions = Array.from({ length: 30 }, (_, index) => admission(`c-${index}`));
      admissions[17] = parts.unstorable('c-bad');
      const kept = await parts.ledger.keepChunk(chunk({ to: 31n, admissions, deadLetters: [letter(30n)] }), owner);
      const outcomes = kept.kept ? kept.outcomes : [];
      expect(outcomes.map((outcome, index) => `${index} ${outcome}`).filter((text) => !text.endsWith('new'))).toEqual([
        '17 refused',
      ]);
      expect((await parts.letters()).map(({ offset, code }) => `${offset} ${code}`).sort()).toEqual([
        '17 INVALID',
        '30 UNREADABLE',
      ]);
      expect((await parts.ledger.findPosition(place))?.nextOffset).toBe(31n);
    });

    it('begins anew at the beginning of a topic that was made anew', async () => {
      await parts.ledger.keepChunk(chunk({ to: 5000n }), owner);
      expect(await parts.ledger.startAnew(place, 4999n, 0n)).toBe(false);
      expect(await parts.ledger.startAnew(place, 5000n, 0n)).toBe(true);
      expect(await parts.ledger.findPosition(place)).toEqual({ nextOffset: 0n, recordHash: null });
      expect((await parts.ledger.keepChunk(chunk({ expected: 0n, to: 2n }), owner)).kept).toBe(true);
    });

    it('keeps a dead letter once, and another record at the same offset beside it', async () => {
      await parts.ledger.keepChunk(chunk({ to: 1n, deadLetters: [letter(0n)] }), owner);
      await parts.ledger.startAnew(place, 1n, 0n);
      const again = [letter(0n), letter(0n, { record: aRecord({ offset: 0n, value: Buffer.from('another') }) })];
      await parts.ledger.keepChunk(chunk({ expected: 0n, to: 1n, deadLetters: again }), owner);
      expect((await parts.letters()).map(({ offset }) => offset)).toEqual([0n, 0n]);
    });
  });
}
