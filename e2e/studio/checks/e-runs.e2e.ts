import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { callFlow, publishFlow } from '../flows/published.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { RunScreen, RunsScreen } from '../screens/runs.ts';

const { row } = acceptance();

row('E2', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const gate = Promise.withResolvers<undefined>();
  studio.target.script('/e2', { status: 201, json: { id: 1 }, after: gate.promise });
  await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e2' }]));
  const call = `c-${workspace.id}`;
  await workspace.customer.sendEnded(call);
  const { id } = await workspace.customer.untilRun(call, 'runs', ({ status }) => status === 'RUNNING');
  const person = await studio.signIn(workspace, 'OPERATOR');
  const run = new RunScreen(person.page);
  await person.open(`/runs/${id}`);
  await run.becomes('Running');
  await run.step('send').getByText('Running').waitFor();
  let loads = 0;
  person.page.on('load', () => (loads += 1));
  gate.resolve(undefined);
  await run.becomes('Succeeded');
  await run.step('send').getByText('Succeeded').waitFor();
  expect(loads).toBe(0);
});

row('E3', async (studio) => {
  const workspace = await studio.makeWorkspace();
  await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e3' }]));
  const person = await studio.signIn(workspace, 'OPERATOR');
  let isCut = false;
  const cut: (() => Promise<void>)[] = [];
  await person.page.routeWebSocket(/\/graphql/, (socket) => {
    if (isCut) void socket.close();
    else {
      socket.connectToServer();
      cut.push(() => socket.close());
    }
  });
  const runs = new RunsScreen(person.page);
  await person.open('/runs');
  const { customer } = workspace;
  const show = async (call: string, deadlineMs: number): Promise<void> =>
    eventually(async () => {
      const more = person.page.getByRole('button', { name: /new run/ });
      if ((await more.count()) > 0) await more.click({ timeout: 1000 });
      expect(await runs.rowOf(call).count()).toBe(1);
      expect(await runs.rowOf(call).textContent()).toContain('Succeeded');
    }, deadlineMs);
  await customer.sendEnded('c-live');
  await show('c-live', 15_000);
  isCut = true;
  for (const close of cut) await close();
  const bar = person.page.getByText('Live updates paused, polling every 5 s');
  await bar.waitFor();
  await customer.sendEnded('c-polled');
  await show('c-polled', 20_000);
  isCut = false;
  await person.page.getByRole('button', { name: 'Reconnect now' }).click();
  await bar.waitFor({ state: 'hidden' });
  await customer.sendEnded('c-back');
  await show('c-back', 15_000);
  expect(await runs.rows.count()).toBe(3);
});

row('E4', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { origin } = studio.target;
  const { customer } = workspace;
  const actionId = await publishFlow(workspace, callFlow(origin, [{ key: 'send', path: '/e4' }]));
  await customer.sendEnded('c-old');
  const { id } = await customer.untilRun('c-old', 'succeeds', ({ status }) => status === 'SUCCEEDED');
  await workspace.saveDraft(
    actionId,
    2,
    callFlow(origin, [
      { key: 'other', path: '/e4' },
      { key: 'more', path: '/e4' },
    ]),
  );
  await workspace.publish(actionId, 3);
  const person = await studio.signIn(workspace, 'VIEWER');
  const run = new RunScreen(person.page);
  await person.open(`/runs/${id}`);
  await run.step('send').waitFor();
  await person.page.getByText('v1', { exact: false }).first().waitFor();
  expect(await run.step('other').count()).toBe(0);
  expect(await new BuilderScreen(person.page).nodes.count()).toBe(2);
});

row('E5', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  studio.target.script('/refuse', { status: 422, json: { error: 'seconds must be a number' } });
  await publishFlow(
    workspace,
    callFlow(studio.target.origin, [
      { key: 'good', path: '/fine' },
      { key: 'bad', path: '/refuse' },
    ]),
  );
  await customer.sendEnded('c-failed', { summary: 'He was told no.' });
  const { id } = await customer.untilRun('c-failed', 'fails', ({ status }) => status === 'FAILED');
  const person = await studio.signIn(workspace, 'OPERATOR');
  const run = new RunScreen(person.page);
  await person.open(`/runs/${id}`);
  await run.becomes('Failed');
  await run.shows('List');
  const steps = person.page.getByRole('region', { name: 'Steps' });
  await steps.getByRole('switch', { name: /^Failed only/ }).click();
  const rows = steps.getByRole('listitem');
  await eventually(async () => {
    expect(await rows.count()).toBe(1);
  });
  expect(await rows.textContent()).toMatch(/bad.*Failed.*[A-Z]+_[A-Z_]+/);
  await rows.getByRole('button').click();
  await run.panel.getByRole('tab', { name: 'Input' }).click();
  await run.panel.getByText(`${studio.target.origin}/refuse`).waitFor();
  await run.panel.getByText('He was told no.').waitFor();
  await run.panel.getByRole('tab', { name: 'Data' }).click();
  await run.panel.getByText('seconds must be a number').waitFor();
});

row('E8', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e8' }]));
  for (let number = 1; number <= 6; number += 1) await customer.sendEnded(`c-first-${String(number)}`);
  for (let number = 1; number <= 6; number += 1)
    await customer.untilRun(`c-first-${String(number)}`, 'succeeds', ({ status }) => status === 'SUCCEEDED');
  const person = await studio.signIn(workspace, 'OPERATOR');
  const runs = new RunsScreen(person.page);
  await person.open('/runs');
  await eventually(async () => {
    expect(await runs.rows.count()).toBe(6);
  });
  const fifth = runs.rows.nth(4);
  await fifth.hover();
  const callOf = async (): Promise<string | null> => fifth.getByRole('link', { name: /^c-/ }).textContent();
  const before = { call: await callOf() };
  await customer.sendEnded('c-new-1');
  for (let number = 2; number <= 10; number += 1) await customer.sendEnded(`c-new-${String(number)}`);
  const bar = person.page.getByRole('button', { name: '10 new runs' });
  await bar.waitFor();
  expect({ call: await callOf() }).toEqual(before);
  expect(await runs.rows.count()).toBe(6);
  await bar.click();
  await eventually(async () => {
    expect(await runs.rows.count()).toBe(16);
  });
});

row('E9', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e9' }]));
  await customer.sendEnded('c-own', { summary: 'The summary of this very call.' });
  const { id } = await customer.untilRun('c-own', 'succeeds', ({ status }) => status === 'SUCCEEDED');
  const person = await studio.signIn(workspace, 'EDITOR');
  await person.open(`/runs/${id}`);
  await person.page.getByRole('link', { name: 'Open in builder' }).click();
  const builder = new BuilderScreen(person.page);
  await builder.node('start').waitFor();
  await builder.select('send');
  await builder.inspectorTab('Body').click();
  await builder.inspector
    .getByText(/The summary of this very call\./)
    .first()
    .waitFor();
});
