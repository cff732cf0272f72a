import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { callFlow, publishFlow } from '../flows/published.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { Inspector } from '../screens/inspector.ts';
import { RunScreen, RunsScreen } from '../screens/runs.ts';

const { row } = acceptance();

row('E10', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e10' }]));
  await customer.sendEnded('c-escalated', { outcome: 'transferred' });
  const person = await studio.signIn(workspace, 'VIEWER');
  await person.open('/calls/c-escalated');
  const story = person.page.getByRole('list', { name: 'What became of each action' });
  await story.getByText('did not run, because outcome transferred is not ticked').waitFor();
  await story.getByRole('link', { name: 'Open Start' }).click();
  const builder = new BuilderScreen(person.page);
  await builder.inspector.getByRole('heading', { name: 'Start' }).waitFor();
  await builder.inspector.getByRole('checkbox', { name: 'transferred' }).waitFor();
});

row('E11', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  const actionId = await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e11' }]));
  const person = await studio.signIn(workspace, 'PUBLISHER');
  await person.open(`/actions/${actionId}/overview`);
  await person.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await person.page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  await customer.sendEnded('c-paused');
  await person.open('/calls/c-paused');
  await person.page.getByText('did not run, because it was paused').waitFor();
  expect(studio.target.receivedAt('/e11')).toEqual([]);
});

row('E12', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  studio.target.script('/e12', { status: 201, json: { ticket: { number: 'T-77' } } });
  const config = { mapping: [{ variable: 'ticketId', path: '$.id', type: 'string', required: true }] };
  await publishFlow(
    workspace,
    callFlow(studio.target.origin, [
      { key: 'open', path: '/e12', config },
      { key: 'tell', path: '/e12-tell' },
    ]),
  );
  await customer.sendEnded('c-map');
  const { id } = await customer.untilRun('c-map', 'fails', ({ status }) => status === 'FAILED');
  expect(studio.target.receivedAt('/e12')).toHaveLength(1);
  const person = await studio.signIn(workspace, 'OPERATOR');
  const run = new RunScreen(person.page);
  await person.open(`/runs/${id}?step=open`);
  const mapping = run.panel.getByRole('textbox', { name: 'Mapping' });
  const text = await mapping.inputValue();
  await mapping.fill(text.replace('$.id', '$.ticket.number'));
  await run.panel.getByRole('button', { name: 'Map again' }).click();
  await run.becomes('Succeeded');
  expect(studio.target.receivedAt('/e12')).toHaveLength(1);
  expect(studio.target.receivedAt('/e12-tell')).toHaveLength(1);
});

row('E13', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  studio.target.script('/e13', { kind: 'hang' });
  const config = {
    timeoutMs: 800,
    idempotency: { honoured: true, inDoubt: 'review' },
    mapping: [{ variable: 'caseId', path: '$.id', type: 'string', required: true }],
  };
  await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'open', path: '/e13', config }]));
  await customer.sendEnded('c-doubt');
  const { id } = await customer.untilRun('c-doubt', 'is in review', ({ status }) => status === 'IN_REVIEW');
  const person = await studio.signIn(workspace, 'OPERATOR');
  const run = new RunScreen(person.page);
  await person.open(`/runs/${id}`);
  await run.becomes('In review');
  await run.panel.getByRole('button', { name: 'It happened' }).click();
  await run.panel.getByRole('textbox', { name: 'Response body' }).fill('{ "id": "case-9" }');
  await run.panel.getByRole('button', { name: 'Go on with this answer' }).click();
  await run.becomes('Succeeded');
  expect(studio.target.receivedAt('/e13')).toHaveLength(1);
});

row('C14', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  studio.target.script('/c14', { status: 201, json: { id: 'TICKET-4711' } });
  const flow = callFlow(studio.target.origin, [{ key: 'open', path: '/c14' }]);
  await customer.register();
  const agentIds = [customer.agentId];
  const { builder, person: author } = await openBuilder(studio, flow, { workspace, agentIds });
  const inspector = new Inspector(builder);
  await builder.select('open');
  await inspector.send(/^201/);
  await inspector.treeLine('id').getByRole('button', { name: /id/ }).click();
  const mapDialog = author.page.getByRole('dialog', { name: 'Map value to a variable' });
  await mapDialog.getByRole('checkbox', { name: 'Id to trace by' }).check();
  await mapDialog.getByRole('button', { name: 'Map value' }).click();
  await mapDialog.waitFor({ state: 'hidden' });
  await builder.publish('tickets can be traced');
  await customer.sendEnded('c-traced');
  await customer.sendEnded('c-other-outcome', { outcome: 'failed' });
  const { id } = await customer.untilRun('c-traced', 'succeeds', ({ status }) => status === 'SUCCEEDED');
  const person = await studio.signIn(workspace, 'OPERATOR');
  const runs = new RunsScreen(person.page);
  await person.open('/runs?externalId=TICKET-4711');
  await runs.rowOf('c-traced').getByText('TICKET-4711').waitFor();
  expect(await runs.rows.count()).toBe(1);
  await person.open('/runs?externalId=TICKET-0');
  await person.page.getByText('No runs match').waitFor();
  await person.page.keyboard.press('Control+k');
  await person.page.getByRole('combobox', { name: 'Search or jump to' }).fill('TICKET-4711');
  const found = person.page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  await eventually(async () => {
    expect((await found.allTextContents()).join(' ')).toContain('TICKET-4711');
  });
  await found.filter({ hasText: 'Runs with this external id' }).click();
  await runs.rowOf('c-traced').waitFor();
  expect(
    await runs
      .rowOf('c-traced')
      .getByRole('link', { name: new RegExp(id.slice(-4)) })
      .count(),
  ).toBe(1);
});
