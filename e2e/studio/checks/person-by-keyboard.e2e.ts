import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { ActionsScreen } from '../screens/actions.ts';
import { BuilderScreen, type PaletteKind } from '../screens/builder.ts';
import { Inspector } from '../screens/inspector.ts';
import { Keys } from '../screens/keyboard.ts';
import { RunScreen, RunsScreen } from '../screens/runs.ts';
import { sampleFlow, sampleKeys } from '../screens/sample-flow.ts';

const { test } = acceptance();

test('a person makes an action, tries it, publishes it and sees a call run, by keyboard', async (studio) => {
  const { origin } = studio.target;
  studio.target.script(sampleFlow.ticket.path, { status: 201, json: { id: 'T-4711', state: 'open' } });
  const workspace = await studio.makeWorkspace();
  const person = await studio.signIn(workspace, 'PUBLISHER');
  const { page } = person;
  const keys = await Keys.on(page);

  await person.open('/actions');
  await keys.activate(page.getByRole('list', { name: 'Build' }).getByRole('link', { name: 'AI Agents' }));
  await page.getByRole('heading', { name: 'AI Agents', level: 1 }).waitFor();
  await keys.activate(page.getByRole('main').getByRole('button', { name: 'Register agent' }).first());
  const agentForm = page.getByRole('dialog', { name: 'Register agent' });
  await keys.tabTo(agentForm.getByRole('textbox', { name: 'Agent id' }));
  await keys.type('agent-billing');
  await keys.tabTo(agentForm.getByRole('textbox', { name: 'Name', exact: true }));
  await keys.type('Billing');
  await keys.press('Enter');
  await agentForm.waitFor({ state: 'hidden' });
  await keys.activate(page.getByRole('link', { name: 'Billing', exact: true }));
  await page.getByRole('heading', { name: 'Post-Call', level: 1 }).waitFor();
  const actions = new ActionsScreen(page);
  await keys.activate(actions.createButton);
  await keys.tabTo(actions.nameField);
  await keys.type('Escalation follow-up');
  await keys.press('Enter');

  const builder = new BuilderScreen(page);
  const inspector = new Inspector(builder);
  const add = async (after: string, kind: PaletteKind, made: string): Promise<void> => {
    await keys.tabTo(builder.canvasStop);
    await walkTo(after);
    await keys.press('n');
    await builder.chooseKindByKeys(kind);
    await keys.waitOn(builder.node(made));
  };
  /** With the focus on the canvas: to a card, by the arrows. */
  const walkTo = async (key: string): Promise<void> => {
    const ways = ['ArrowUp', 'ArrowDown', 'ArrowRight', 'ArrowLeft'];
    for (let step = 0; step < 24; step += 1) {
      if (await keys.isOn(builder.node(key))) return;
      await keys.press(ways[Math.floor(step / 6)] ?? 'ArrowUp');
    }
    throw new Error(`the arrows do not reach ${key}`);
  };
  const edit = async (key: string): Promise<void> => {
    await keys.tabTo(builder.canvasStop);
    await walkTo(key);
    await keys.press('Enter');
    await inspector.root.waitFor();
  };
  await builder.node('start').waitFor();

  await add('start', 'Decision', sampleKeys.decision);
  await edit(sampleKeys.decision);
  await keys.write(inspector.field('Branch 1 row 1 left'), sampleFlow.condition.left);
  await keys.write(inspector.field('Branch 1 row 1 right'), sampleFlow.condition.right);

  await add(sampleKeys.decision, 'API Request', sampleKeys.ticket);
  await edit(sampleKeys.ticket);
  await keys.choose(inspector.choice('Method'), 'POST');
  await keys.write(inspector.field('URL'), origin + sampleFlow.ticket.path);
  await keys.tabTo(inspector.root.getByRole('tab', { selected: true }));
  await keys.press('ArrowRight', 2);
  await keys.waitOn(builder.inspectorTab('Body'));
  await keys.tabTo(
    inspector.root.getByRole('radiogroup', { name: 'Kind of body' }).getByRole('radio', { checked: true }),
  );
  await keys.press('ArrowRight');
  await keys.write(inspector.field('Body'), sampleFlow.ticket.body);
  await keys.activate(inspector.sendButton);
  await inspector.result.getByText(/^201/).waitFor();
  await keys.tabTo(inspector.tree);
  const selected = inspector.tree.locator('[role="treeitem"][aria-selected="true"]');
  for (let step = 0; step < 4; step += 1) {
    if (/^[▾▸]?id/.test((await selected.textContent()) ?? '')) break;
    await keys.press('ArrowDown');
  }
  await keys.press('m');
  const mapDialog = page.getByRole('dialog', { name: 'Map value to a variable' });
  await keys.waitOn(mapDialog.getByRole('textbox', { name: 'Variable' }));
  await keys.press('Control+a');
  await keys.type(sampleFlow.ticket.variable);
  await keys.press('Enter');
  await mapDialog.waitFor({ state: 'hidden' });

  await add(sampleKeys.ticket, 'Set Variable', sampleKeys.note);
  await edit(sampleKeys.note);
  await keys.tabTo(inspector.field('Variable of row 1'));
  await keys.type(sampleFlow.note.variable);
  await keys.write(inspector.field(`Value of ${sampleFlow.note.variable}`), sampleFlow.note.value);
  await add(sampleKeys.note, 'API Request', sampleKeys.crm);
  await edit(sampleKeys.crm);
  await keys.write(inspector.field('URL'), origin + sampleFlow.parallel[0]);

  // The second one of the pair: a copy of the first, joined to the same exit.
  await keys.tabTo(builder.canvasStop);
  await walkTo(sampleKeys.crm);
  await keys.press('Control+d');
  await builder.node(sampleKeys.metrics).waitFor();
  await keys.tabTo(builder.canvasStop);
  await walkTo(sampleKeys.note);
  await builder.connectFromFocus(undefined, 'API Request 3');
  await builder.counts(6, 5);
  await keys.tabTo(builder.canvasStop);
  await walkTo(sampleKeys.metrics);
  await keys.press('Enter');
  await keys.write(inspector.field('URL'), origin + sampleFlow.parallel[1]);
  await builder.saved();

  await keys.press('Control+Shift+Enter');
  const publish = page.getByRole('dialog', { name: 'Publish version 1' });
  await keys.tabTo(publish.getByRole('textbox', { name: 'Note' }));
  await keys.type('tickets for escalated calls');
  await keys.tabTo(publish.getByRole('checkbox', { name: /^Publish with / }));
  await keys.press('Space');
  await keys.activate(publish.getByRole('button', { name: 'Publish v1' }));
  const done = page.getByRole('dialog', { name: /is published$/ });
  await done.getByText(/v1 is live on \d+ of \d+ executors/).waitFor();
  await keys.activate(done.getByRole('button', { name: 'Go on building' }));

  const call = `c-${workspace.id}`;
  await workspace.customer.sendEnded(call, { agentId: 'agent-billing', disposition: 'escalated' });
  await workspace.customer.untilRun(call, 'succeeds', ({ status }) => status === 'SUCCEEDED');
  await keys.activate(page.getByRole('list', { name: 'Operate' }).getByRole('link', { name: 'Runs' }));
  await keys.activate(new RunsScreen(page).rowOf(call).getByRole('link').first());
  const run = new RunScreen(page);
  await run.becomes('Succeeded');
  for (const key of Object.values(sampleKeys)) await run.step(key).getByText('Succeeded').waitFor();
  await eventually(() => {
    for (const path of sampleFlow.parallel) expect(studio.target.receivedAt(path)).toHaveLength(1);
  });
  expect(keys.pointerEvents).toEqual([]);
});
