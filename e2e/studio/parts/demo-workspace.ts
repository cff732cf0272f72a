import { until, type ScriptedTarget } from '@aftercall/dev-harness';
import type { Customer } from '../../customer.ts';
import { demoFlow, oneRequestFlow } from './demo-flow.ts';

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

const smallActions = [
  { name: 'Payment promise reminder', description: 'Sends the promised date to billing', agents: ['agent-billing'] },
  {
    name: 'Survey after close',
    description: 'Invites the caller after a resolved call',
    agents: ['agent-billing', 'agent-move-in'],
  },
  { name: 'Outage report to field ops', description: 'One work order per reported outage', agents: ['agent-outage'] },
  { name: 'Callback scheduling', description: 'Books the slot that the caller chose', agents: ['agent-move-in'] },
];

/** Fills the default workspace. The target is one of the suite's own, so that it can be told how to answer. */
export async function fillDemoWorkspace(customer: Customer, target: ScriptedTarget): Promise<DemoWorkspace> {
  scriptTarget(target);
  for (const agent of agents) await registerAgent(customer, agent);
  for (const name of ['DESK_URL', 'CRM_URL', 'SURVEY_URL', 'METRICS_URL'])
    await customer.mutate('setConstant', 'SetConstantInput', { name, value: target.origin }, 'constant { name }');
  for (const { name, description, agents: agentIds } of smallActions) {
    const id = await makeAction(customer, { name, description, agentIds });
    await customer.republish(id, 1, oneRequestFlow('send', 'Send', { url: '{{env.CRM_URL}}/other', json: {} }));
  }
  await makeAction(customer, {
    name: 'Sentiment alert',
    description: 'Tells the shift lead about negative calls',
    agentIds: ['agent-billing'],
  });
  const actionIds = await makeMainActions(customer);
  return { actionIds, calls: await makeCalls(customer, target) };
}

function scriptTarget(target: ScriptedTarget): void {
  target.script('/tickets', {
    status: 201,
    json: { id: '48213', state: 'open', customer: { id: 'A-1', tier: 'gold' } },
  });
  target.script('/events', { status: 202, json: { accepted: true } });
  target.script('/other', { status: 201, json: { id: 'x-1' } });
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

async function makeMainActions(customer: Customer): Promise<DemoWorkspace['actionIds']> {
  const escalation = await makeAction(customer, {
    name: 'Escalation follow-up',
    description: 'Ticket, CRM note and metrics',
    agentIds: ['agent-billing'],
  });
  const revision = await customer.republish(escalation, 1, demoFlow());
  await customer.mutate(
    'updateAction',
    'UpdateActionInput',
    { actionId: escalation, description: 'Ticket, CRM note and metrics for escalated calls' },
    'action { id }',
  );
  await saveChangedDraft(customer, escalation, revision);
  const log = await makeAction(customer, {
    name: 'Log call to CRM',
    description: 'Summary and disposition to the contact',
    agentIds: ['agent-outage', 'agent-move-in'],
  });
  await customer.republish(
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

/** Other actions hear the same calls; any of their runs will do. */
async function untilRun(customer: Customer, callId: string, wanted: string): Promise<void> {
  const isThere = async (): Promise<boolean> => (await customer.runsOf(callId)).some(({ status }) => status === wanted);
  await until(isThere, { deadlineMs: 20_000, what: `a run of ${callId} is ${wanted}` });
}
