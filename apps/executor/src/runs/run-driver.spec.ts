import { answered, heldAnswer, impossible, ScriptedDelivery } from '../testing/answers.ts';
import { apiRequest, ExecutorWorld, flowOf, setVariable, ticketThenNote } from '../testing/executor-world.ts';
import type { Fact } from './journal-entry.ts';

const kindsOf = (facts: readonly Fact[]) =>
  facts.map((fact) => ('node' in fact ? `${fact.kind} ${fact.node}` : fact.kind));

describe('RunDriver', () => {
  let world: ExecutorWorld;
  let delivery: ScriptedDelivery;
  beforeEach(() => {
    world = new ExecutorWorld();
    delivery = new ScriptedDelivery();
  });

  const begin = (document: unknown) => world.begin(delivery, document);

  it('runs a flow to its end and keeps a result and the next intent in one entry', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const { runId, driver } = await begin(ticketThenNote);
    const { entries, end, state } = world.run(runId);
    expect(entries.map(({ facts }) => kindsOf(facts))).toEqual([
      ['intent ticket'],
      ['attempt ticket', 'step ticket', 'intent note'],
      ['attempt note', 'step note'],
    ]);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(state).toBe('over');
    expect(end).toEqual({ status: 'SUCCEEDED', error: null, variables: { ticketId: 'T-1' }, externalIds: ['T-1'] });
    expect(delivery.sent.at(-1)?.scope.variables).toEqual({ ticketId: 'T-1' });
    expect(driver.runCount()).toBe(0);
  });

  it('tells of a run when it is opened and after each durable entry, parked runs too', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const { runId, driver } = await begin(ticketThenNote);
    expect(world.changes.noted).toEqual(Array<object>(4).fill({ workspace: 'acme', runId }));
    const parked = world.opening(ticketThenNote, undefined);
    driver.begin([parked], undefined);
    expect(world.changes.noted.at(-1)?.runId).toBe(parked.identity.runId);
    expect(driver.runCount()).toBe(0);
  });

  it('runs branches side by side, shows each only what its own ancestors made, and joins them', async () => {
    const write = (path: string) => ({
      mapping: [
        { variable: 'who', path: '$.who' },
        { variable: path, path: '$.who' },
      ],
    });
    const document = flowOf(
      [
        apiRequest('left', write('fromLeft')),
        apiRequest('right', write('fromRight')),
        setVariable('afterRight', { seen: '{{who}} {{fromLeft|nothing}}' }),
        setVariable('joined', { all: '{{who}} {{fromLeft}} {{fromRight}} {{seen}}' }),
      ],
      [
        'start.next left',
        'start.next right',
        'right.success afterRight',
        'left.success joined',
        'afterRight.next joined',
      ],
    );
    const left = heldAnswer();
    delivery.script('left', left.answer).script('right', answered(200, { who: 'R' }));
    const { runId } = await begin(document);
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['left', 'right']);
    expect(world.run(runId).entries[0]?.facts).toHaveLength(2); // both intents are one durable wait
    expect(world.facts(runId)).toContainEqual(
      expect.objectContaining({ node: 'afterRight', writes: { seen: 'R nothing' } }),
    );
    left.arrive(answered(200, { who: 'L' }));
    await world.settle();
    expect(world.run(runId).end).toMatchObject({
      status: 'SUCCEEDED',
      variables: { all: 'R L R R nothing', who: 'R' },
    });
  });

  it('writes what a run can do without together with its next entry', async () => {
    const safe = { idempotency: { honoured: true } };
    const document = flowOf(
      [setVariable('first', { a: '1' }), apiRequest('put', safe), setVariable('last', { b: '2' })],
      ['start.next first', 'first.next put', 'put.success last'],
    );
    delivery.script('put', answered(200));
    const { runId } = await begin(document);
    expect(world.run(runId).entries.map(({ facts }) => kindsOf(facts))).toEqual([
      ['step first', 'intent put', 'attempt put', 'step put', 'step last'],
    ]);
  });

  it('keeps the answer of a request that may be repeated with that of its side branch', async () => {
    const safe = { idempotency: { honoured: true } };
    const left = heldAnswer();
    delivery.script('left', left.answer).script('right', answered(200));
    const branches = [apiRequest('left', safe), apiRequest('right', safe)];
    const { runId } = await begin(flowOf(branches, ['start.next left', 'start.next right']));
    expect(world.facts(runId)).toEqual([]);
    left.arrive(answered(200));
    await world.settle();
    expect(world.run(runId).entries.map(({ facts }) => kindsOf(facts))).toEqual([
      ['intent left', 'intent right', 'attempt right', 'step right', 'attempt left', 'step left'],
    ]);
  });

  it('keeps it at once when something begins by it', async () => {
    const safe = { idempotency: { honoured: true } };
    const nodes = [apiRequest('left', safe), apiRequest('right', safe), apiRequest('next', safe)];
    delivery.script('left', heldAnswer().answer).script('right', answered(200)).script('next', heldAnswer().answer);
    const { runId } = await begin(flowOf(nodes, ['start.next left', 'start.next right', 'right.success next']));
    expect(kindsOf(world.facts(runId))).toEqual([
      ...['intent left', 'intent right', 'attempt right', 'step right', 'intent next'],
    ]);
  });

  it('writes it by itself when no entry follows soon, so that people see what the run is at', async () => {
    const hanging = heldAnswer();
    delivery.script('put', hanging.answer);
    const { runId } = await begin(flowOf([apiRequest('put', { idempotency: { honoured: true } })], ['start.next put']));
    expect(world.facts(runId)).toEqual([]);
    await world.clock.advance(250);
    await world.clock.advance(250);
    await world.settle();
    expect(kindsOf(world.facts(runId))).toEqual(['intent put']);
    hanging.arrive(answered(200));
    await world.settle();
    expect(world.run(runId).end).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('does not wait for the intent of a request that may be repeated', async () => {
    const document = flowOf(
      [apiRequest('fetch', { method: 'GET', body: null }), apiRequest('put', { idempotency: { honoured: true } })],
      ['start.next fetch', 'start.next put'],
    );
    delivery.script('fetch', answered(200)).script('put', answered(200));
    world.ledger.makeTrouble('away');
    const { runId } = await begin(document);
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['fetch', 'put']);
    expect(world.facts(runId)).toEqual([]);
    world.ledger.makeTrouble('none');
    await world.clock.advance(200);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('sends a request that may be repeated when the answers before it are stored, and not sooner', async () => {
    const safe = { idempotency: { honoured: true } };
    const ticket = heldAnswer();
    delivery.script('ticket', ticket.answer).script('note', answered(200));
    const document = flowOf(
      [apiRequest('ticket', safe), apiRequest('note', safe)],
      ['start.next ticket', 'ticket.success note'],
    );
    const { runId } = await begin(document);
    world.ledger.makeTrouble('away');
    ticket.arrive(answered(201));
    await world.settle();
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['ticket']);
    world.ledger.makeTrouble('none');
    await world.clock.advance(200);
    await world.settle();
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['ticket', 'note']);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('fails with the first failed step of the plan that no exit took', async () => {
    const document = flowOf(
      [apiRequest('handled'), setVariable('mended', { ok: true }), apiRequest('second'), apiRequest('first')],
      ['start.next handled', 'handled.failure mended', 'start.next first', 'start.next second'],
    );
    delivery
      .script('handled', answered(404))
      .script('first', impossible('EGRESS_BLOCKED'))
      .script('second', answered(400));
    const { runId } = await begin(document);
    expect(world.run(runId).end).toMatchObject({
      status: 'FAILED',
      error: { code: 'STATUS_NOT_SUCCESS', message: expect.stringContaining('second') as string },
      variables: { ok: true },
    });
  });

  it('notes what the plan leaves out as skipped', async () => {
    const document = flowOf(
      [apiRequest('ticket'), setVariable('mended', { ok: true }), setVariable('after', { late: true })],
      ['start.next ticket', 'ticket.failure mended', 'mended.next after'],
    );
    delivery.script('ticket', answered(200));
    const { runId } = await begin(document);
    const skipped = world.facts(runId).filter((fact) => fact.kind === 'step' && fact.status === 'SKIPPED');
    expect(kindsOf(skipped)).toEqual(['step mended', 'step after']);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('ends a run as failed when the ledger refuses a fact that was on its way as the run came to its end', async () => {
    const bad = heldAnswer();
    const good = heldAnswer();
    delivery.script('bad', bad.answer).script('good', good.answer);
    const parallel = flowOf([apiRequest('bad'), apiRequest('good')], ['start.next bad', 'start.next good']);
    const { runId } = await begin(parallel);
    world.ledger.makeTrouble('away');
    bad.arrive(answered(201, { id: '\u0000' }));
    await world.settle();
    good.arrive(answered(201));
    await world.settle();
    world.ledger.makeTrouble('none');
    await world.clock.advance(5000);
    await world.settle();
    expect(world.run(runId).end).toMatchObject({ status: 'FAILED', error: { code: 'LEDGER_REFUSED' } });
  });

  it('ends a run whose facts the ledger refuses, says so, and goes on with the others', async () => {
    delivery.script('ticket', answered(201, { id: 'bad \u0000' })).script('note', answered(200));
    const { runId, driver, lease, log } = await begin(ticketThenNote);
    expect(world.run(runId)).toMatchObject({
      state: 'over',
      end: { status: 'FAILED', error: { code: 'LEDGER_REFUSED' } },
    });
    const facts = world.facts(runId);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'attempt', node: 'ticket', status: 'SUCCEEDED', response: null }),
    );
    expect(facts.at(-1)).toMatchObject({ kind: 'step', status: 'FAILED', cause: { code: 'LEDGER_REFUSED' } });
    expect(delivery.sentCount('note')).toBe(0);
    expect(log.some((line) => line.includes(runId) && line.includes('refused'))).toBe(true);
    delivery.script('ticket', answered(201, { id: 'good' }));
    const other = world.opening(ticketThenNote, lease.owner);
    driver.begin([other], lease.owner);
    await world.settle();
    expect(world.run(other.identity.runId).end?.status).toBe('SUCCEEDED');
  });

  it('ends a resumed run whose document no longer compiles, once and for all', async () => {
    const opening = world.opening(ticketThenNote, undefined);
    const run = world.run(opening.identity.runId);
    run.stored = { ...run.stored, document: { format: 1, nodes: [], edges: [] } };
    await world.startExecutor({ delivery });
    await world.settle();
    expect(run).toMatchObject({ state: 'over', end: { status: 'FAILED', error: { code: 'PLAN_INVALID' } } });
    expect(run.entries).toHaveLength(1);
  });

  it.each([
    ['a fact of a kind that it does not know', {}],
    ['a document of a newer format', { document: { format: 2, nodes: [], edges: [] } }],
  ])('leaves a run with %s to executors of a newer release, and changes nothing', async (_what, over) => {
    const opening = world.opening(ticketThenNote, undefined);
    const run = world.run(opening.identity.runId);
    run.stored = { ...run.stored, ...over };
    const owner = { workerId: 'newer', epoch: 1 };
    if (!('document' in over)) run.entries.push({ seq: 1, facts: [{ kind: 'mused' } as never], owner });
    const before = [...run.entries];
    const { driver } = await world.startExecutor({ delivery });
    await world.clock.advance(150_000);
    expect(run).toMatchObject({ state: 'due', end: undefined, entries: before });
    expect(driver.runCount()).toBe(0);
    expect(delivery.sent).toEqual([]);
  });
});
