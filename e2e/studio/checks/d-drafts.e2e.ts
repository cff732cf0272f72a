import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { flowOf, requestNode, requestsInRow } from '../flows/flow.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { Inspector } from '../screens/inspector.ts';

const { row } = acceptance();

row('D1', async (studio) => {
  const { builder, workspace, actionId } = await openBuilder(studio, requestsInRow('send'), { name: 'anna' });
  const ben = await studio.signIn(workspace, 'EDITOR', { name: 'ben' });
  const other = new BuilderScreen(ben.page);
  await other.open(ben.origin, actionId);
  await builder.select('send');
  await new Inspector(builder).write('URL', 'https://anna.example/');
  await builder.saved();
  await other.select('send');
  await new Inspector(other).write('URL', 'https://ben.example/');
  const bar = ben.page.getByRole('alert').filter({ hasText: 'Draft was not saved.' });
  await bar.getByText(/anna saved revision \d+/).waitFor();
  await eventually(async () => {
    expect(await other.saveState.textContent()).toContain('Conflict');
  });
  await bar.getByRole('button', { name: 'Keep mine as a copy' }).click();
  const { actions } = await untilActions(2);
  const copy = actions.find(({ id }) => id !== actionId);
  const urlIn = async (id: string): Promise<unknown> =>
    (await workspace.draftOf(id)).flow.nodes.find(({ key }) => key === 'send')?.config['url'];
  expect(await urlIn(actionId)).toBe('https://anna.example/');
  await eventually(async () => {
    expect(await urlIn(copy!.id)).toBe('https://ben.example/');
  });

  async function untilActions(count: number): Promise<{ actions: { id: string }[] }> {
    let actions: { id: string }[] = [];
    await eventually(async () => {
      const query = '{ actions(first: 9) { nodes { id } } }';
      const answer = await studio.world.graphql<{ actions: { nodes: { id: string }[] } }>(query, {}, workspace.as);
      actions = answer.data.actions.nodes;
      expect(actions).toHaveLength(count);
    });
    return { actions };
  }
});

row('D3', async (studio) => {
  const { builder, person } = await openBuilder(studio, requestsInRow('send'));
  await builder.publishButton.click();
  const dialog = person.page.getByRole('dialog', { name: 'Publish version 1' });
  await dialog.getByRole('button', { name: 'Publish v1' }).click();
  const note = dialog.getByRole('textbox', { name: 'Note' });
  await eventually(async () => {
    expect(await note.getAttribute('aria-invalid')).toBe('true');
  });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await builder.publish('the first version')).toMatch(/v1 is live on \d+ of \d+ executors/);
  await person.page.getByText('Live v1').waitFor();
  await eventually(async () => {
    expect(await builder.publishButton.getAttribute('aria-disabled')).toBe('true');
    expect(await builder.publishButton.getAttribute('aria-description')).toMatch(/nothing changed/i);
  });
});

row('D4', async (studio) => {
  const { builder } = await openBuilder(studio, requestsInRow('send'));
  await builder.publish('the first version');
  await builder.dragNode('send', { x: -160, y: 48 });
  await builder.saved();
  await eventually(async () => {
    expect(await builder.publishButton.getAttribute('aria-description')).toMatch(/nothing changed/i);
  });
  expect(await builder.node('send').getAttribute('aria-label')).not.toMatch(/changed/);
});

row('D5', async (studio) => {
  const secret = 'sesame-d5-plain';
  const workspace = await studio.makeWorkspace();
  await workspace.customer.mutate(
    'createAuthProfile',
    'CreateAuthProfileInput',
    { name: 'desk', kind: 'BEARER', origins: ['https://crm.example'], secret: { token: secret } },
    'authProfile { id }',
  );
  const withHeader = (value: string): object =>
    flowOf(
      [
        requestNode(
          'send',
          { y: 160 },
          { method: 'GET', url: 'https://crm.example/', authProfile: 'desk', headers: [{ name: 'X-Desk', value }] },
        ),
        requestNode('same', { y: 320 }),
      ],
      ['start next send', 'send success same'],
    );
  const actionId = await workspace.makeAction('Compared', withHeader('before-it'));
  await workspace.publish(actionId, 2);
  await workspace.saveDraft(actionId, 2, withHeader('after-it'));
  await workspace.publish(actionId, 3);
  const person = await studio.signIn(workspace, 'EDITOR');
  await person.open(`/actions/${actionId}/compare?from=1&to=2`);
  const changes = person.page.getByRole('region', { name: 'Changes' });
  await changes.getByText('1 changed').waitFor();
  await changes.getByText('0 added').waitFor();
  await changes.getByText('0 removed').waitFor();
  expect(await changes.getByRole('deletion').textContent()).toContain('before-it');
  expect(await changes.getByRole('insertion').textContent()).toContain('after-it');
  expect(await person.page.content()).not.toContain(secret);
});

