import { until } from '@aftercall/dev-harness';
import type { Fact, JournalEntry } from './journal-entry.ts';
import type { Claim, OwnedRun, Owner, RunEnd, RunId, RunLedger } from './run-ledger.ts';
import { aRun, anAttempt, anIntent, aStep } from './testing/a-run.ts';

/** A ledger, and the world around it that a test may move. */
export interface LedgerWorld {
  ledger: RunLedger;
  newRunId: () => RunId;
  /** A process with a valid lease. */
  newOwner: () => Promise<Owner>;
  /** Ends a lease, as the database sees it. */
  expire: (owner: Owner) => Promise<void>;
  /** A run as the intake leaves it: owned, or (undefined) due at once in the lane `start`. */
  open: (run: ReturnType<typeof aRun>, owner: Owner | undefined) => Promise<void>;
  /** Makes what is owned look as if it had been so for a long time. */
  age: () => Promise<void>;
  pass: (ms: number) => Promise<void>;
  close: () => Promise<void>;
}

const succeeded: RunEnd = { status: 'SUCCEEDED', error: null, variables: { ticketId: 'T-1' }, externalIds: ['T-1'] };
const entry = (seq: number, ...facts: Fact[]): JournalEntry => ({ seq, facts });

/** What the driver relies on, whatever keeps the runs. */
export function runLedgerContract(name: string, make: () => Promise<LedgerWorld>): void {
  describe(`${name} as a run ledger`, () => {
    let world: LedgerWorld;
    let ledger: RunLedger;
    let first: Owner;
    let second: Owner;
    beforeEach(async () => {
      world = await make();
      ({ ledger } = world);
      first = await world.newOwner();
      second = await world.newOwner();
    });
    afterEach(() => world.close());

    async function open(by: Owner | 'nobody' = first): Promise<OwnedRun> {
      const run = aRun({ runId: world.newRunId() });
      await world.open(run, by === 'nobody' ? undefined : by);
      const owner = by === 'nobody' ? first : by;
      return { runId: run.identity.runId, workspace: run.identity.workspace, owner };
    }
    async function claimOne(owner: Owner): Promise<{ claim: Claim; run: OwnedRun }> {
      const [claim] = await ledger.takeOver(owner, 10, []);
      if (claim === undefined) throw new Error('nothing could be taken over');
      return { claim, run: { runId: claim.run.identity.runId, workspace: claim.run.identity.workspace, owner } };
    }
    const idsOf = (claims: readonly Claim[]) => claims.map(({ run }) => run.identity.runId);

    it('gives back the run as it was opened, and its facts in the order in which they were kept', async () => {
      const run = await open();
      const facts: Fact[][] = [
        [anIntent('ticket')],
        [
          anAttempt('ticket'),
          aStep('ticket', { writes: { ticketId: 'T-1', 'odd "name"\n': [1.5, null, { é: '😀' }] } }),
        ],
        [
          {
            kind: 'waiting',
            node: 'note',
            until: '2026-11-20T09:00:30.000Z',
            lane: 'crm',
            cause: { code: 'X', message: 'y' },
          },
        ],
      ];
      for (const [index, of] of facts.entries()) expect(await ledger.append(run, entry(index + 1, ...of))).toBe('kept');
      await world.expire(first);
      const { claim } = await claimOne(second);
      expect(claim).toEqual({
        run: { ...aRun({ runId: run.runId }), journal: facts.map((of, index) => entry(index + 1, ...of)) },
        from: first.workerId,
      });
    });

    it('refuses what another owner, or another entry, already said at that seq', async () => {
      const run = await open();
      const zombie = { ...run, owner: second };
      expect(await ledger.append(run, entry(1, anIntent('ticket')))).toBe('kept');
      expect(await ledger.append(zombie, entry(1, anIntent('ticket')))).toBe('lost');
      expect(
        await ledger.append({ ...run, owner: { ...first, epoch: first.epoch + 1 } }, entry(1, anIntent('ticket'))),
      ).toBe('lost');
      expect(await ledger.append(run, entry(1, anIntent('note')))).toBe('lost');
    });

    it('takes the same entry again for what it is: a COMMIT whose answer was lost', async () => {
      const run = await open();
      await ledger.append(run, entry(1, anIntent('ticket')));
      expect(await ledger.append(run, entry(1, anIntent('ticket')))).toBe('kept');
      const last = entry(2, anAttempt('ticket'), aStep('ticket'));
      expect(await ledger.end(run, last, succeeded)).toBe('kept');
      expect(await ledger.end(run, last, succeeded)).toBe('kept');
      await world.expire(first);
      expect(await ledger.takeOver(second, 10, [])).toEqual([]);
    });

    it('lets only the present owner end or park a run, and writes nothing for others', async () => {
      const run = await open();
      const zombie = { ...run, owner: second };
      expect(await ledger.end(zombie, entry(1, aStep('ticket')), succeeded)).toBe('lost');
      expect(await ledger.park(zombie, entry(1, aStep('ticket')), { why: 'due', lane: 'crm', inMs: 0 })).toBe('lost');
      expect(await ledger.park(zombie, undefined, { why: 'released' })).toBe('lost');
      expect(await ledger.claimDue(second, 10, [])).toEqual([]);
      expect(await ledger.append(run, entry(1, anIntent('ticket')))).toBe('kept');
    });

    it('keeps nothing of an end whose seq another owner has written', async () => {
      const run = await open();
      await ledger.append(run, entry(1, anIntent('ticket')));
      await world.expire(first);
      const taken = await claimOne(second);
      expect(await ledger.append(run, entry(2, anAttempt('ticket')))).toBe('kept'); // the former owner was quicker
      expect(await ledger.end(taken.run, entry(2, { kind: 'taken', from: first.workerId }), succeeded)).toBe('lost');
      expect(await ledger.park(taken.run, undefined, { why: 'released' })).toBe('kept');
      const again = await claimOne(second);
      expect(again.claim.run.journal.at(-1)).toEqual(entry(2, anAttempt('ticket')));
      expect(await ledger.append(again.run, entry(3, { kind: 'taken', from: null }))).toBe('kept');
      expect(await ledger.append(run, entry(3, aStep('ticket')))).toBe('lost');
    });

    it('hands over only runs that nobody drives', async () => {
      const living = await open(first);
      const released = await open(first);
      const inReview = await open(first);
      const over = await open(first);
      const orphaned = await open(second);
      await ledger.park(released, entry(1, anIntent('a')), { why: 'released' });
      await ledger.park(inReview, entry(1, anIntent('a')), { why: 'review' });
      await ledger.end(over, entry(1, aStep('a')), succeeded);
      await world.expire(second);
      const third = await world.newOwner();
      const claims = await ledger.takeOver(third, 10, []);
      expect(new Map(claims.map(({ run, from }) => [run.identity.runId, from]))).toEqual(
        new Map([
          [orphaned.runId, second.workerId],
          [released.runId, null],
        ]),
      );
      expect(await ledger.takeOver(third, 10, idsOf(claims))).toEqual([]);
      expect(await ledger.append(living, entry(1, anIntent('a')))).toBe('kept');
    });

    it('finds runs of an owner’s own that it does not hold, once they cannot be on their way to it', async () => {
      const held = await open();
      const forgotten = await open();
      await world.age();
      expect(idsOf(await ledger.takeOver(first, 10, [held.runId]))).toEqual([forgotten.runId]);
    });

    it('hands out nothing under a lease that is over', async () => {
      const orphaned = await open(second);
      await open('nobody');
      await world.expire(first);
      await world.expire(second);
      expect(await ledger.takeOver(first, 10, [])).toEqual([]);
      expect(await ledger.claimDue(first, 10, [])).toEqual([]);
      expect(idsOf(await ledger.takeOver(await world.newOwner(), 10, []))).toEqual([orphaned.runId]);
    });

    it('gives out a due run once, and not before its time', async () => {
      const run = await open();
      await ledger.park(run, entry(1, anIntent('ticket')), { why: 'due', lane: 'crm', inMs: 120 });
      expect(await ledger.claimDue(second, 10, [])).toEqual([]);
      const inMs = await ledger.findNextDueInMs([]);
      expect(inMs).toBeGreaterThan(0);
      expect(inMs).toBeLessThanOrEqual(120);
      await world.pass(inMs ?? 0);
      expect(await ledger.findNextDueInMs([])).toBe(0);
      const claims = await Promise.all([ledger.claimDue(first, 10, []), ledger.claimDue(second, 10, [])]);
      expect(idsOf(claims.flat())).toEqual([run.runId]);
      expect(await ledger.findNextDueInMs([])).toBeUndefined();
    });

    it('gives out runs that the intake parked, with nothing in their journal', async () => {
      const run = await open('nobody');
      const [claim] = await ledger.claimDue(second, 10, []);
      expect(claim).toEqual({ run: { ...aRun({ runId: run.runId }), journal: [] }, from: null });
    });

    it('leaves full lanes alone, takes the earliest of the others, and no more than asked for', async () => {
      const runs = [await open(), await open(), await open(), await open()];
      const lanes = ['full', 'crm', 'desk', 'crm'];
      for (const [index, run] of runs.entries()) {
        const inMs = [0, 60, 40, 20][index] ?? 0;
        await ledger.park(run, undefined, { why: 'due', lane: lanes[index] ?? '', inMs });
      }
      await world.pass(61);
      await until(async () => (await ledger.findNextDueInMs(['full'])) === 0, { what: 'due runs' });
      expect(idsOf(await ledger.claimDue(second, 2, ['full']))).toEqual([runs[3]?.runId, runs[2]?.runId]);
      expect(idsOf(await ledger.claimDue(second, 2, ['full']))).toEqual([runs[1]?.runId]);
      expect(await ledger.findNextDueInMs(['full'])).toBeUndefined();
      expect(idsOf(await ledger.claimDue(second, 2, []))).toEqual([runs[0]?.runId]);
    });

    it('lets four runs begin for one that goes on while both wait, and no lane keep the others waiting', async () => {
      for (let index = 0; index < 12; index += 1) await open('nobody');
      const lanes = [...Array.from({ length: 9 }, () => 'busy'), 'quiet'];
      const parked: { lane: string; runId: RunId }[] = [];
      for (const lane of lanes) {
        const run = await open();
        parked.push({ lane, runId: run.runId });
        await ledger.park(run, undefined, { why: 'due', lane, inMs: 0 });
      }
      const laneOf = (id: string) => parked.find(({ runId }) => runId === id)?.lane ?? 'start';
      const taken = idsOf(await ledger.claimDue(second, 10, [])).map(laneOf);
      expect(taken.filter((lane) => lane === 'start')).toHaveLength(8);
      expect(taken.filter((lane) => lane !== 'start').sort()).toEqual(['busy', 'quiet']);
      expect(idsOf(await ledger.claimDue(second, 100, []))).toHaveLength(12);
    });

    it('fails alone what cannot be stored, and keeps what is written beside it', async () => {
      const runs = await Promise.all(Array.from({ length: 9 }, () => open()));
      const writes = runs.map((run, index) => {
        const facts = [aStep('a', { writes: { text: index === 4 ? 'nul \u0000' : 'fine' } })];
        return index % 2 === 0
          ? ledger.append(run, entry(1, ...facts))
          : ledger.end(run, entry(1, ...facts), succeeded);
      });
      const settled = await Promise.allSettled(writes);
      expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual(
        runs.map((_, index) => (index === 4 ? 'refused' : 'kept')),
      );
      expect(settled[4]).toMatchObject({ reason: { code: 'ENTRY_REFUSED', facts: { runId: runs[4]?.runId } } });
    });

    it('gives back an answer however large it is', async () => {
      const run = await open();
      const body = { rows: Array.from({ length: 3000 }, (_, index) => ({ index, text: 'ä😀' })) };
      const bodyBytes = Buffer.byteLength(JSON.stringify(body));
      const response = { status: 200, headers: [], body, bodyBytes, isTruncated: false };
      expect(await ledger.append(run, entry(1, anAttempt('fetch', { response })))).toBe('kept');
      expect(await ledger.append(run, entry(1, anAttempt('fetch', { response })))).toBe('kept');
      await world.expire(first);
      const { claim } = await claimOne(second);
      const fact = claim.run.journal[0]?.facts[0] as ReturnType<typeof anAttempt>;
      const bodyId = fact.response?.bodyId;
      expect(bodyId === undefined ? fact.response?.body : await ledger.findBody(run.runId, bodyId)).toEqual(body);
    });
  });
}
