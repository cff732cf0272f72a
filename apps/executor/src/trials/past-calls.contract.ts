import type { AttemptResponse } from '@aftercall/wire-format';
import type { PastCall, PastCalls, PastStep } from './past-calls.ts';

/** A run that stands in the ledger. */
export interface AddedRun {
  runId: string;
  actionId: string;
  steps: ReadonlyMap<string, PastStep>;
}

/** Past calls, and how to put some there: later ones came later. */
export interface PastCallsWorld {
  past: PastCalls;
  newRunId: () => string;
  add: (workspace: string, call: PastCall, ...runs: AddedRun[]) => Promise<void>;
  close: () => Promise<void>;
}

const action = '018f0000-0000-4000-8000-000000000001';
const another = '018f0000-0000-4000-8000-000000000002';

const aCall = (callId: string, over: Partial<PastCall> = {}): PastCall => ({
  callId,
  agentId: 'agent-1',
  eventType: 'call.ended',
  receivedAt: new Date(Date.now() - 60_000 + Number(/\d+/.exec(callId)?.[0] ?? 0) * 1000),
  data: { callId, agentId: 'agent-1', outcome: 'completed', note: 'x'.repeat(20) },
  isAnalyzed: over.eventType === 'call.analyzed',
  ...over,
});

const response = (body: AttemptResponse['body']): AttemptResponse => ({
  status: 200,
  headers: [['x-a', '1']],
  body,
  bodyBytes: 2,
  isTruncated: false,
});

const steps = (id: string): AddedRun['steps'] =>
  new Map<string, PastStep>([
    ['ticket', { status: 'SUCCEEDED', writes: { ticketId: id }, response: response({ id }) }],
    ['warn', { status: 'FAILED', writes: undefined, response: undefined }],
  ]);

/** What every implementation of {@link PastCalls} does. */
export function pastCallsContract(name: string, make: () => Promise<PastCallsWorld>): void {
  describe(`past calls in ${name}`, () => {
    let world: PastCallsWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());

    it('find an event of a call: the one that is wanted, else its end', async () => {
      const { past, add } = world;
      const ended = aCall('c-1');
      const started = aCall('c-1', { eventType: 'call.started', data: { callId: 'c-1', agentId: 'agent-1' } });
      await add('acme', started);
      expect(await past.findCall('acme', 'c-1', 'call.ended')).toEqual(started);
      await add('acme', ended);
      expect(await past.findCall('acme', 'c-1', 'call.ended')).toEqual(ended);
      expect(await past.findCall('acme', 'c-1', 'call.analyzed')).toEqual(ended);
      expect(await past.findCall('acme', 'c-1', 'call.started')).toEqual(started);
    });

    it('list the last calls of the agents, the last first', async () => {
      const { past, add } = world;
      for (const id of ['c-1', 'c-2', 'c-3']) await add('acme', aCall(id));
      await add('acme', aCall('c-4', { agentId: 'agent-2' }));
      await add('acme', aCall('c-5', { eventType: 'call.analyzed' }));
      await add('other', aCall('c-6'));
      const ids = async (agentIds: string[], last = 10, eventTypes = ['call.ended']): Promise<string[]> =>
        (await past.lastCalls('acme', { agentIds, eventTypes, last })).map(({ callId }) => callId);
      expect(await ids(['agent-1'])).toEqual(['c-3', 'c-2', 'c-1']);
      expect(await ids(['agent-1', 'agent-2'], 2)).toEqual(['c-4', 'c-3']);
      expect(await ids(['agent-1'], 10, ['call.ended', 'call.analyzed'])).toEqual(['c-5', 'c-3', 'c-2', 'c-1']);
      expect(await ids([])).toEqual([]);
    });

    it('find a run with what its steps made and were answered', async () => {
      const { past, add, newRunId } = world;
      const runId = newRunId();
      await add('acme', aCall('c-1'), { runId, actionId: action, steps: steps('T-1') });
      const run = await past.findRun('acme', runId);
      expect(run?.call).toMatchObject({ callId: 'c-1', agentId: 'agent-1', eventType: 'call.ended' });
      expect(run?.call.data).toEqual(aCall('c-1').data);
      expect([...(run?.steps ?? [])]).toEqual([...steps('T-1')]);
    });

    it('find the newest run of an action for a call', async () => {
      const { past, add, newRunId } = world;
      // Ids of one millisecond are in no order of their own: the newest run is the one with the last of them.
      const [older = '', newer = ''] = [newRunId(), newRunId()].sort();
      const runs = [
        { runId: older, actionId: action, steps: steps('T-1') },
        { runId: newer, actionId: action, steps: steps('T-2') },
      ];
      await add('acme', aCall('c-1'), ...runs);
      const found = await past.findRunOf('acme', { actionId: action, callId: 'c-1' });
      expect(found?.call.callId).toBe('c-1');
      expect(found?.steps.get('ticket')?.writes).toEqual({ ticketId: 'T-2' });
      expect(await past.findRunOf('acme', { actionId: another, callId: 'c-1' })).toBeUndefined();
      expect(await past.findRunOf('acme', { actionId: action, callId: 'c-2' })).toBeUndefined();
    });

    it("find nothing of another workspace's, and nothing by what is no id", async () => {
      const { past, add, newRunId } = world;
      const runId = newRunId();
      await add('other', aCall('c-1'), { runId, actionId: action, steps: steps('T-1') });
      expect(await past.findCall('acme', 'c-1', 'call.ended')).toBeUndefined();
      expect(await past.findRun('acme', runId)).toBeUndefined();
      expect(await past.findRunOf('acme', { actionId: action, callId: 'c-1' })).toBeUndefined();
      for (const odd of ['', 'nope', 'a\u0000b', '\ud800', "' or true --"]) {
        expect(await past.findCall('acme', odd, 'call.ended')).toBeUndefined();
        expect(await past.findRun('acme', odd)).toBeUndefined();
        expect(await past.lastCalls('acme', { agentIds: [odd], eventTypes: ['call.ended'], last: 1 })).toEqual([]);
      }
    });
  });
}
