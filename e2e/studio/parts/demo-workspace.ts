import { until, type ScriptedTarget } from '@aftercall/dev-harness';
import { Customer } from '../../customer.ts';
import type { World } from '../../world.ts';
import { demoFlow, firstDemoFlow, oneRequestFlow } from './demo-flow.ts';
import { hireAuthors, makeProfiles, type DemoAuthor } from './demo-people.ts';

/** A workspace in which things happened: what the screenshots show and the read-only checks look at. */
export interface DemoWorkspace {
  readonly actionIds: Readonly<Record<'escalation' | 'log' | 'refund', string>>;
  /** Calls by what became of their run. */
  readonly calls: Readonly<Record<'succeeded' | 'failed' | 'waiting' | 'review' | 'transferred', string>>;
}

const agents = [
  { agentId: 'agent-billing', name: 'Billing line' },
  { agentId: 'agent-outage', name: 'Outage line' },
  { agentId: 'agent-move-in', name: 'Move-in desk' },
];

/** An action of one request. */
interface SmallAction {
  readonly by: DemoAuthor;
  readonly name: string;
  readonly description: string;
  readonly agents: readonly string[];
  readonly step: { readonly key: string; readonly name: string };
  readonly path: string;
}

const smallActions: readonly SmallAction[] = [
  {
    by: 'billing-team',
    name: 'Payment promise reminder',
    description: 'Sends the promised date to billing',
    agents: ['agent-billing'],
    step: { key: 'send_promise', name: 'Send promise' },
    path: '/promises',
  },
  {
    by: 'Publisher',
    name: 'Survey after close',
    description: 'Invites the caller after a resolved call',
    agents: ['agent-billing', 'agent-move-in'],
    step: { key: 'invite_caller', name: 'Invite caller' },
    path: '/surveys',
  },
  {
    by: 'Publisher',
    name: 'Outage report to field ops',
    description: 'One work order per reported outage',
    agents: ['agent-outage'],
    step: { key: 'create_work_order', name: 'Create work order' },
    path: '/work-orders',
  },
  {
    by: 'Data platform',
    name: 'Warehouse export',
    description: 'Full call record to the data warehouse',
    agents: ['agent-billing', 'agent-outage', 'agent-move-in'],
    step: { key: 'send_record', name: 'Send record' },
    path: '/records',
  },
  {
    by: 'Publisher',
    name: 'Callback scheduling',
    description: 'Books the slot that the caller chose',
    agents: ['agent-move-in'],
    step: { key: 'book_slot', name: 'Book slot' },
    path: '/slots',
  },
];

/** Fills the default workspace. The target is one of the suite's own, so that it can be told how to answer. */
export async function fillDemoWorkspace(world: World, target: ScriptedTarget): Promise<DemoWorkspace> {
  scriptTarget(target);
  const customer = new Customer(world);
  const authors = await hireAuthors(world);
  await makeProfiles(customer, target.origin);
  for (const agent of agents) await registerAgent(customer, agent);
  for (const name of ['DESK_URL', 'CRM_URL', 'SURVEY_URL', 'METRICS_URL'])
    await customer.mutate('setConstant', 'SetConstantInput', { name, value: target.origin }, 'constant { name }');
  for (const { by, name, description, agents: agentIds, step, path } of smallActions) {
    const id = await makeAction(authors[by], { name, description, agentIds });
    const parts = { url: `{{env.CRM_URL}}${path}`, json: { call: '{{interaction.CALL_ID}}' } };
    await authors[by].republish(id, 1, oneRequestFlow(step.key, step.name, parts), description);
  }
  await makeAction(authors.Publisher, {
    name: 'Sentiment alert',
    description: 'Tells the shift lead about negative calls',
    agentIds: ['agent-billing'],
  });
  const actionIds = await makeMainActions(authors, customer);
  return { actionIds, calls: await makeCalls(customer, target) };
}

function scriptTarget(target: ScriptedTarget): void {
  target.script('/tickets', {
    status: 201,
    json: { id: '48213', state: 'open', customer: { id: 'A-1', tier: 'gold' } },
  });
  target.script('/events', { status: 202, json: { accepted: true } });
  for (const { path } of smallActions) target.script(path, { status: 201, json: { id: 'x-1' } });
}

async function registerAgent(customer: Customer, { agentId, name }: { agentId: string; name: string }): Promise<void> {
  const endNodes = [
    { id: 'end-resolved', name: 'Resolved' },
    { id: 'end-callback', name: 'Callback promised' },
  ];
  const variables = [
    { name: 'customerId', type: 'STRING', required: true, sample: 'A-1' },
    { name: 'plan', type: 'STRING', sample: 'home-basic' },
  ];
  await customer.mutate(
    'registerAgent',
    'RegisterAgentInput',
    { agentId, name, endNodes, variables },
    'agent { agentId }',
  );
}

async function makeAction(customer: Customer, input: object): Promise<string> {
  type Made = { action: { id: string } };
  const { action } = await customer.mutate<Made>('createAction', 'CreateActionInput', input, 'action { id }');
  return action.id;
}

