import { acceptance } from '../harness/acceptance.ts';
import { findAccessibilityProblems } from '../harness/axe.ts';
import { eventually } from '../harness/eventually.ts';
import { ActionsScreen } from '../screens/actions.ts';
import { BuilderScreen } from '../screens/builder.ts';

const { row, rowInBothThemes } = acceptance();

rowInBothThemes('A1', async (studio, scheme) => {
  const person = await studio.signIn(await studio.makeWorkspace(), 'PUBLISHER', { scheme });
  await person.open('/actions');
  const actions = new ActionsScreen(person.page);
  await person.page.getByRole('heading', { name: 'A post-call action runs a flow when a call ends.' }).waitFor();
  await actions.createButton.waitFor();
  expect(await findAccessibilityProblems(person.page)).toEqual([]);
});

row('A2', async (studio) => {
  const person = await studio.signIn(await studio.makeWorkspace(), 'EDITOR');
  await person.open('/actions');
  const actions = new ActionsScreen(person.page);
  await actions.create('', 'Save');
  await actions.dialog.getByText('Name is required').waitFor();
  await eventually(async () => {
    expect(await actions.nameField.evaluate((field) => field === document.activeElement)).toBe(true);
  });
  expect(await actions.dialog.isVisible()).toBe(true);
});

row('A3', async (studio) => {
  const person = await studio.signIn(await studio.makeWorkspace(), 'EDITOR');
  await person.open('/actions');
  await new ActionsScreen(person.page).create('CRM notify', 'Save & Edit Flow');
  await person.page.waitForURL(/\/actions\/[^/]+\/builder$/);
  const builder = new BuilderScreen(person.page);
  await builder.node('start').waitFor();
  await eventually(async () => {
    expect(await builder.canvas.evaluate((canvas) => canvas.contains(document.activeElement))).toBe(true);
  });
});

row('A4', async (studio) => {
  const person = await studio.signIn(await studio.makeWorkspace(), 'EDITOR');
  const { page } = person;
  await person.open('/actions');
  person.watch.expect(/Failed to load resource/, /ERR_FAILED/);
  await page.route('**/graphql', (route) => route.abort());
  await page.reload();
  const panel = page.getByRole('alert', { name: 'Actions could not be loaded' });
  await panel.getByText('Request id').waitFor();
  expect(await panel.getByRole('definition').allTextContents()).toContainEqual(expect.stringMatching(/\S+/));
  await page.unroute('**/graphql');
  await panel.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('heading', { name: 'A post-call action runs a flow when a call ends.' }).waitFor();
});

row('A5', async (studio) => {
  const workspace = await studio.makeWorkspace();
  for (const name of ['Refund case', 'Refund survey', 'Outage report']) await workspace.makeAction(name);
  const person = await studio.signIn(workspace, 'EDITOR');
  const actions = new ActionsScreen(person.page);
  await person.open('/actions');
  const shows = async (...names: string[]): Promise<void> =>
    eventually(async () => {
      const links = await actions.rows.getByRole('link').allTextContents();
      expect(links.filter((text) => text !== '').toSorted()).toEqual(names.toSorted());
    });
  await shows('Refund case', 'Refund survey', 'Outage report');
  await actions.search.fill('refund');
  await person.page.waitForURL(/[?&]q=refund/);
  await shows('Refund case', 'Refund survey');
  await actions.search.fill('survey');
  await person.page.waitForURL(/[?&]q=survey/);
  await person.page.reload();
  await shows('Refund survey');
  await person.page.goBack();
  await person.page.waitForURL(/[?&]q=refund/);
  await shows('Refund case', 'Refund survey');
  expect(await actions.search.inputValue()).toBe('refund');
});

row('A6', async (studio) => {
  const workspace = await studio.makeWorkspace();
  await workspace.registerAgent('agent-billing', 'Billing');
  const person = await studio.signIn(workspace, 'EDITOR');
  const { page } = person;
  await person.open('/actions');
  await page.getByRole('list', { name: 'Build' }).getByRole('link', { name: 'AI Agents' }).click();
  await page.getByRole('link', { name: 'Billing', exact: true }).click();
  await page.getByRole('tab', { name: 'Actions' }).click();
  await page.getByRole('heading', { name: 'Post-Call', exact: true }).waitFor();
  const actions = new ActionsScreen(page);
  await actions.create('CRM notify', 'Save');
  await actions.row('CRM notify').waitFor();
  await actions.dialog.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).pathname).toBe('/agents/agent-billing/actions/post-call');
  const { data } = await studio.world.graphql<{ actions: { nodes: { agents: { agentId: string }[] }[] } }>(
    '{ actions(first: 5) { nodes { agents { agentId } } } }',
    {},
    workspace.as,
  );
  expect(data.actions.nodes).toEqual([{ agents: [{ agentId: 'agent-billing' }] }]);
});
