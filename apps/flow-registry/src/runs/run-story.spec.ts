import { attemptStories } from './attempt-story.ts';
import { runRecords } from './run-records.ts';
import { planOfVersion } from './run-steps.ts';
import { stepVariables } from './step-variables.ts';
import { aRunRow, cause, factRows } from './testing/facts.ts';
import { waitingFor } from './waiting-for.ts';

const timeout = cause('TIMEOUT', 'no answer within 1000 ms');
const refused = cause('STATUS_NOT_SUCCESS', 'the target answered 503');

describe('the history of a run', () => {
  it('is told from its opening to its end, each thing in words, with whoever ordered it', () => {
    const facts = factRows(
      { kind: 'taken', from: null },
      { kind: 'intent', node: 'ticket', number: 1 },
      { kind: 'attempt', node: 'ticket', number: 1, status: 'FAILED', response: { status: 503 }, cause: refused },
      { kind: 'waiting', node: 'ticket', until: '2026-11-20T09:00:30.000Z', cause: refused },
      { kind: 'taken', from: 'worker-0' },
      { kind: 'attempt', node: 'ticket', number: 2, status: 'IN_DOUBT', cause: timeout },
      { kind: 'review', node: 'ticket', cause: timeout },
      { kind: 'resolved', node: 'ticket', number: 2, resolution: 'repeat', by: 'Ann', reason: 'not in their list' },
      { kind: 'attempt', node: 'ticket', number: 3, isLookup: true, status: 'SUCCEEDED', response: { status: 200 } },
      { kind: 'attempt', node: 'ticket', number: 4, status: 'NOT_SENT', cause: cause('VAULT_UNAVAILABLE', 'no vault') },
      { kind: 'step', node: 'ticket', status: 'FAILED', port: null, cause: cause('MAPPING_FAILED', 'no id') },
      { kind: 'remapped', node: 'ticket', mapping: [], by: 'Bea' },
      { kind: 'step', node: 'ticket', status: 'SUCCEEDED', port: 'success', cause: null },
      { kind: 'cancelled', by: 'Cem' },
      { kind: 'dreamt', node: 'ticket' },
    );
    const ended = {
      status: 'CANCELLED',
      ended_at: new Date(),
      error_code: 'CANCELLED',
      error_message: 'cancelled by Cem',
    } as const;
    const records = runRecords(aRunRow(ended), facts);
    expect(records.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'OPENED: call c-1 opened it with version 3',
      'TAKEN_UP: an executor went on with it',
      'SENDING: request 1 is about to be sent',
      'ATTEMPT: request 1 was answered 503',
      'WAITING: waits until 2026-11-20T09:00:30.000Z: the target answered 503',
      'TAKEN_OVER: taken over from executor worker-0, whose lease was over',
      'ATTEMPT: request 2 is in doubt: no answer within 1000 ms',
      'IN_REVIEW: a person must decide: no answer within 1000 ms',
      'RESOLVED: Ann had the request sent again with the same key: not in their list',
      'ATTEMPT: look-up 3 was answered 200',
      'ATTEMPT: request 4 was not sent: no vault',
      'STEP: failed: no id',
      'MAPPED_AGAIN: Bea had the stored answer mapped again, with another mapping',
      'STEP: succeeded, on by success',
      'CANCELLED: Cem cancelled the run',
      'ENDED: ended CANCELLED: cancelled by Cem',
    ]);
    expect(records[8]).toMatchObject({ by: 'Ann', nodeKey: 'ticket', attempt: 2, executor: 'worker-1' });
    expect(records[6]?.cause).toEqual(timeout);
  });
});