/** `reader`: who looks at all of it, and goes on with the draft. */
async function makeMainActions(
  authors: Readonly<Record<DemoAuthor, Customer>>,
  reader: Customer,
): Promise<DemoWorkspace['actionIds']> {
  const customer = authors.Publisher;
  const escalation = await makeAction(customer, {
    name: 'Escalation follow-up',
    description: 'Ticket, CRM note and metrics',
    agentIds: ['agent-billing'],
  });
  const first = await customer.republish(escalation, 1, firstDemoFlow(), 'A ticket and a CRM note');
  const revision = await customer.republish(escalation, first, demoFlow(), 'Metrics beside the note; survey otherwise');
  await customer.mutate(
    'updateAction',
    'UpdateActionInput',
    { actionId: escalation, description: 'Ticket, CRM note and metrics for escalated calls' },
    'action { id }',
  );
  await saveChangedDraft(reader, escalation, revision);
  const log = await makeAction(authors['billing-team'], {
    name: 'Log call to CRM',
    description: 'Summary and disposition to the contact',
    agentIds: ['agent-outage', 'agent-move-in'],
  });
  await authors['billing-team'].republish(
    log,
    1,
    oneRequestFlow('log_call', 'Log call', {
      url: '{{env.CRM_URL}}/calls',
      json: { summary: '{{interaction.SUMMARY}}' },
    }),
  );
  const refund = await makeAction(customer, {
    name: 'Refund request intake',
    description: 'Opens a refund case',
    agentIds: ['agent-move-in'],
  });
  const parts = {
    url: '{{env.DESK_URL}}/refunds',
    json: { customer: '{{variables.customerId}}' },
    inDoubt: 'review',
    timeoutMs: 800,
  } as const;
  await customer.republish(refund, 1, oneRequestFlow('open_case', 'Open refund case', parts));
  return { escalation, log, refund };
}

/** So that the draft is ahead of the live version. */
async function saveChangedDraft(customer: Customer, actionId: string, expectedRevision: number): Promise<void> {
  const flow = demoFlow() as { nodes: { key: string; config: Record<string, unknown> }[] };
  const ticket = flow.nodes.find(({ key }) => key === 'create_ticket');
  if (ticket !== undefined) ticket.config['timeoutMs'] = 8000;
  await customer.mutate('saveDraft', 'SaveDraftInput', { actionId, expectedRevision, flow }, 'action { id }');
}

/** The target answers differently from call to call, so each run is awaited before the next call ends. */
async function makeCalls(customer: Customer, target: ScriptedTarget): Promise<DemoWorkspace['calls']> {
  const calls = {
    succeeded: 'c-20476',
    failed: 'c-20477',
    waiting: 'c-20481',
    review: 'c-20470',
    transferred: 'c-20459',
  };
  const billing = { agentId: 'agent-billing', disposition: 'escalated', durationMs: 432_000, from: '+14155550142' };
  target.script('/notes', { status: 201, json: { id: 'N-7' } });
  for (let number = 20_460; number < 20_470; number += 1)
    await customer.sendEnded(`c-${String(number)}`, { agentId: number % 2 === 0 ? 'agent-outage' : 'agent-move-in' });
  await refuseSome(customer, target);
  await customer.sendEnded(calls.transferred, { ...billing, outcome: 'transferred' });
  await customer.sendEnded(calls.succeeded, billing);
  await untilRun(customer, calls.succeeded, 'SUCCEEDED');

  target.script('/events', { status: 422, json: { error: 'seconds must be a number below 300' } });
  await customer.sendEnded(calls.failed, billing);
  await untilRun(customer, calls.failed, 'FAILED');

  target.script('/notes', { status: 503, json: { error: 'maintenance' } });
  await customer.sendEnded(calls.waiting, billing);
  await untilRun(customer, calls.waiting, 'WAITING');

  target.script('/refunds', { kind: 'hang' });
  await customer.sendEnded(calls.review, { agentId: 'agent-move-in' });
  await untilRun(customer, calls.review, 'IN_REVIEW');
  return calls;
}

/** Targets that refuse what they are sent, for a while. */
async function refuseSome(customer: Customer, target: ScriptedTarget): Promise<void> {
  target.script('/work-orders', { status: 422, json: { error: 'site is not known' } });
  target.script('/promises', { status: 409, json: { error: 'the invoice is settled' } });
  for (const number of [20_471, 20_472, 20_473]) {
    const callId = `c-${String(number)}`;
    await customer.sendEnded(callId, { agentId: number === 20_472 ? 'agent-billing' : 'agent-outage' });
    await untilRun(customer, callId, 'FAILED');
  }
  for (const path of ['/work-orders', '/promises']) target.script(path, { status: 201, json: { id: 'x-1' } });
}

/** Other actions hear the same calls; any of their runs will do. */
async function untilRun(customer: Customer, callId: string, wanted: string): Promise<void> {
  const isThere = async (): Promise<boolean> => (await customer.runsOf(callId)).some(({ status }) => status === wanted);
  await until(isThere, { deadlineMs: 20_000, what: `a run of ${callId} is ${wanted}` });
}
