import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { flowOf, requestNode } from '../flows/flow.ts';
import { Inspector } from '../screens/inspector.ts';

const { row } = acceptance();

const agent = {
  endNodes: [
    { id: 'end-resolved', name: 'Resolved' },
    { id: 'end-callback', name: 'Callback promised' },
  ],
};

row('B18', async (studio) => {
  const workspace = await studio.makeWorkspace();
  await workspace.registerAgent('agent-billing', 'Billing', agent);
  const flow = flowOf([requestNode('send', { y: 160 })], ['start next send'], { endNodeIds: ['end-gone'] });
  const { builder } = await openBuilder(studio, flow, { workspace, agentIds: ['agent-billing'] });
  const inspector = new Inspector(builder);
  await builder.leftTab('Problems').click();
  const problems = builder.page.getByRole('tabpanel', { name: 'problems' });
  await problems.getByText('E_UNKNOWN_END_NODE').waitFor();
  expect(await builder.publishButton.getAttribute('aria-disabled')).toBe('true');
  await builder.select('start');
  const picker = inspector.root.getByRole('combobox', { name: 'End Call nodes' });
  await picker.click();
  await builder.page.getByRole('option', { name: 'Resolved' }).click();
  await builder.page.getByRole('option', { name: 'Callback promised' }).waitFor();
  await builder.page.getByRole('option', { name: /end-gone/ }).click();
  await problems.getByText('E_UNKNOWN_END_NODE').waitFor({ state: 'hidden' });
  await eventually(async () => {
    expect(await builder.publishButton.getAttribute('aria-disabled')).toBe('false');
  });
});

row('B19', async (studio) => {
  const flow = flowOf(
    [requestNode('send', { y: 160 }, { method: 'GET', url: 'https://crm.example/' })],
    ['start next send'],
    { variables: [{ name: 'patience', type: 'number', required: false, sample: 60 }] },
  );
  const { builder, person } = await openBuilder(studio, flow);
  const inspector = new Inspector(builder);
  const problems = builder.page.getByRole('tabpanel', { name: 'problems' });
  await builder.select('start');
  const variables = inspector.root.getByRole('region', { name: 'Variables that calls bring' });
  await variables.getByRole('button', { name: 'Add', exact: true }).click();
  await variables
    .getByRole('textbox', { name: /^Name of / })
    .last()
    .fill('customerId');
  await builder.select('send');
  const url = inspector.field('URL');
  expect(await inspector.offeredIn(url, 'customerI')).toContain('customerId');
  await person.page.keyboard.press('Escape');
  await builder.leftTab('Problems').click();
  await inspector.write('URL', 'https://crm.example/{{nope}}');
  await problems.getByText('E_UNKNOWN_VARIABLE').waitFor();
  await inspector.write('URL', 'https://crm.example/{{variables.nope}}');
  await problems.getByText('W_UNDECLARED_VARIABLE').waitFor();
  await inspector.write('URL', 'https://crm.example/');
  await builder.select('start');
  await inspector.write('Condition (optional)', 'interaction.DURATION > patience');
  await problems.getByText('W_NULL_COMPARED').first().waitFor();
});

row('B20', async (studio) => {
  const workspace = await studio.makeWorkspace();
  await workspace.registerAgent(workspace.customer.agentId, 'Billing');
  const config = {
    method: 'POST',
    url: `${studio.target.origin}/b20`,
    body: { type: 'json', json: {} },
    headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
    idempotency: { honoured: true, inDoubt: 'repeat' },
  };
  const flow = flowOf([requestNode('send', { y: 160 }, config)], ['start next send']);
  const { builder } = await openBuilder(studio, flow, { workspace, agentIds: [workspace.customer.agentId] });
  const inspector = new Inspector(builder);
  const { customer } = workspace;
  await builder.select('start');
  const transferred = inspector.root.getByRole('checkbox', { name: 'transferred' });
  expect(await transferred.isChecked()).toBe(false);
  await inspector.root.getByText('Escalated calls usually end as transferred: tick it to hear them.').waitFor();
  await transferred.check();
  await inspector.root.getByRole('checkbox', { name: 'Wait for the analysis' }).check();
  await builder.publish('hear transferred calls');
  const call = `c-${workspace.id}`;
  await customer.sendEnded(call, { outcome: 'transferred' });
  const analyzed = { ...customer.ended(call), type: 'call.analyzed.v1' };
  const { status } = await studio.world.send(
    { ...analyzed, data: { callId: call, agentId: customer.agentId, summary: 'Analysed.' } },
    workspace.as,
  );
  expect(status).toBe(202);
  await customer.untilRun(call, 'succeeds', (run) => run.status === 'SUCCEEDED');
  expect(await customer.runsOf(call)).toHaveLength(1);
  expect(studio.target.receivedAt('/b20').filter(({ headers }) => headers['x-call'] === call)).toHaveLength(1);
});
