import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { flowOf, requestNode, requestsInRow } from '../flows/flow.ts';
import { largeFlow } from '../flows/large-flow.ts';
import { ActionsScreen } from '../screens/actions.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { Inspector } from '../screens/inspector.ts';

const { test } = acceptance();

test('bad input: the server is away while somebody types: nothing is lost, and sent when it is back', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  person.watch.expect(/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /WebSocket connection/);
  await person.context.setOffline(true);
  await inspector.write('URL', 'https://crm.example/typed-while-away');
  await eventually(async () => {
    expect(await builder.saveState.textContent()).toContain('Not saved: offline');
  });
  await person.page.reload().catch(() => undefined);
  await person.context.setOffline(false);
  await builder.open(person.origin, actionId);
  await builder.saved();
  await eventually(async () => {
    const { flow } = await workspace.draftOf(actionId);
    expect(flow.nodes.find(({ key }) => key === 'send')?.config['url']).toBe('https://crm.example/typed-while-away');
  });
});

test('bad input: a session ends while somebody edits: they sign in again and go on', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  person.watch.expect(/401/, /WebSocket/);
  await person.context.clearCookies();
  await inspector.write('URL', 'https://crm.example/after-the-session');
  const dialog = person.page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.getByLabel('API key').fill(await workspace.key('EDITOR'));
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await builder.saved();
  expect(await inspector.field('URL').textContent()).toBe('https://crm.example/after-the-session');
  const { flow } = await workspace.draftOf(actionId);
  expect(flow.nodes.find(({ key }) => key === 'send')?.config['url']).toBe('https://crm.example/after-the-session');
});

test('bad input: a target that hangs is left by Cancel, and the page goes on', async (studio) => {
  studio.target.script('/hang', { kind: 'hang' });
  const { builder } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.write('URL', `${studio.target.origin}/hang`);
  await inspector.sendButton.click();
  await inspector.root.getByRole('button', { name: 'Cancel', exact: true }).click();
  await inspector.result.getByText(/Cancelled after/).waitFor();
  await builder.tool('Tidy').click();
  await builder.saved();
});

test('bad input: a document that was broken by hand is refused by name when imported, and nothing is made', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const person = await studio.signIn(workspace, 'EDITOR');
  const actions = new ActionsScreen(person.page);
  await person.open('/actions?new=import');
  await actions.nameField.fill('Broken by hand');
  const text = actions.dialog.getByRole('textbox', { name: 'Exported action or flow, as JSON' });
  await text.fill('{ "format": 1, "nodes": [');
  await actions.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => {
    expect(await text.getAttribute('aria-invalid')).toBe('true');
  });
  const flow = flowOf([requestNode('send', { y: 160 }, { method: 'FETCH', url: 'https://crm.example/' })], []);
  await text.fill(JSON.stringify(flow));
  await actions.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await actions.dialog
    .getByText(/method/)
    .first()
    .waitFor();
  const { data } = await studio.world.graphql<{ actions: { totalCount: number } }>(
    '{ actions(first: 1) { totalCount } }',
    {},
    workspace.as,
  );
  expect(data.actions.totalCount).toBe(0);
});

test('bad input: the browser goes back from the builder and forward again, and work is there', async (studio) => {
  const { builder, person, actionId } = await openBuilder(studio, requestsInRow('send'));
  await person.open('/actions');
  await person.page.getByRole('link', { name: 'Escalation follow-up' }).click();
  await person.page.waitForURL(new RegExp(`${actionId}/builder`));
  await builder.select('send');
  await new Inspector(builder).write('URL', 'https://crm.example/back-and-forth');
  await person.page.goBack();
  await new ActionsScreen(person.page).row('Escalation follow-up').waitFor();
  await person.page.goForward();
  await builder.node('send').waitFor();
  await builder.select('send');
  expect(await new Inspector(builder).field('URL').textContent()).toBe('https://crm.example/back-and-forth');
  await builder.saved();
});

test('bad input: a flow of 300 nodes can be edited, saved and undone', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, largeFlow(300));
  await builder.focusOn('step_0');
  await person.page.keyboard.press('Delete');
  await builder.saved();
  expect((await workspace.draftOf(actionId)).flow.nodes).toHaveLength(299);
  await person.page.keyboard.press('Control+z');
  await builder.saved();
  expect((await workspace.draftOf(actionId)).flow.nodes).toHaveLength(300);
});

test('bad input: names of 200 characters, from right to left and with emoji are shown whole and kept', async (studio) => {
  const names = { long: `Ticket ${'ö'.repeat(193)}`, arabic: 'إنشاء تذكرة للعميل', emoji: '🎫 Ticket 👩‍👩‍👧 für Zoë' };
  const nodes = Object.entries(names).map(([key, name], at) =>
    requestNode(key, { y: 160 * (at + 1), name: name.slice(0, 120) }),
  );
  const workspace = await studio.makeWorkspace();
  const flow = flowOf(nodes, ['start next long', 'long success arabic', 'arabic success emoji']);
  const { builder, person, actionId } = await openBuilder(studio, flow, { workspace });
  await builder.saved();
  const start = await builder.boxOf(builder.node('long'));
  expect(start.width).toBeLessThanOrEqual(300);
  await builder.leftTab('Outline').click();
  for (const { name } of nodes) await builder.outline.getByRole('treeitem', { name: name! }).waitFor();
  await builder.select('emoji');
  await person.page.keyboard.press('F2');
  const rename = person.page.getByRole('dialog', { name: /^Rename/ });
  await rename.getByRole('textbox').first().fill(names.long);
  // Longer than the format takes: told so at once, and never a draft that cannot be saved.
  expect(await rename.getByRole('button', { name: /^Rename/ }).isDisabled()).toBe(true);
  await rename
    .getByText(/characters/)
    .first()
    .waitFor();
  await person.page.keyboard.press('Escape');
  await rename.waitFor({ state: 'hidden' });
  await builder.saved();
  const draft = await workspace.draftOf(actionId);
  expect(draft.flow.nodes.map(({ name }) => name)).toContain(names.arabic);
  const again = await studio.signIn(workspace, 'VIEWER');
  const list = new ActionsScreen(again.page);
  await again.open('/actions');
  await list.row('Escalation follow-up').waitFor();
  expect(await new BuilderScreen(again.page).refusal.count()).toBe(0);
});
