import { randomUUID } from 'node:crypto';
import type { RunCommand } from '@aftercall/wire-format';
import type { LedgerWorld } from '../run-ledger.contract.ts';
import type { OwnedRun, Owner } from '../run-ledger.ts';
import { aRun, anAttempt, aStep } from '../testing/a-run.ts';
import type { CommandLedger } from './command-ledger.ts';

/** What carrying commands out relies on, whatever keeps them. */
export function commandLedgerContract(
  name: string,
  make: () => Promise<LedgerWorld & { commands: CommandLedger }>,
): void {
  describe(`${name} as a command ledger`, () => {
    let world: LedgerWorld & { commands: CommandLedger };
    let commands: CommandLedger;
    let first: Owner;
    let second: Owner;
    beforeEach(async () => {
      world = await make();
      ({ commands } = world);
      first = await world.newOwner();
      second = await world.newOwner();
    });
    afterEach(() => world.close());

    async function open(owner: Owner | undefined): Promise<OwnedRun> {
      const run = aRun({ runId: world.newRunId() });
      await world.open(run, owner);
      return { runId: run.identity.runId, workspace: run.identity.workspace, owner: owner ?? first };
    }
    const cancel = (runId: string): RunCommand => ({ command: 'cancel', commandId: randomUUID(), runId, by: 'Ann' });
    const done = { ok: true, state: 'done' } as const;

    it('knows the runs of a workspace, and no others', async () => {
      const { runId } = await open(first);
      expect(await commands.keep('acme', cancel(runId))).toBe('kept');
      expect(await commands.keep('globex', cancel(runId))).toBe('no-run');
      expect(await commands.keep('acme', cancel(world.newRunId()))).toBe('no-run');
      expect(await commands.keep('acme', cancel('nonsense'))).toBe('no-run');
    });

    it('shows a command to the owner of its run, or to everybody while nobody owns it', async () => {
      const owned = cancel((await open(first)).runId);
      const waiting = cancel((await open(undefined)).runId);
      await commands.keep('acme', owned);
      await commands.keep('acme', waiting);
      expect(await commands.findOpen(first, 10)).toEqual([
        { command: owned, isOwned: true },
        { command: waiting, isOwned: false },
      ]);
      expect(await commands.findOpen(second, 10)).toEqual([{ command: waiting, isOwned: false }]);
      expect(await commands.findOpen(first, 1)).toHaveLength(1);
    });

    it('keeps a command once, and its first answer', async () => {
      const command = cancel((await open(first)).runId);
      await commands.keep('acme', command);
      expect(await commands.findAnswer(command.commandId)).toBeUndefined();
      await commands.answer(command, done);
      await commands.answer(command, { ok: true, state: 'accepted' });
      expect(await commands.keep('acme', command)).toBe('kept');
      expect(await commands.findAnswer(command.commandId)).toEqual(done);
      expect(await commands.findOpen(first, 10)).toEqual([]);
    });

    it('gives out a run that is nobody’s, once, and takes its due time away', async () => {
      const { runId } = await open(undefined);
      expect((await commands.claim(second, runId))?.run.identity.runId).toBe(runId);
      expect(await commands.claim(first, runId)).toBeUndefined();
      expect(await world.ledger.claimDue(first, 10, [])).toEqual([]);
    });

    it('gives out nothing under a lease that is over, nor a run that somebody owns', async () => {
      const { runId } = await open(undefined);
      const owned = await open(first);
      expect(await commands.claim(second, owned.runId)).toBeUndefined();
      await world.expire(second);
      expect(await commands.claim(second, runId)).toBeUndefined();
    });

    it('opens a run again that has failed, and only such a one', async () => {
      const end = { error: null, variables: {}, externalIds: [] };
      const [failed, succeeded] = [await open(first), await open(first)];
      const facts = [anAttempt('ticket'), aStep('ticket', { status: 'FAILED', port: null })];
      await world.ledger.end(failed, { seq: 1, facts }, { ...end, status: 'FAILED' });
      await world.ledger.end(succeeded, { seq: 1, facts: [] }, { ...end, status: 'SUCCEEDED' });
      expect(await commands.read(failed.runId)).toMatchObject({
        ended: 'FAILED',
        run: { journal: [{ seq: 1, facts }] },
      });
      expect(await commands.claim(second, succeeded.runId)).toBeUndefined();
      expect((await commands.claim(second, failed.runId))?.run.journal).toEqual([{ seq: 1, facts }]);
      expect(await commands.read(failed.runId)).toMatchObject({ ended: undefined });
      const again = { ...failed, owner: second };
      expect(await world.ledger.end(again, { seq: 2, facts: [] }, { ...end, status: 'SUCCEEDED' })).toBe('kept');
    });
  });
}
