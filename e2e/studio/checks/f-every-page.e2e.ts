import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { acceptance } from '../harness/acceptance.ts';
import { noteFigure } from '../harness/figures.ts';
import { openWhole, staysInside } from '../harness/whole-page.ts';
import { callFlow, publishFlow } from '../flows/published.ts';
import { requestsInRow } from '../flows/flow.ts';
import { fillWorkspace } from '../flows/routes.ts';
import { ActionsScreen } from '../screens/actions.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { Inspector } from '../screens/inspector.ts';
import { RunScreen, RunsScreen } from '../screens/runs.ts';

const { row } = acceptance();
const phone = { width: 390, height: 844 };
const built = resolve(import.meta.dirname, '../../../apps/studio/dist');
const EVERY_PAGE_TIMEOUT_MS = 300_000;

row('F2', async (studio) => {
  const workspace = await studio.makeWorkspace();
  studio.target.script('/f2', { kind: 'hang' });
  await publishFlow(
    workspace,
    callFlow(studio.target.origin, [{ key: 'send', path: '/f2', config: { timeoutMs: 60_000 } }]),
  );
  await workspace.customer.sendEnded('c-moving');
  const { id } = await workspace.customer.untilRun('c-moving', 'runs', ({ status }) => status === 'RUNNING');
  const movingEdges = async (isMotionReduced: boolean): Promise<number> => {
    const person = await studio.signIn(workspace, 'OPERATOR', { isMotionReduced });
    await person.open(`/runs/${id}`);
    await new RunScreen(person.page).becomes('Running');
    await new RunScreen(person.page).step('send').getByText('Running').waitFor();
    const edges = person.page.locator('.react-flow__edge path[class*="moving"]');
    await edges.first().waitFor({ state: 'attached' });
    return edges.evaluateAll((all) => all.filter((edge) => edge.getAnimations({ subtree: true }).length > 0).length);
  };
  expect(await movingEdges(true)).toBe(0);
  // Else the test could not fail: for everybody else they do move.
  expect(await movingEdges(false)).toBeGreaterThan(0);
});

row(
  'F3',
  async (studio) => {
    const { workspace, routes } = await fillWorkspace(studio);
    const person = await studio.signIn(workspace, 'ADMIN');
    for (const route of routes) {
      const answer = await person.page.goto(person.origin + route);
      const policy = (await answer?.headerValue('content-security-policy')) ?? '';
      expect(policy).toMatch(/default-src '(self|none)'/);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    }
    // That a breach would be seen: a style that the policy refuses.
    const broken = await studio.signIn(workspace, 'VIEWER');
    await broken.open('/actions');
    broken.watch.expect(/policy: style-src/, /Content Security Policy/);
    const seen = broken.page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
    await broken.page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'body { color: red }';
      document.head.append(style);
    });
    await seen;
  },
  EVERY_PAGE_TIMEOUT_MS,
);

row(
  'F4',
  async (studio) => {
    const { workspace, routes } = await fillWorkspace(studio);
    const person = await studio.signIn(workspace, 'ADMIN');
    const asked = new Set<string>();
    person.page.on('request', (request) => asked.add(new URL(request.url()).origin));
    for (const route of routes) await openWhole(person.page, person.origin + route);
    expect([...asked].filter((origin) => origin !== person.origin && origin !== 'null')).toEqual([]);
    expect(person.watch.problems).toEqual([]);
  },
  EVERY_PAGE_TIMEOUT_MS,
);

row('F5', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const actionId = await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/f5' }]));
  await workspace.customer.sendEnded('c-phone');
  await workspace.customer.untilRun('c-phone', 'succeeds', ({ status }) => status === 'SUCCEEDED');
  const person = await studio.signIn(workspace, 'OPERATOR', { viewport: phone });
  const { page } = person;
  await person.open('/runs');
  const runs = new RunsScreen(page);
  await runs.rows.first().waitFor();
  await staysInside(page);
  await runs.rows.first().getByRole('link').first().click();
  await new RunScreen(page).becomes('Succeeded');
  await staysInside(page);
  await page.getByRole('region', { name: 'Steps' }).getByRole('button').first().click();
  await page.getByRole('dialog', { name: 'Step' }).getByRole('tab', { name: 'Data' }).click();
  await page.goto(`${person.origin}/actions/${actionId}/builder`);
  await page.getByText(/editing needs a wider screen/i).waitFor();
  await new BuilderScreen(page).outline.getByRole('treeitem', { name: /send/ }).waitFor();
  expect(await page.getByTestId('canvas').isVisible()).toBe(false);
  expect(await new BuilderScreen(page).saveState.textContent()).toContain('Read only');
  await staysInside(page);
});

row('F6', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const actionId = await workspace.makeAction('Zoomed', requestsInRow('send'));
  // 1280 px at 200 % are 640 px of the page's own.
  const person = await studio.signIn(workspace, 'PUBLISHER', { viewport: { width: 640, height: 400 } });
  const { page } = person;
  await person.open('/actions');
  await staysInside(page);
  const actions = new ActionsScreen(page);
  await actions.create('Made while zoomed', 'Save');
  await actions.row('Made while zoomed').waitFor();
  await page.getByRole('button', { name: 'Navigation' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
  await staysInside(page);
  await page.goto(`${person.origin}/actions/${actionId}/builder`);
  const builder = new BuilderScreen(page);
  await builder.outline.getByRole('treeitem', { name: /send/ }).click();
  await new Inspector(builder).write('URL', 'https://crm.example/zoomed');
  await builder.saved();
  await staysInside(page);
  const { flow } = await workspace.draftOf(actionId);
  expect(flow.nodes.find(({ key }) => key === 'send')?.config['url']).toBe('https://crm.example/zoomed');
});

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

row('F7', async (studio) => {
  const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry);
  const initial = new Set<string>();
  const add = (name: string): void => {
    if (initial.has(name)) return;
    initial.add(name);
    for (const other of manifest[name]?.imports ?? []) add(other);
  };
  add(entry!);
  const bytes = [...initial].map((name) => gzipSync(readFileSync(join(built, manifest[name]!.file))).length);
  const totalKb = bytes.reduce((sum, one) => sum + one, 0) / 1024;
  noteFigure('F7 script of the first page, gzip', totalKb, 'kB');
  expect(totalKb).toBeLessThanOrEqual(350);
  expect(totalKb).toBeGreaterThan(20);
  const builderChunk = Object.keys(manifest).find((name) => name.includes('FlowBuilderPage'));
  expect(initial.has(builderChunk!)).toBe(false);
  // And so it is served: the list of actions asks for none of the builder's code.
  const person = await studio.signIn(await studio.makeWorkspace(), 'EDITOR');
  const asked: string[] = [];
  person.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openWhole(person.page, `${person.origin}/actions`);
  expect(asked).not.toContain(`/${manifest[builderChunk!]!.file}`);
  expect(asked.some((path) => path.startsWith('/assets/'))).toBe(true);
});
