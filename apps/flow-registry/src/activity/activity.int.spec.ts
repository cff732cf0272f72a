import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { referenceFlow } from '../testing/reference-flow.ts';
import { WrittenLedger } from '../testing/postgres/written-ledger.ts';

const ACTIVITY = `query ($from: DateTime!, $to: DateTime!, $parts: Int, $actionId: ID) {
  activity(from: $from, to: $to, parts: $parts, actionId: $actionId) {
    events { accepted calls matched dropped waiting deadLetters duplicates }
    runs { total succeeded failed cancelled inReview open }
    duration { p50Ms p99Ms } callToLastWrite { p50Ms }
    parts { from runs { total failed } duration { p50Ms } }
    failingSteps { actionId actionName nodeKey nodeName kind failed lastCause { code message } targetOrigin lastRunId }
    openReviews
  }
}`;
const HOUR = 3_600_000;

/** Three hours of yesterday, whole days aside: the ledger of a test has tables from yesterday on. */
const from = new Date(Math.floor(Date.now() / HOUR) * HOUR - 4 * HOUR);
const to = new Date(from.getTime() + 3 * HOUR);
const at = (minutes: number, ms = 0): Date => new Date(from.getTime() + minutes * 60_000 + ms);

describe('activity', () => {
  let registry: RunningRegistry;
  let ledger: WrittenLedger;
  let actionId: string;
  let failedRun: string;

  beforeAll(async () => {
    registry = await RunningRegistry.start();
    ledger = await WrittenLedger.open(registry.database.urls.admin);
    await registry.data('mutation { createWorkspace(input: { id: "other", name: "Other" }) { userErrors { code } } }');
    actionId = await publishAction(registry);
    failedRun = await fillLedger(ledger, actionId);
  });
  afterAll(async () => {
    await ledger.close();
    await registry.stop();
  });

  const read = async (more: object = {}) =>
    (
      await registry.data(ACTIVITY, {
        variables: { from: from.toISOString(), to: to.toISOString(), parts: 3, ...more },
      })
    ).activity;

  it('counts events and runs of the span and of this workspace only', async () => {
    const activity = await read();
    expect(activity.events).toEqual({
      ...{ accepted: 4, calls: 4, matched: 2, dropped: 1, waiting: 0, deadLetters: 1, duplicates: 5 },
    });
    expect(activity.runs).toEqual({ total: 6, succeeded: 2, failed: 2, cancelled: 1, inReview: 1, open: 0 });
    expect(activity.openReviews).toBe(1);
  });

  it('measures those that succeeded, from opening to end and from the call to the last write', async () => {
    const activity = await read();
    expect(activity.duration).toEqual({ p50Ms: 300, p99Ms: expect.closeTo(398, 0) });
    // The events came 100 ms before their runs were opened.
    expect(activity.callToLastWrite.p50Ms).toBeCloseTo(400, 0);
  });

  it('divides the span into parts, also those in which nothing happened', async () => {
    const { parts } = await read();
    expect(parts).toEqual([
      { from: from.toISOString(), runs: { total: 4, failed: 2 }, duration: { p50Ms: 300 } },
      { from: at(60).toISOString(), runs: { total: 0, failed: 0 }, duration: { p50Ms: null } },
      { from: at(120).toISOString(), runs: { total: 2, failed: 0 }, duration: { p50Ms: null } },
    ]);
  });

  it('names the step by which runs fail, with the cause and the target of the last one', async () => {
    const { failingSteps } = await read();
    expect(failingSteps).toEqual([
      {
        ...{ actionId, actionName: 'Notify CRM', nodeKey: 'create_ticket', nodeName: 'Create ticket' },
        ...{ kind: 'API_REQUEST', failed: 2, lastCause: { code: 'STATUS_NOT_SUCCESS', message: 'answered 422' } },
        ...{ targetOrigin: 'https://desk.example:8443', lastRunId: failedRun },
      },
    ]);
  });

  it('narrows to one action, whose events are not counted, and knows no other', async () => {
    const own = await read({ actionId });
    expect([own.events, own.runs.total, own.openReviews]).toEqual([null, 5, 1]);
    const none = await read({ actionId: 'no such id' });
    expect([none.runs.total, none.failingSteps, none.openReviews]).toEqual([0, [], 0]);
  });

  it.each([
    ['to', { to: from.toISOString() }],
    ['parts', { parts: 0 }],
    ['parts', { parts: 201 }],
  ])('refuses %s that makes no sense: %j', async (argument, wrong) => {
    const variables = { from: from.toISOString(), to: to.toISOString(), ...wrong };
    const { errors } = await registry.ask(ACTIVITY, { variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', argument });
  });

  it('tells with a list of actions what their last hours brought, and their newest run', async () => {
    const query = `{ actions(first: 10) { nodes { name recentActivity(hours: 6) {
      lastRun { status } runs { total failed } duration { p95Ms } perHour { total } } } } }`;
    const { actions } = await registry.data(query);
    const busy = {
      lastRun: { status: 'IN_REVIEW' },
      runs: { total: 5, failed: 2 },
      duration: { p95Ms: expect.any(Number) },
    };
    expect(actions.nodes).toEqual([
      { name: 'Quiet', recentActivity: expect.objectContaining({ lastRun: null, duration: { p95Ms: null } }) },
      { name: 'Notify CRM', recentActivity: expect.objectContaining(busy) },
    ]);
    const totals = actions.nodes[1].recentActivity.perHour.map(({ total }: { total: number }) => total);
    expect([totals.length, ...totals.filter((total: number) => total > 0)]).toEqual([6, 4, 1]);
  });
});

async function publishAction(registry: RunningRegistry): Promise<string> {
  const create = 'mutation { createAction(input: { name: "Notify CRM" }) { action { id } } }';
  const id = (await registry.data(create)).createAction.action.id as string;
  await registry.data('mutation { createAction(input: { name: "Quiet" }) { action { id } } }');
  const save =
    'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } } }';
  await registry.data(save, { variables: { id, flow: referenceFlow() } });
  const publish =
    'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2 }) { userErrors { code } } }';
  await registry.data(publish, { variables: { id } });
  return id;
}

/** Returns the last failed run. */
async function fillLedger(ledger: WrittenLedger, actionId: string): Promise<string> {
  const workspace = 'default';
  const events = { matched: 'MATCHED', 'matched-2': 'MATCHED', dropped: 'DROPPED', dead: 'DEAD_LETTER' };
  for (const [callId, disposition] of Object.entries(events))
    await ledger.addEvent({
      workspace,
      callId,
      disposition,
      receivedAt: at(10, -100),
      duplicates: callId === 'dead' ? 5 : 0,
    });
  await ledger.addEvent({ workspace, callId: 'earlier', receivedAt: at(-1) });
  await ledger.addEvent({ workspace: 'other', callId: 'foreign', receivedAt: at(10) });

  await ledger.addRun({ workspace, actionId, callId: 'matched', openedAt: at(10), endedAt: at(10, 200) });
  await ledger.addRun({ workspace, actionId, callId: 'matched-2', openedAt: at(10), endedAt: at(10, 400) });
  const failed = { workspace, actionId, callId: 'matched', status: 'FAILED' };
  await ledger.addRun({ ...failed, openedAt: at(11), facts: failure('https://old.example/tickets', 'answered 500') });
  const last = await ledger.addRun({
    ...failed,
    openedAt: at(12),
    facts: failure('https://desk.example:8443/tickets', 'answered 422'),
  });
  await ledger.addRun({ workspace, actionId, callId: 'matched', status: 'IN_REVIEW', openedAt: at(130) });
  const otherAction = '0198b3a0-0000-7000-8000-000000000000';
  await ledger.addRun({ workspace, actionId: otherAction, callId: 'matched', status: 'CANCELLED', openedAt: at(131) });
  await ledger.addRun({ workspace, actionId: otherAction, callId: 'matched', openedAt: at(-1) });
  await ledger.addRun({ workspace: 'other', actionId, callId: 'foreign', status: 'IN_REVIEW', openedAt: at(10) });
  return last;
}

function failure(url: string, message: string): object[] {
  const node = 'create_ticket';
  const cause = { code: 'STATUS_NOT_SUCCESS', message };
  const request = { method: 'POST', url, headers: [], body: null };
  const times = { startedAt: at(11).toISOString(), durationMs: 10 };
  return [
    { kind: 'attempt', node, number: 1, status: 'FAILED', isCounted: true, cause, ...times, request, response: null },
    { kind: 'step', node, status: 'FAILED', port: null, writes: null, externalIds: [], cause },
  ];
}
