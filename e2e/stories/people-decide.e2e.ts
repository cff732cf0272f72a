import { until } from '@aftercall/dev-harness';
import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

/** Answers half a second after the step has given up waiting for it. */
const TIMEOUT_MS = 1000;
const LATE = { path: '/tickets', delayMs: 1500, times: 1 };

interface Told {
  status: string;
  error: { code: string } | null;
  waitingFor: string | null;
  deadlineAt: string | null;
  variables: Record<string, unknown>;
  history: { kind: string; nodeKey: string | null; by: string | null; message: string }[];
  steps: {
    key: string;
    status: string;
    variablesBefore: Record<string, unknown>;
    variablesAfter: Record<string, unknown>;
    attempts: {
      number: number;
      status: string;
      isLookup: boolean;
      wait: { cause: { code: string }; waitedMs: number } | null;
      resolution: { resolution: string; by: string; reason: string | null } | null;
    }[];
  }[];
}

const RUN = `query ($id: ID!) { run(id: $id) { status error { code } waitingFor deadlineAt variables
  history { kind nodeKey by message }
  steps { key status variablesBefore variablesAfter
    attempts { number status isLookup wait { cause { code } waitedMs } resolution { resolution by reason } } } } }`;

describe('what people decide about runs', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const tickets = [{ key: 'ticket', path: '/tickets' }];
  const read = async (id: string): Promise<Told> => (await world.graphql<{ run: Told }>(RUN, { id })).data.run;
  const keysOf = async (callId: string) =>
    (await world.received(callId, '/tickets')).map(({ headers }) => headers['idempotency-key']);

  /** A run of the policy `review` whose one request was answered too late. */
  async function inReview(callId: string) {
    const customer = new Customer(world);
    const settings = { timeoutMs: TIMEOUT_MS, inDoubt: 'review', honoured: false, schedule: ['500ms'] };
    await customer.publish(stepsInRow(world.up.targetUrl, [...tickets, { key: 'note', path: '/notes' }], settings));
    await world.behave(LATE);
    await customer.sendEnded(callId);
    const run = await customer.untilRun(callId, 'is in review', ({ status }) => status === 'IN_REVIEW');
    await until(async () => (await world.received(callId, '/tickets'))[0]?.status === 201, {
      what: 'the target answered all the same',
    });
    return { customer, run };
  }

  it('shows a doubt under review with all that a person needs, after one request', async () => {
    const { run } = await inReview('in-review');
    const told = await read(run.id);
    expect(told.waitingFor).toMatch(/^ticket: .*1000 ms/);
    expect(told.deadlineAt).not.toBeNull();
    expect(told.steps[0]).toMatchObject({ key: 'ticket', status: 'IN_DOUBT', attempts: [{ status: 'IN_DOUBT' }] });
    expect(told.history.map(({ kind }) => kind)).toEqual(['OPENED', 'SENDING', 'ATTEMPT', 'IN_REVIEW']);
    expect(await keysOf('in-review')).toHaveLength(1);
  });

  it('sends again with the same key when a person says so', async () => {
    const { customer, run } = await inReview('repeated');
    await customer.mutate(
      'resolveInDoubt',
      'ResolveInDoubtInput',
      { runId: run.id, attempt: 1, resolution: 'REPEAT', reason: 'not in their list' },
      'run { id }',
    );
    await customer.untilRun('repeated', 'ends', ({ status }) => status === 'SUCCEEDED');
    const [first, second, ...more] = await keysOf('repeated');
    expect([second, more]).toEqual([first, []]);
    expect((await read(run.id)).steps[0]?.attempts).toMatchObject([
      { number: 1, status: 'IN_DOUBT', resolution: { resolution: 'REPEAT', reason: 'not in their list' } },
      { number: 2, status: 'SUCCEEDED', resolution: null },
    ]);
  });

  it('goes on with the answer that a person knows', async () => {
    const { customer, run } = await inReview('known');
    const answer = { status: 201, body: { id: 'T-7' } };
    await customer.mutate(
      'resolveInDoubt',
      'ResolveInDoubtInput',
      { runId: run.id, resolution: 'DONE', answer },
      'run { id }',
    );
    await customer.untilRun('known', 'ends', ({ status }) => status === 'SUCCEEDED');
    const { steps } = await read(run.id);
    expect(steps[1]).toMatchObject({ key: 'note', variablesBefore: { ticketId: 'T-7' } });
    expect(steps[1]?.variablesAfter['noteId']).toMatch(/^N-/);
    expect(await keysOf('known')).toHaveLength(1);
  });

  it('repeats by itself with the same key where the author said so', async () => {
    const customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, tickets, { timeoutMs: TIMEOUT_MS, schedule: ['1s'] }));
    await world.behave(LATE);
    await customer.sendEnded('repeats');
    const run = await customer.untilRun('repeats', 'ends', ({ status }) => status === 'SUCCEEDED');
    const keys = await keysOf('repeats');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const attempts = (await read(run.id)).steps[0]?.attempts;
    expect(attempts?.[1]?.wait).toMatchObject({ cause: { code: 'TIMEOUT' } });
    expect(attempts?.[1]?.wait?.waitedMs).toBeGreaterThanOrEqual(1000);
  });

  it('looks first where the author said so, finds it, and sends nothing again', async () => {
    const customer = new Customer(world);
    const { targetUrl } = world.up;
    const flow = stepsInRow(targetUrl, tickets, { timeoutMs: TIMEOUT_MS, schedule: ['2s'] }) as {
      nodes: { config: Record<string, unknown> }[];
    };
    const lookup = {
      url: `${targetUrl}/received`,
      found: 'interaction.CALL_ID in pluck(pluck(where(response.body, "status", 201), "headers"), "x-call")',
      mapping: [{ variable: 'ticketId', path: '$[0].path', type: 'string' }],
    };
    Object.assign(flow.nodes[1]?.config ?? {}, { idempotency: { inDoubt: 'lookup', lookup } });
    await customer.publish(flow);
    await world.behave(LATE);
    await customer.sendEnded('looked-up');
    const run = await customer.untilRun('looked-up', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(await keysOf('looked-up')).toHaveLength(1);
    expect((await read(run.id)).steps[0]?.attempts).toMatchObject([
      { number: 1, status: 'IN_DOUBT', isLookup: false },
      { number: 2, status: 'SUCCEEDED', isLookup: true },
    ]);
  });

  it('maps a stored answer again with a mended mapping, and the run goes on', async () => {
    const customer = new Customer(world);
    const steps = [...tickets, { key: 'note', path: '/notes' }];
    const flow = stepsInRow(world.up.targetUrl, steps) as { nodes: { config: Record<string, unknown> }[] };
    const mapping = (path: string) => [
      { variable: 'ticketId', path, type: 'string', required: true, externalId: true },
    ];
    Object.assign(flow.nodes[1]?.config ?? {}, { mapping: mapping('$.number') });
    await customer.publish(flow);
    await customer.sendEnded('mapped-again');
    const run = await customer.untilRun('mapped-again', 'fails', ({ status }) => status === 'FAILED');
    expect(run.error?.code).toBe('MAPPING_FAILED');
    await customer.mutate('mapAgain', 'MapAgainInput', { runId: run.id, mapping: mapping('$.id') }, 'run { id }');
    const ended = await customer.untilRun('mapped-again', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(ended.variables['ticketId']).toMatch(/^T-/);
    expect(await keysOf('mapped-again')).toHaveLength(1);
    expect(await world.received('mapped-again', '/notes')).toHaveLength(1);
  });

  it('cancels a run that waits, and refuses what a run that is over cannot do', async () => {
    const customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, tickets, { schedule: ['2h'] }));
    await world.behave({ path: '/tickets', status: 503, times: 1 });
    await customer.sendEnded('cancelled');
    const run = await customer.untilRun('cancelled', 'waits', ({ status }) => status === 'WAITING');
    expect((await read(run.id)).waitingFor).toMatch(/^ticket: the target answered 503 \(goes on at /);
    await customer.mutate('cancelRun', 'CancelRunInput', { runId: run.id, reason: 'a mistake' }, 'run { id }');
    await customer.untilRun('cancelled', 'is cancelled', ({ status }) => status === 'CANCELLED');
    const refuse = `mutation ($input: ResolveInDoubtInput!) { resolveInDoubt(input: $input) { run { id } userErrors { code message path } } }`;
    const asked = (runId: string) => world.graphql(refuse, { input: { runId, resolution: 'REPEAT' } });
    expect((await asked(run.id)).data['resolveInDoubt']).toMatchObject({
      run: null,
      userErrors: [{ code: 'WRONG_STATE', path: ['input', 'runId'] }],
    });
    expect((await asked('018f0000-0000-7000-8000-000000000001')).data['resolveInDoubt']).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'runId'] }],
    });
    const { history, error } = await read(run.id);
    expect(error?.code).toBe('CANCELLED');
    expect(history.at(-1)).toMatchObject({ kind: 'ENDED' });
    expect(history.find(({ kind }) => kind === 'CANCELLED')?.message).toMatch(/ cancelled the run: a mistake$/);
  });
});
