import type { Page } from '@aftercall/dev-harness/browser';
import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { openWhole, staysInside } from '../harness/whole-page.ts';
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

test('bad input: a draft that was broken by hand is refused by name, and the old one stays', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, requestsInRow('send'));
  await builder.saved();
  const before = await workspace.draftOf(actionId);
  await person.page.getByRole('button', { name: 'More for this flow' }).click();
  await person.page.getByRole('menuitem', { name: 'Flow as JSON, import' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Flow as JSON' });
  const text = dialog.getByRole('textbox', { name: 'Flow as JSON' });
  const use = async (json: string): Promise<void> => {
    await text.fill(json);
    await dialog.getByRole('button', { name: 'Use this flow' }).click();
  };
  const refusal = dialog.getByRole('alert');
  await use('{ "format": 1, "nodes": [');
  await refusal.getByText('Not taken over: the flow on the canvas stays as it is.').waitFor();
  const wrong = flowOf([requestNode('send', { y: 160 }, { method: 'FETCH', url: 'https://crm.example/' })], []);
  await use(JSON.stringify(wrong));
  await refusal.getByText(/method/).waitFor();
  await builder.counts(2, 1);
  expect(await workspace.draftOf(actionId)).toEqual(before);
  await use(JSON.stringify(requestsInRow('one', 'two')));
  await dialog.waitFor({ state: 'hidden' });
  await builder.counts(3, 2);
  await builder.tool('Undo').click();
  await builder.counts(2, 1);
  await builder.node('send').waitFor();
});

test('bad input: another author saved meanwhile, and the page is loaded anew: nobody’s work is lost', async (studio) => {
  const { builder, workspace, actionId } = await openBuilder(studio, requestsInRow('send'), { name: 'anna' });
  const ben = await studio.signIn(workspace, 'EDITOR', { name: 'ben' });
  const other = new BuilderScreen(ben.page);
  await other.open(ben.origin, actionId);
  await builder.select('send');
  await new Inspector(builder).write('URL', 'https://anna.example/');
  await builder.saved();
  const bar = ben.page.getByRole('alert').filter({ hasText: 'Draft was not saved.' });
  await other.select('send');
  await new Inspector(other).write('URL', 'https://ben.example/');
  await bar.waitFor();
  // Told of it, he goes on; then his page is gone.
  await new Inspector(other).addHeader('X-Desk', 'typed after the conflict');
  await keptInBrowser(ben.page, 'typed after the conflict');
  await ben.page.reload();
  await other.node('send').waitFor();
  await bar.waitFor();
  await bar.getByRole('button', { name: 'Keep mine as a copy' }).click();
  const ofBen = { url: 'https://ben.example/', headers: [{ name: 'X-Desk', value: 'typed after the conflict' }] };
  const sendIn = async (id: string): Promise<unknown> =>
    (await workspace.draftOf(id)).flow.nodes.find(({ key }) => key === 'send')?.config;
  await eventually(async () => {
    const { data } = await studio.world.graphql<{ actions: { nodes: { id: string }[] } }>(
      '{ actions(first: 9) { nodes { id } } }',
      {},
      workspace.as,
    );
    const copy = data.actions.nodes.find(({ id }) => id !== actionId);
    expect(await sendIn(copy!.id)).toMatchObject(ofBen);
  });
  expect(await sendIn(actionId)).toMatchObject({ url: 'https://anna.example/', headers: [] });
});

/** Waits until the browser's own database holds work with this text in it: what a page that is gone leaves behind. */
async function keptInBrowser(page: Page, text: string): Promise<void> {
  await eventually(async () => {
    const kept = await page.evaluate(
      () =>
        new Promise<string>((done, failed) => {
          const request = indexedDB.open('aftercall-studio');
          request.onerror = () => failed(new Error('the browser keeps nothing'));
          request.onsuccess = () => {
            const all = request.result.transaction('drafts').objectStore('drafts').getAll();
            all.onsuccess = () => {
              request.result.close();
              done(JSON.stringify(all.result));
            };
          };
        }),
    );
    expect(kept).toContain(text);
  });
}

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
});

test('bad input: actions and agents with names of 200 characters, from right to left and with emoji fit every list', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const long = `Ticket ${'ö'.repeat(193)}`;
  const mixed = '🎫 إنشاء تذكرة 👩‍👩‍👧 <b>للعميل</b> "Zoë"';
  await workspace.registerAgent('agent-long', long);
  await workspace.registerAgent('agent-mixed', mixed);
  await workspace.makeAction(long, requestsInRow('send'), ['agent-long']);
  await workspace.makeAction(mixed, requestsInRow('send'), ['agent-mixed']);
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const person = await studio.signIn(workspace, 'VIEWER', { viewport });
    for (const path of ['/actions', '/agents', '/agents/agent-long/actions/post-call', '/runs']) {
      await openWhole(person.page, person.origin + path);
      await staysInside(person.page);
    }
    await person.open('/actions');
    for (const name of [long, mixed]) await person.page.getByRole('link', { name, exact: true }).first().waitFor();
    await person.open('/agents');
    for (const name of [long, mixed]) await person.page.getByRole('link', { name, exact: true }).first().waitFor();
  }
});