describe('what stands around an attempt', () => {
  it('is why it came no earlier, who took over, and what a person decided', () => {
    const facts = factRows(
      { kind: 'attempt', node: 'a', number: 1, status: 'FAILED' },
      { kind: 'waiting', node: 'a', until: '2026-11-20T09:00:10.000Z', cause: refused },
      { kind: 'waiting', node: 'a', until: '2026-11-20T09:00:40.000Z', cause: cause('LANE_FULL', 'full') },
      { kind: 'waiting', node: 'b', until: '2026-11-20T10:00:00.000Z', cause: refused },
      { kind: 'taken', from: 'worker-0', seq: 9, worker: 'worker-2' },
      {
        kind: 'attempt',
        node: 'a',
        number: 2,
        status: 'IN_DOUBT',
        cause: cause('EXECUTOR_LOST', 'gone'),
        seq: 9,
        worker: 'worker-2',
      },
      { kind: 'resolved', node: 'a', number: 2, resolution: 'giveUp', by: 'Ann' },
    );
    const stories = attemptStories(facts, 'a');
    expect(stories.get(1)).toEqual({ wait: null, takeOver: null, resolution: null });
    expect(stories.get(2)).toMatchObject({
      wait: { cause: refused, since: facts[1]?.at, until: new Date('2026-11-20T09:00:40.000Z') },
      takeOver: { from: 'worker-0', by: 'worker-2' },
      resolution: { resolution: 'GIVE_UP', by: 'Ann', reason: null },
    });
    expect([...attemptStories(facts, 'b').keys()]).toEqual([]);
  });
});

describe('what a run waits for', () => {
  const due_at = new Date('2026-11-20T09:30:00Z');
  it('is said in words, of the step that comes first', () => {
    const facts = factRows(
      { kind: 'waiting', node: 'late', until: '2026-11-20T11:00:00.000Z', cause: cause('X', 'later') },
      { kind: 'waiting', node: 'soon', until: '2026-11-20T09:30:00.000Z', cause: refused },
      { kind: 'waiting', node: 'over', until: '2026-11-20T09:10:00.000Z', cause: refused },
      { kind: 'step', node: 'over', status: 'SUCCEEDED' },
    );
    expect(waitingFor(aRunRow({ due_at }), facts)).toBe(
      'soon: the target answered 503 (goes on at 2026-11-20T09:30:00.000Z)',
    );
    const review = factRows({ kind: 'review', node: 'pay', cause: timeout });
    expect(waitingFor(aRunRow({ status: 'IN_REVIEW' }), review)).toBe('pay: no answer within 1000 ms');
    expect(waitingFor(aRunRow({ status: 'QUEUED' }), [])).toBe('room in an executor');
    expect(waitingFor(aRunRow({ status: 'RUNNING' }), [])).toBe('an executor to go on with it');
  });

  it('is nothing while it is driven or over', () => {
    expect(waitingFor(aRunRow({ status: 'RUNNING', worker_id: 'w' }), [])).toBeNull();
    for (const status of ['SUCCEEDED', 'FAILED', 'CANCELLED'] as const) {
      expect(waitingFor(aRunRow({ status }), [])).toBeNull();
    }
  });
});

describe('variables around a step', () => {
  const set = (key: string, variable: string) => ({
    ...{ key, kind: 'setVariable', position: { x: 0, y: 0 } },
    config: { assignments: [{ variable, value: 1 }] },
  });
  const edge = (from: string, to: string) => ({ from, port: 'next', to });

  it('are those of the call and of the steps before it, not of a branch beside it', () => {
    const plan = planOfVersion({
      format: 1,
      nodes: [
        { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: {} },
        set('a', 'x'),
        set('b', 'y'),
        set('c', 'z'),
      ],
      edges: [edge('start', 'a'), edge('a', 'b'), edge('start', 'c')],
    });
    if (plan === undefined) throw new Error('the test’s own flow does not compile');
    const rowOf = (node_key: string, writes: Record<string, number> | null) => ({
      ...{ run_id: 'r', node_key, status: 'SUCCEEDED' as const, port: 'next', cause_code: null, cause_message: null },
      ...{ waiting_until: null, started_at: new Date(), ended_at: new Date(), writes },
    });
    const data = { callId: 'c-1', agentId: 'agent-1', variables: { brought: true, x: 0 } };
    const around = stepVariables(plan, [rowOf('a', { x: 1 }), rowOf('c', { z: 3 }), rowOf('b', null)], data);
    expect(around.get('a')).toEqual({ before: { brought: true, x: 0 }, after: { brought: true, x: 1 } });
    expect(around.get('b')).toEqual({ before: { brought: true, x: 1 }, after: { brought: true, x: 1 } });
    expect(stepVariables(plan, [rowOf('a', { x: 1 })], undefined).get('b')?.before).toEqual({ x: 1 });
  });
});
