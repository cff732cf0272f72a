import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { ActionsScreen } from '../screens/actions.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { Inspector } from '../screens/inspector.ts';
import { RunScreen, RunsScreen } from '../screens/runs.ts';
import { sampleFlow, sampleKeys } from '../screens/sample-flow.ts';

const { test } = acceptance();

test('a person makes an action, tries it, publishes it and sees a call run, by mouse', async (studio) => {
  const { origin } = studio.target;
  studio.target.script(sampleFlow.ticket.path, { status: 201, json: { id: 'T-4711', state: 'open' } });
  const workspace = await studio.makeWorkspace();
  const person = await studio.signIn(workspace, 'PUBLISHER');
  const { page } = person;

  // Build → AI Agents → the agent → Actions → Post-Call → Create New Action.
  await person.open('/actions');
  const build = page.getByRole('list', { name: 'Build' });
  await build.getByRole('link', { name: 'AI Agents' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Register agent' }).first().click();
  const agentForm = page.getByRole('dialog', { name: 'Register agent' });
  await agentForm.getByRole('textbox', { name: 'Agent id' }).fill('agent-billing');
  await agentForm.getByRole('textbox', { name: 'Name', exact: true }).fill('Billing');
  await agentForm.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('link', { name: 'Billing', exact: true }).click();
  await page.getByRole('tab', { name: 'Actions' }).click();
  await new ActionsScreen(page).create('Escalation follow-up', 'Save & Edit Flow');

  const builder = new BuilderScreen(page);
  const inspector = new Inspector(builder);
  const add = async (after: string, kind: 'API Request' | 'Set Variable' | 'Decision'): Promise<void> => {
    await page.getByRole('button', { name: `Add a step after ${after}`, exact: true }).click();
    await page
      .getByRole('dialog', { name: /^Add after/ })
      .getByRole('button', { name: new RegExp(`^${kind} `) })
      .click();
  };

  // Decision.
  await builder.select('start');
  await add('Start', 'Decision');
  await inspector.write('Branch 1 row 1 left', sampleFlow.condition.left);
  await inspector.write('Branch 1 row 1 right', sampleFlow.condition.right);

  // Ticket: tried, and its id mapped by a click.
  await add('Decision Branch 1', 'API Request');
  await inspector.choose('Method', 'POST');
  await inspector.write('URL', origin + sampleFlow.ticket.path);
  await inspector.writeJsonBody(sampleFlow.ticket.body);
  await inspector.send(/^201/);
  await inspector.treeLine('id').getByRole('button', { name: /id/ }).click();
  const mapDialog = page.getByRole('dialog', { name: 'Map value to a variable' });
  await mapDialog.getByRole('textbox', { name: 'Variable' }).fill(sampleFlow.ticket.variable);
  await mapDialog.getByRole('button', { name: 'Map value' }).click();
  await inspector.result.getByRole('button', { name: 'Close the result' }).click();

  // Note, then two requests side by side: one from the palette, joined by hand.
  await builder.fit();
  await builder.select(sampleKeys.ticket);
  await add('API Request success', 'Set Variable');
  await inspector.write('Variable of row 1', sampleFlow.note.variable);
  await inspector.write(`Value of ${sampleFlow.note.variable}`, sampleFlow.note.value);
  await add('Set Variable', 'API Request');
  await inspector.write('URL', origin + sampleFlow.parallel[0]);
  await builder.fit();
  await builder.paletteItem('API Request').dragTo(builder.canvas, { targetPosition: { x: 120, y: 760 } });
  await builder.node(sampleKeys.metrics).waitFor();
  await inspector.write('URL', origin + sampleFlow.parallel[1]);
  await builder.fit();
  await builder.drawEdge(sampleKeys.note, 'next', sampleKeys.metrics);
  await builder.counts(6, 5);

  // Published, and heard by the next call.
  expect(await builder.publish('tickets for escalated calls')).toMatch(/v1 is live on \d+ of \d+ executors/);
  const call = `c-${workspace.id}`;
  await workspace.customer.sendEnded(call, {
    agentId: 'agent-billing',
    disposition: 'escalated',
    summary: 'He was cross.',
  });
  await workspace.customer.untilRun(call, 'succeeds', ({ status }) => status === 'SUCCEEDED');

  await page.getByRole('list', { name: 'Operate' }).getByRole('link', { name: 'Runs' }).click();
  await new RunsScreen(page).rowOf(call).getByRole('link').first().click();
  const run = new RunScreen(page);
  await run.becomes('Succeeded');
  for (const key of Object.values(sampleKeys)) await run.step(key).getByText('Succeeded').waitFor();
  await eventually(() => {
    expect(studio.target.receivedAt(sampleFlow.parallel[0])).toHaveLength(1);
    expect(studio.target.receivedAt(sampleFlow.parallel[1])).toHaveLength(1);
  });
  expect(studio.target.receivedAt(sampleFlow.ticket.path).at(-1)?.json()).toEqual({ subject: 'He was cross.' });
});
