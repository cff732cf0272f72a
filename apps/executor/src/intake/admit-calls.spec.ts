import type { CallEvent, PublishedAction } from '@aftercall/wire-format';
import { FlowCatalog } from '../catalog/flow-catalog.ts';
import { admitCall, type Judgement } from './admit-calls.ts';
import { publishedEntries, smallFlow } from '../catalog/testing/published.ts';

const now = new Date('2026-11-20T09:02:00Z');
const action = (over: Partial<PublishedAction> = {}): PublishedAction => ({
  kind: 'action',
  workspace: 'acme',
  actionId: '018f0000-0000-4000-8000-000000000001',
  name: 'Notify CRM',
  isEnabled: true,
  agentIds: ['agent-1'],
  version: { number: 3, document: smallFlow() },
  ...over,
});
const catalogWith = (...actions: PublishedAction[]): FlowCatalog => {
  const catalog = new FlowCatalog();
  const entries = publishedEntries(
    { kind: 'workspace', workspace: 'acme', name: 'Acme' },
    { kind: 'agent', workspace: 'acme', agentId: 'agent-1', name: 'One' },
    { kind: 'constant', workspace: 'acme', name: 'CRM_URL', value: 'https://crm.example' },
    ...actions,
  );
  catalog.apply(entries.length, entries);
  return catalog;
};
const event = (over: Partial<CallEvent> = {}, data: object = {}): CallEvent => ({
  id: 'evt-1',
  source: 'urn:test',
  type: 'call.ended',
  workspace: undefined,
  occurredAt: new Date('2026-11-20T09:01:05Z'),
  data: { callId: 'c-1', agentId: 'agent-1', outcome: 'completed', ...data },
  ...over,
});
const judge = (catalog: FlowCatalog, callEvent: CallEvent): Judgement =>
  admitCall(
    catalog,
    { workspace: 'acme', event: callEvent, door: 'HTTP', receivedAt: now, provenance: null },
    () => '01a1fc82-edf1-71a1-8c2b-515095e9e00c',
  );
const admitted = (judgement: Judgement) => {
  if (!judgement.admitted) throw new Error(`refused: ${judgement.problem.message}`);
  return judgement.admission;
};

describe('admitting a call', () => {
  it('opens a run of the live version for each action that hears it, with the constants of the moment', () => {
    const admission = admitted(judge(catalogWith(action()), event()));
    expect(admission).toMatchObject({
      disposition: 'MATCHED',
      reason: null,
      actions: [{ actionName: 'Notify CRM', version: 3, runId: '01a1fc82-edf1-71a1-8c2b-515095e9e00c', reason: null }],
      openings: [{ callOutcome: 'completed', constants: { CRM_URL: 'https://crm.example' }, identity: { version: 3 } }],
    });
  });

  it('knows no agent that nobody registered', () => {
    const admission = admitted(judge(catalogWith(action()), event({}, { agentId: 'agent-9' })));
    expect(admission).toMatchObject({ disposition: 'DROPPED', reason: { code: 'AGENT_UNKNOWN' }, openings: [] });
  });

  it('says when an agent has no action', () => {
    expect(admitted(judge(catalogWith(), event()))).toMatchObject({
      disposition: 'DROPPED',
      reason: { code: 'NO_ACTION' },
    });
  });

  it.each<[string, Partial<PublishedAction>, Partial<CallEvent>, object, string]>([
    ['nothing of it is live', { version: null }, {}, {}, 'NOT_PUBLISHED'],
    ['it is switched off', { isEnabled: false }, {}, {}, 'ACTION_PAUSED'],
    ['it hears another event', {}, { type: 'call.analyzed' }, {}, 'EVENT_NOT_HEARD'],
    ['the call did not reach a proper end', {}, {}, { outcome: 'failed' }, 'OUTCOME_NOT_CHOSEN'],
    ['the outcome is unknown', {}, {}, { outcome: 'teleported' }, 'OUTCOME_NOT_CHOSEN'],
    [
      'End Call nodes are chosen and the call names none',
      { version: { number: 1, document: smallFlow({ endNodeIds: ['end-resolved'] }) } },
      {},
      {},
      'END_NODE_NOT_CHOSEN',
    ],
    [
      'its condition is false',
      { version: { number: 1, document: smallFlow({ condition: '{{interaction.DISPOSITION}} == "escalated"' }) } },
      {},
      { disposition: 'resolved' },
      'CONDITION_FALSE',
    ],
    ['the document cannot be run', { version: { number: 1, document: { format: 1 } } }, {}, {}, 'PLAN_INVALID'],
  ])('does not run an action when %s', (_why, over, eventOver, data, code) => {
    const admission = admitted(judge(catalogWith(action(over)), event(eventOver, data)));
    expect(admission).toMatchObject({
      disposition: 'DROPPED',
      actions: [{ runId: null, reason: { code } }],
      openings: [],
    });
  });

  it('keeps a call for an executor of the release that wrote a flow of its agent, and asks none of its actions', () => {
    const newer = action({ actionId: 'a-2', version: { number: 4, document: { format: 99 } } });
    const admission = admitted(judge(catalogWith(action(), newer), event()));
    expect(admission).toMatchObject({ disposition: 'WAITING', reason: { code: 'NEWER_RELEASE' }, openings: [] });
    expect(admission.actions.map(({ version, reason }) => [version, reason?.code])).toEqual([
      [3, 'NEWER_RELEASE'],
      [4, 'NEWER_RELEASE'],
    ]);
    const off = { ...newer, isEnabled: false };
    expect(admitted(judge(catalogWith(action(), off), event()))).toMatchObject({ disposition: 'MATCHED' });
  });

  it('runs an action whose condition and End Call node fit', () => {
    const document = smallFlow({
      endNodeIds: ['end-resolved'],
      condition: '{{interaction.DISPOSITION}} == "escalated"',
    });
    const call = event({}, { disposition: 'escalated', endNodeId: 'end-resolved' });
    const admission = admitted(judge(catalogWith(action({ version: { number: 1, document } })), call));
    expect(admission.disposition).toBe('MATCHED');
  });

  it('refuses what is too old to be recognised as a repetition, and takes the day before', () => {
    const daysAgo = (days: number) => event({ occurredAt: new Date(now.getTime() - days * 86_400_000) });
    expect(judge(catalogWith(), daysAgo(91))).toMatchObject({
      admitted: false,
      problem: { code: 'TOO_OLD', path: 'time' },
    });
    expect(judge(catalogWith(), daysAgo(89))).toMatchObject({ admitted: true });
  });

  it('refuses what is more than a day ahead', () => {
    const hoursAhead = (hours: number) => event({ occurredAt: new Date(now.getTime() + hours * 3_600_000) });
    expect(judge(catalogWith(), hoursAhead(25))).toMatchObject({ admitted: false, problem: { code: 'IN_FUTURE' } });
    expect(judge(catalogWith(), hoursAhead(23))).toMatchObject({ admitted: true });
  });
});
