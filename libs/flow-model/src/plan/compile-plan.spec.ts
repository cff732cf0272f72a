import { aDecision, aFlow, aFlowOf, anAssignment, aPlan, aRequest, aStart, inShort } from '../testing/a-flow.ts';
import { aScope } from '../testing/a-scope.ts';
import { compilePlan } from './compile-plan.ts';
import type { ApiRequestPlan, DecisionPlan, PlannedStep, SetVariablePlan } from './plan.ts';

const stepOf = (node: Parameters<typeof aFlowOf>[0]): PlannedStep | undefined =>
  aPlan([node], [`start -> ${node.key}`]).steps[0];

describe('compiling a flow', () => {
  it('puts the steps in plan order, without Start', () => {
    const nodes = ['d', 'c', 'b', 'a'].map((key) => anAssignment(key));
    const plan = aPlan(nodes, ['start -> a', 'a -> b', 'a -> c', 'b -> d', 'c -> d']);
    expect(plan.steps.map((step) => step.key)).toEqual(['a', 'c', 'b', 'd']);
    expect(plan.start.key).toBe('start');
  });

  it('keeps nodes that nothing leads to: they are skipped, not lost', () => {
    const plan = aPlan([anAssignment('a'), anAssignment('lonely')], ['start -> a']);
    expect(plan.steps.map((step) => step.key)).toEqual(['a', 'lonely']);
  });

  it.each([
    [
      'a circle',
      aFlow([anAssignment('a'), anAssignment('b')], ['start -> a', 'a -> b', 'b -> a']),
      ['E_CYCLE a', 'E_CYCLE b'],
    ],
    ['an edge to nowhere', aFlow([anAssignment('a')], ['start -> a', 'a -> gone']), ['INVALID edges.1.to']],
    ['two nodes of one key', aFlow([anAssignment('a'), anAssignment('a')], ['start -> a']), ['E_DUPLICATE_KEY a key']],
    ['nothing behind Start', aFlow([], []), ['E_NO_START_EDGE start']],
    [
      'an expression that cannot be read',
      aFlowOf(aDecision('d', { yes: 'a ==' })),
      ['E_EXPRESSION d config.branches.0.when'],
    ],
    ['a condition that is missing', aFlowOf(aDecision('d', { yes: '' })), ['E_REQUIRED d config.branches.0.when']],
    [
      'a bad path',
      aFlowOf(aRequest('r', { mapping: [{ variable: 'v', path: '$[' }] })),
      ['E_BAD_JSONPATH r config.mapping.0.path'],
    ],
    [
      'a look-up without how',
      aFlowOf(aRequest('r', { idempotency: { inDoubt: 'lookup' } })),
      ['E_LOOKUP_MISSING r config.idempotency.lookup'],
    ],
  ])('refuses %s', (_what, flow, reports) => {
    const compiled = compilePlan(flow);
    expect(compiled.ok ? [] : compiled.findings.map(inShort)).toEqual(reports);
  });

  it('runs what is only unwise, or was published under laxer checks', () => {
    const flow = aFlowOf(aRequest('r', { method: 'POST', url: 'https://{{nobody}}.example/', authProfile: 'gone' }));
    expect(compilePlan(flow).ok).toBe(true);
  });
});

describe('a Decision', () => {
  it('leaves by the first branch that holds, in whichever form it is written', () => {
    const rows = {
      any: [
        { left: '{{n}}', op: '>', right: '10' },
        { left: '{{s}}', op: 'is', right: 'vip' },
      ],
    };
    const both = {
      all: [
        { left: '{{n}}', op: 'exists' },
        { left: '{{s}}', op: '==', right: '{{t}}' },
      ],
    };
    const step = stepOf(aDecision('d', { text: '{{n}} == 7', any: rows, all: both })) as DecisionPlan;
    const decide = (variables: Record<string, string | number>) => step.decide(aScope({ variables }));
    expect(decide({ n: 7, s: 'VIP' })).toBe('text');
    expect(decide({ n: 11 })).toBe('any');
    expect(decide({ s: 'VIP' })).toBe('any');
    expect(decide({ n: 1, s: 'x', t: 'x' })).toBe('all');
    expect(decide({ s: 'x', t: 'x' })).toBe('otherwise');
    expect(decide({})).toBe('otherwise');
  });
});

describe('a Set Variable', () => {
  it('keeps types, lets rows see the rows above, and overwrites', () => {
    const values = { x: '{{x + 1}}', y: 'x is {{x}}', tree: { list: ['{{x}}'] }, plain: 5 };
    const step = stepOf(anAssignment('s', values)) as SetVariablePlan;
    expect(step.assign(aScope({ variables: { x: 1 } }))).toEqual({ x: 2, y: 'x is 2', tree: { list: [2] }, plain: 5 });
  });
});

describe('an API Request', () => {
  const lookup = {
    url: 'https://desk.example/tickets',
    query: [{ name: 'call', value: '{{interaction.CALL_ID}}' }],
    found: 'response.status == 200 && size(response.body.items) > 0 && steps.r.response.body.items[0].id != null',
    mapping: [{ variable: 'ticketId', path: 'items[0].id' }],
  };
  const step = stepOf(
    aRequest('r', {
      method: 'POST',
      authProfile: 'desk',
      retry: { schedule: ['500ms', '2m'] },
      success: ['2xx', '409'],
      idempotency: { header: 'X-Key', honoured: true, inDoubt: 'lookup', lookup },
    }),
  ) as ApiRequestPlan;

  it('has its settings ready to use', () => {
    expect(step).toMatchObject({
      key: 'r',
      name: 'r',
      authProfile: 'desk',
      method: 'POST',
      timeoutMs: 10_000,
      retryScheduleMs: [500, 120_000],
      idempotency: { header: 'X-Key', honoured: true, inDoubt: 'lookup' },
      hasFailureExit: false,
    });
    expect([200, 409, 404].map((status) => step.isSuccess(status))).toEqual([true, true, false]);
  });

  it('knows whether its failure exit is wired', () => {
    const plan = aPlan([aRequest('r'), anAssignment('a')], ['start -> r', 'r.failure -> a']);
    expect(plan.steps[0]).toMatchObject({ hasFailureExit: true });
    expect(plan.steps[0]).not.toHaveProperty('lookup');
    expect(plan.steps[0]).not.toHaveProperty('authProfile');
  });

  it('asks whether it happened, by a GET of its own', () => {
    const scope = aScope({ interaction: { CALL_ID: 'c-1' } });
    const answer = (status: number, body: unknown) => ({ status, headers: {}, body });
    expect(step.lookup?.render(scope)).toEqual({
      ok: true,
      request: { method: 'GET', url: 'https://desk.example/tickets?call=c-1', headers: [] },
    });
    expect(step.lookup?.found(scope, answer(200, { items: [{ id: 7 }] }))).toBe(true);
    expect(step.lookup?.found(scope, answer(200, { items: [] }))).toBe(false);
    expect(step.lookup?.found(scope, answer(404, undefined))).toBe(false);
    expect(step.lookup?.map(answer(200, { items: [{ id: 7 }] })).variables).toEqual({ ticketId: 7 });
  });
});

describe('Start', () => {
  it('need not be called start', () => {
    const compiled = compilePlan(aFlow([{ ...aStart(), key: 'begin' }, anAssignment('a')], ['begin -> a']));
    expect(compiled.ok && compiled.plan.start.key).toBe('begin');
  });
});
