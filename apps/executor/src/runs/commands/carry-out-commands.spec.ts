import { answered, inDoubt } from '../../testing/answers.ts';
import { CommandedWorld, done, mapAgain, refusedWith, resolve, reviewed } from '../../testing/commanded-world.ts';
import { apiRequest, flowOf, setVariable } from '../../testing/executor-world.ts';
import type { RunId } from '../run-ledger.ts';

describe('commands to runs', () => {
  let world: CommandedWorld;
  beforeEach(() => {
    world = new CommandedWorld();
  });

  describe('a doubt under the policy review', () => {
    let runId: RunId;
    beforeEach(async () => {
      world.delivery.script('pay', inDoubt('TIMEOUT'), answered(201, { receipt: 'R-1' }));
      runId = await world.open(reviewed());
    });

    it('waits for a person after one request, in the hands of nobody', async () => {
      await world.clock.advance(3_600_000);
      expect(world.delivery.sentCount('pay')).toBe(1);
      expect(world.run(runId)).toMatchObject({ state: 'review', owner: undefined });
      expect(world.lastOf(runId, 'pay')).toMatchObject({ kind: 'review', cause: { code: 'TIMEOUT' } });
    });

    it('is sent once more with the same key when the person says so, though its schedule is empty', async () => {
      expect(await world.give(resolve(runId, { resolution: 'repeat', attempt: 1 }))).toEqual(done);
      expect(world.delivery.sentCount('pay')).toBe(2);
      expect(new Set(world.delivery.sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      expect(world.run(runId).end).toMatchObject({
        status: 'SUCCEEDED',
        variables: { receipt: 'R-1', text: 'paid: R-1' },
        externalIds: ['R-1'],
      });
    });

    it('comes back to the person when the repetition is in doubt again', async () => {
      world.delivery.script('pay', inDoubt('RESET'));
      await world.give(resolve(runId, { resolution: 'repeat' }));
      expect(world.run(runId).state).toBe('review');
      expect(world.delivery.sentCount('pay')).toBe(2);
      expect(await world.give(resolve(runId, { resolution: 'repeat', attempt: 1 }))).toEqual(
        refusedWith('WRONG_STATE', 'attempt 2 is in doubt, not 1'),
      );
    });

    it('is done with the answer that the person gives, mapped as if it had come', async () => {
      const answer = { status: 201, headers: [['X-Id', '7']] as [string, string][], body: { receipt: 'R-9' } };
      expect(await world.give(resolve(runId, { resolution: 'done', answer, reason: 'seen in their books' }))).toEqual(
        done,
      );
      expect(world.delivery.sentCount('pay')).toBe(1);
      expect(world.run(runId).end).toMatchObject({ status: 'SUCCEEDED', variables: { text: 'paid: R-9' } });
      expect(world.facts(runId)).toContainEqual(
        expect.objectContaining({
          kind: 'resolved',
          number: 1,
          resolution: 'done',
          by: 'Ann',
          reason: 'seen in their books',
          response: expect.objectContaining({ status: 201, body: { receipt: 'R-9' } }) as unknown,
        }),
      );
    });

    it('refuses an answer that the step cannot use, and changes nothing', async () => {
      const failure = { status: 500, headers: [], body: { receipt: 'R-9' } };
      expect(await world.give(resolve(runId, { resolution: 'done', answer: failure }))).toEqual(
        refusedWith('INVALID', 'answer.status: 500 is no success'),
      );
      const unreadable = { status: 200, headers: [], body: {} };
      expect(await world.give(resolve(runId, { resolution: 'done', answer: unreadable }))).toEqual(
        refusedWith('INVALID', 'the mapping cannot read it'),
      );
      expect(world.run(runId)).toMatchObject({ state: 'review', owner: undefined });
      expect(world.kindsOf(runId)).toEqual(['intent pay', 'attempt pay', 'review pay']);
    });

    it('fails the step when the person gives it up', async () => {
      expect(await world.give(resolve(runId, { resolution: 'giveUp', reason: 'refunded' }))).toEqual(done);
      expect(world.delivery.sentCount('pay')).toBe(1);
      expect(world.run(runId).end).toMatchObject({
        status: 'FAILED',
        error: { code: 'GIVEN_UP', message: 'pay: Ann gave it up: refunded' },
      });
    });

    it('is carried out once, however often the same command is given', async () => {
      const command = resolve(runId, { resolution: 'repeat' });
      expect(await world.give(command)).toEqual(done);
      expect(await world.give(command)).toEqual(done);
      expect(world.delivery.sentCount('pay')).toBe(2);
    });

    it('can be resolved by any executor', async () => {
      const other = await world.startExecutor({ delivery: world.delivery });
      expect(await world.give(resolve(runId, { resolution: 'giveUp' }), other)).toEqual(done);
      expect(world.run(runId).end?.status).toBe('FAILED');
    });

    it('refuses what does not fit: another step, a run that is over, another workspace', async () => {
      expect(await world.give(resolve(runId, { resolution: 'repeat', nodeKey: 'note' }))).toEqual(
        refusedWith('WRONG_STATE', 'the step note was not reached (PENDING)'),
      );
      expect(await world.give(resolve(runId, { resolution: 'repeat', nodeKey: 'nope' }))).toEqual(
        refusedWith('INVALID', 'this run has no step "nope"'),
      );
      const elsewhere = world.executor.commands.give('globex', resolve(runId, { resolution: 'repeat' }));
      expect(await elsewhere).toEqual(refusedWith('NOT_FOUND', 'no such run'));
      await world.give(resolve(runId, { resolution: 'giveUp' }));
      expect(await world.give(resolve(runId, { resolution: 'repeat' }))).toEqual(
        refusedWith('WRONG_STATE', 'the run is over, it FAILED'),
      );
    });
  });

  it('needs the step’s name when several steps are in doubt', async () => {
    const inReview = { idempotency: { inDoubt: 'review' } };
    world.delivery.script('a', inDoubt()).script('b', inDoubt());
    const runId = await world.open(
      flowOf([apiRequest('a', inReview), apiRequest('b', inReview)], ['start.next a', 'start.next b']),
    );
    expect(await world.give(resolve(runId, { resolution: 'giveUp' }))).toEqual(
      refusedWith('INVALID', 'name one of a, b'),
    );
    expect(await world.give(resolve(runId, { resolution: 'giveUp', nodeKey: 'a' }))).toEqual(done);
    expect(world.run(runId).state).toBe('review');
    await world.give(resolve(runId, { resolution: 'giveUp', nodeKey: 'b' }));
    expect(world.run(runId).end?.status).toBe('FAILED');
  });

  describe('mapping a stored answer again', () => {
    let runId: RunId;
    beforeEach(async () => {
      world.delivery.script('pay', answered(201, { data: { receipt: 'R-1' } }));
      runId = await world.open(reviewed());
    });

    it('lets a failed run go on with a mended mapping, and sends nothing', async () => {
      expect(world.run(runId).end).toMatchObject({ status: 'FAILED', error: { code: 'MAPPING_FAILED' } });
      expect(world.lastOf(runId, 'note')).toMatchObject({ status: 'SKIPPED' });
      const rows = [{ variable: 'receipt', path: '$.data.receipt', externalId: true }];
      expect(await world.give(mapAgain(runId, { mapping: rows }))).toEqual(done);
      expect(world.delivery.sentCount('pay')).toBe(1);
      expect(world.run(runId).end).toMatchObject({
        status: 'SUCCEEDED',
        error: null,
        variables: { receipt: 'R-1', text: 'paid: R-1' },
        externalIds: ['R-1'],
      });
      expect(world.facts(runId)).toContainEqual(
        expect.objectContaining({ kind: 'remapped', node: 'pay', mapping: rows, reopens: ['note'], by: 'Ann' }),
      );
    });

    it('changes nothing when the mapping cannot read the answer either', async () => {
      const before = world.kindsOf(runId);
      expect(await world.give(mapAgain(runId))).toEqual(
        refusedWith('INVALID', 'the stored answer cannot be read with it'),
      );
      expect(await world.give(mapAgain(runId, { mapping: [{ variable: 'a', path: '$[' }] }))).toEqual(
        refusedWith('INVALID', 'mapping: 0: '),
      );
      expect(world.kindsOf(runId)).toEqual(before);
      expect(world.run(runId)).toMatchObject({ state: 'over', end: { status: 'FAILED' } });
    });

    it('is for steps that failed so, in runs that did not go on without them', async () => {
      await world.give(mapAgain(runId, { mapping: [{ variable: 'receipt', path: '$.data.receipt' }] }));
      expect(await world.give(mapAgain(runId))).toEqual(refusedWith('WRONG_STATE', 'the run SUCCEEDED'));
      const handled = flowOf(
        [
          apiRequest('pay', { mapping: [{ variable: 'receipt', path: '$.receipt', required: true }] }),
          setVariable('sorry', { text: 'not paid' }),
        ],
        ['start.next pay', 'pay.failure sorry'],
      );
      const other = await world.open(handled);
      expect(world.run(other).end?.status).toBe('SUCCEEDED');
      world.delivery.script('pay', answered(400));
      const refused = await world.open(reviewed());
      expect(await world.give(mapAgain(refused))).toEqual(
        refusedWith('WRONG_STATE', 'no step of this run failed because'),
      );
    });
  });
});