row('D6', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  await customer.register();
  const to = (path: string): object =>
    flowOf([requestNode('send', { y: 160 }, { method: 'GET', url: studio.target.origin + path })], ['start next send']);
  const actionId = await workspace.makeAction('Rolled back', to('/one'), [customer.agentId]);
  await workspace.publish(actionId, 2);
  await workspace.saveDraft(actionId, 2, to('/two'));
  await workspace.publish(actionId, 3);
  const person = await studio.signIn(workspace, 'PUBLISHER');
  await person.open(`/actions/${actionId}/versions`);
  await person.page.getByRole('button', { name: 'More about v1' }).click();
  await person.page.getByRole('menuitem', { name: 'Make live' }).click();
  await person.page.getByRole('dialog').getByRole('button', { name: 'Make live' }).click();
  await person.page.getByRole('row', { name: /v1 Live/ }).waitFor();
  const call = `c-${workspace.id}`;
  await customer.sendEnded(call);
  const run = await customer.untilRun(call, 'succeeds', ({ status }) => status === 'SUCCEEDED');
  expect(run.version.number).toBe(1);
  expect(studio.target.receivedAt('/two')).toEqual([]);
});

row('D7', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, requestsInRow('send'), { role: 'VIEWER' });
  await builder.select('send');
  const inspector = new Inspector(builder);
  expect(await builder.saveState.textContent()).toContain('Read only');
  expect(await builder.publishButton.getAttribute('aria-disabled')).toBe('true');
  expect(await builder.paletteItem('API Request').isDisabled()).toBe(true);
  expect(await inspector.field('URL').getAttribute('aria-readonly')).toBe('true');
  await builder.focusOn('send');
  await person.page.keyboard.press('Delete');
  await builder.counts(2, 1);
  const draft = { actionId, expectedRevision: 2 };
  expect(await asked('saveDraft', 'SaveDraftInput', { ...draft, flow: requestsInRow('other') })).toContain('FORBIDDEN');
  expect(await asked('publishVersion', 'PublishVersionInput', { ...draft, note: 'not theirs' })).toContain('FORBIDDEN');
  expect(await asked('createAction', 'CreateActionInput', { name: 'Not theirs' })).toContain('FORBIDDEN');
  const unchanged = await workspace.draftOf(actionId);
  expect(unchanged.revision).toBe(2);
  expect(unchanged.flow.nodes.map(({ key }) => key)).toEqual(['start', 'send']);

  /** What the registry answers to a mutation that the viewer's own session asks for, past the Studio. */
  async function asked(mutation: string, inputType: string, input: object): Promise<string> {
    const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { userErrors { code } } }`;
    return person.page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json', 'aftercall-csrf': '1' };
        const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(body) });
        return response.text();
      },
      { query, variables: { input } },
    );
  }
});

row('D2', async (studio) => {
  const { builder, workspace, actionId } = await openBuilder(studio, requestsInRow('send'), { name: 'anna' });
  await builder.publish('the first version');
  await builder.select('send');
  await new Inspector(builder).write('URL', 'https://anna.example/');
  await builder.saved();
  const ben = await studio.signIn(workspace, 'EDITOR', { name: 'ben' });
  const other = new BuilderScreen(ben.page);
  const notice = ben.page.getByRole('status', { name: 'Draft by another author' });
  await other.open(ben.origin, actionId);
  await notice.getByText(/anna/).waitFor();

  await notice.getByRole('button', { name: 'Compare' }).click();
  const compared = ben.page.getByRole('dialog', { name: /This draft against live v1/ });
  await compared.getByText('https://anna.example/').first().waitFor();
  await ben.page.keyboard.press('Escape');
  await compared.waitFor({ state: 'hidden' });

  await notice.getByRole('button', { name: 'Continue' }).click();
  await notice.waitFor({ state: 'hidden' });
  await other.select('send');
  expect(await new Inspector(other).field('URL').textContent()).toBe('https://anna.example/');

  await other.open(ben.origin, actionId);
  await notice.getByRole('button', { name: 'Discard' }).click();
  await ben.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Discard/ })
    .click();
  await eventually(async () => {
    const { flow } = await workspace.draftOf(actionId);
    expect(flow.nodes.find(({ key }) => key === 'send')?.config['url']).toBe('https://crm.example/customers');
  });
});
