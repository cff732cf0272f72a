import { randomUUID } from 'node:crypto';
import type { CallEvent } from '@aftercall/wire-format';
import { FlowCatalog } from '../catalog/flow-catalog.ts';
import { admitCall } from './admit-calls.ts';
import type { Admission, IntakeLedger } from './intake-ledger.ts';
import { publishedEntries, smallFlow } from '../catalog/testing/published.ts';

const actionId = '018f0000-0000-4000-8000-000000000001';

/** Judges events of workspace `acme` (and `globex`), whose agent has one action that hears what ended. */
export function admissionOf(over: {
  workspace?: string;
  newRunId: () => string;
  data?: object;
  event?: Partial<CallEvent>;
}): Admission {
  const workspace = over.workspace ?? 'acme';
  const catalog = new FlowCatalog();
  const entries = publishedEntries(
    { kind: 'agent', workspace, agentId: 'agent-1', name: 'One' },
    {
      kind: 'action',
      workspace,
      actionId,
      name: 'Notify CRM',
      isEnabled: true,
      agentIds: ['agent-1'],
      version: { number: 1, document: smallFlow() },
    },
  );
  catalog.apply(entries.length, entries);
  const event: CallEvent = {
    id: 'evt-1',
    source: 'urn:test',
    type: 'call.ended',
    workspace: undefined,
    occurredAt: new Date(),
    data: { callId: 'c-1', agentId: 'agent-1', outcome: 'completed', ...over.data },
    ...over.event,
  };
  const arrival = { workspace, event, door: 'HTTP', receivedAt: new Date(), provenance: null } as const;
  const judgement = admitCall(catalog, arrival, over.newRunId);
  if (!judgement.admitted) throw new Error(judgement.problem.message);
  return judgement.admission;
}

/** What the intake relies on, whatever keeps the rows. `openRuns` counts the runs that were opened for a call. */
export function intakeLedgerContract(
  name: string,
  make: () => Promise<{
    ledger: IntakeLedger;
    newRunId: () => string;
    duplicatesOf: (callId: string) => Promise<number>;
    close: () => Promise<void>;
  }>,
): void {
  describe(`${name} as an intake ledger`, () => {
    let parts: Awaited<ReturnType<typeof make>>;
    beforeEach(async () => {
      parts = await make();
    });
    afterEach(() => parts.close());
    const owner = { workerId: randomUUID(), epoch: 1 };
    const admission = (callId: string, over: Partial<Parameters<typeof admissionOf>[0]> = {}) =>
      admissionOf({ newRunId: parts.newRunId, ...over, data: { callId, ...over.data } });

    it('keeps a new event once and counts what comes again', async () => {
      expect(await parts.ledger.keep([admission('c-1')], owner)).toEqual(['new']);
      expect(await parts.ledger.keep([admission('c-1')], owner)).toEqual(['duplicate']);
      expect(await parts.ledger.keep([admission('c-1')], owner)).toEqual(['duplicate']);
      expect(await parts.duplicatesOf('c-1')).toBe(2);
    });

    it('tells repetitions inside one batch, in order', async () => {
      const batch = ['c-1', 'c-2', 'c-1', 'c-1'].map((callId) => admission(callId));
      expect(await parts.ledger.keep(batch, owner)).toEqual(['new', 'new', 'duplicate', 'duplicate']);
      expect(await parts.duplicatesOf('c-1')).toBe(2);
      expect(await parts.ledger.keep(batch, owner)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
      expect(await parts.duplicatesOf('c-1')).toBe(5);
    });

    it('takes the same call of another workspace, and another event of the same call, for new', async () => {
      await parts.ledger.keep([admission('c-1')], owner);
      const others = [
        admission('c-1', { workspace: 'globex' }),
        admission('c-1', { event: { type: 'call.analyzed' } }),
      ];
      expect(await parts.ledger.keep(others, owner)).toEqual(['new', 'new']);
    });

    it('lets one of two that bring the same call at once be new', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => parts.ledger.keep([admission('c-1'), admission('c-2')], owner)),
      );
      expect(outcomes.flat().filter((outcome) => outcome === 'new')).toHaveLength(2);
    });

    it('keeps nothing of an empty batch', async () => {
      expect(await parts.ledger.keep([], owner)).toEqual([]);
    });
  });
}
