// Takes a picture of every screen of the Studio, light and dark, at 1440 and 390 px, against real services, into
// reports/screens; and of those that the visual reference shows into docs/look/ours, which docs/look.html puts side by side.
// npm run look [-- <screen> …]
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ScriptedTarget } from '@aftercall/dev-harness';
import { openBrowser } from '@aftercall/dev-harness/browser';
import { format, resolveConfig } from 'prettier';
import { Customer } from '../../customer.ts';
import { World } from '../../world.ts';
import { demoFlow } from '../parts/demo-flow.ts';
import { fillDemoWorkspace } from '../parts/demo-workspace.ts';
import { compare, type Comparison } from './comparison.ts';
import { comparisonPage } from './comparison-page.ts';
import { scenes, type Scene, type Shown } from './scenes.ts';
import type { Browser, Page } from './page.ts';
import { asWebp } from './webp.ts';

const root = resolve(import.meta.dirname, '../../..');
const screens = join(root, 'reports/screens');
const look = join(root, 'docs/look');
const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1440, height: 900, scale: 1 },
  { width: 390, height: 844, scale: 2 },
] as const;

type Theme = (typeof themes)[number];
type Size = (typeof sizes)[number];

/** Where pictures come from: signed in once for each theme and size. */
interface Studio {
  readonly world: World;
  readonly browser: Browser;
  readonly shown: Shown;
}

const wanted = process.argv.slice(2);
const comparisons = compare(
  readdirSync(join(look, 'reference'))
    .map((file) => file.replace(/\.webp$/, ''))
    .sort(),
);
for (const folder of [screens, join(look, 'ours')]) mkdirSync(folder, { recursive: true });

const target = await ScriptedTarget.start();
const world = await World.start({
  environment: {
    EGRESS_ALLOW: target.origin.replace('http://', '').replace(':', '/32:'),
    ENVIRONMENT_NAME: 'Production',
  },
});
const browser = await openBrowser();
try {
  const studio: Studio = { world, browser, shown: await fill(world, target) };
  for (const theme of themes) for (const size of sizes) await takeAll(studio, theme, size);
  const page = join(root, 'docs/look.html');
  const settings = { ...(await resolveConfig(page)), parser: 'html' };
  writeFileSync(page, await format(comparisonPage(comparisons), settings));
} finally {
  await browser.close();
  await world.stop();
  await target.close();
}

async function fill(of: World, scripted: ScriptedTarget): Promise<Shown> {
  const customer = new Customer(of);
  const filled = await fillDemoWorkspace(of, scripted);
  const runs = {
    succeeded: await runOf(customer, filled.calls.succeeded, 'SUCCEEDED'),
    waiting: await runOf(customer, filled.calls.waiting, 'WAITING'),
    review: await runOf(customer, filled.calls.review, 'IN_REVIEW'),
  };
  const emptyWorkspace = 'empty';
  await customer.mutate(
    'createWorkspace',
    'CreateWorkspaceInput',
    { id: emptyWorkspace, name: 'New team' },
    'workspace { id }',
  );
  return { ...filled, runs, emptyWorkspace, brokenId: await makeBroken(customer) };
}

/** Of several runs of one call the one with the most steps: the flow of the pictures. */
async function runOf(customer: Customer, callId: string, status: string): Promise<string> {
  const fitting = (await customer.runsOf(callId)).filter((run) => run.status === status);
  const [longest] = fitting.sort((one, other) => other.steps.length - one.steps.length);
  if (longest === undefined) throw new Error(`call ${callId} has no run that is ${status}`);
  return longest.id;
}

async function makeBroken(customer: Customer): Promise<string> {
  const flow = JSON.parse(
    JSON.stringify(demoFlow()).replace('"{{note}}"', '"Ticket {{ticketNumber}}: {{note}}"'),
  ) as object;
  const input = { name: 'Escalation, second line', description: 'Not ready', agentIds: ['agent-billing'] };
  type Made = { action: { id: string } };
  const { action } = await customer.mutate<Made>('createAction', 'CreateActionInput', input, 'action { id }');
  const draft = { actionId: action.id, expectedRevision: 1, flow };
  await customer.mutate('saveDraft', 'SaveDraftInput', draft, 'action { id }');
  return action.id;
}

async function takeAll(studio: Studio, theme: Theme, size: Size): Promise<void> {
  const { width, height, scale } = size;
  const context = await studio.browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(await loginLink(studio.world));
  const encoder = await context.newPage();
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const png = await take(studio, page, width < 768 ? { ...scene, path: scene.phonePath ?? scene.path } : scene);
    writeFileSync(join(screens, `${scene.name}-${theme}-${String(width)}.png`), png);
    const shownBy = comparisons.find(({ ours }) => isOf(ours, scene.name, theme, width));
    if (shownBy !== undefined)
      writeFileSync(join(look, 'ours', `${shownBy.reference}.webp`), await asWebp(encoder, png));
  }
  await context.close();
}

function isOf(ours: Comparison['ours'], name: string, theme: Theme, width: number): boolean {
  return ours !== undefined && ours.scene === name && ours.theme === theme && ours.width === width;
}

async function take({ world: { up }, shown }: Studio, page: Page, scene: Scene): Promise<Buffer> {
  const workspace = scene.workspace?.(shown);
  await page.evaluate((id) => {
    if (id === undefined) sessionStorage.removeItem('aftercall.workspace');
    else sessionStorage.setItem('aftercall.workspace', id);
  }, workspace);
  await page.goto(new URL(scene.path(shown), up.studioUrl).href);
  await page.waitForLoadState('networkidle');
  await scene.prepare?.(page);
  await page.waitForLoadState('networkidle');
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await page.unrouteAll();
  return png;
}

async function loginLink({ up }: World): Promise<string> {
  const answer = await fetch(new URL('/auth/login-links', up.studioUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${up.adminToken}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return ((await answer.json()) as { loginUrl: string }).loginUrl;
}
