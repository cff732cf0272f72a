import type { Page } from './page.ts';
import type { DemoWorkspace } from '../parts/demo-workspace.ts';

/** What the pictures are taken of: a workspace with things in it, one without, and runs by their calls. */
export interface Shown extends DemoWorkspace {
  readonly runs: Readonly<Record<'succeeded' | 'waiting' | 'review', string>>;
  /** An action whose draft has errors. */
  readonly brokenId: string;
  readonly emptyWorkspace: string;
}

/** One screen: where it is, and what a person does there before the picture is taken. */
export interface Scene {
  readonly name: string;
  readonly path: (shown: Shown) => string;
  /** Where a phone is led first: there a step or a form lies over the page. */
  readonly phonePath?: (shown: Shown) => string;
  readonly prepare?: (page: Page) => Promise<void>;
  /** In which workspace; left out: the one with things in it. */
  readonly workspace?: (shown: Shown) => string;
}

const builder = ({ actionIds }: Shown): string => `/actions/${actionIds.escalation}/builder`;
const bodyOf = (shown: Shown): string => `${builder(shown)}?node=create_ticket&tab=body`;
const inspected = (shown: Shown): string => `${builder(shown)}?node=create_ticket&tab=mapping`;

export const scenes: readonly Scene[] = [
  { name: 'overview', path: () => '/overview' },
  { name: 'agents', path: () => '/agents' },
  { name: 'agent-overview', path: () => '/agents/agent-billing/overview' },
  { name: 'agent-calls', path: () => '/agents/agent-billing/calls' },
  { name: 'agent-actions', path: () => '/agents/agent-billing/actions/post-call' },
  {
    name: 'agent-create',
    path: () => '/agents/agent-billing/actions/post-call?new=blank',
    prepare: fillNewAction,
  },
  { name: 'actions', path: () => '/actions' },
  { name: 'actions-empty', path: () => '/actions', workspace: ({ emptyWorkspace }) => emptyWorkspace },
  { name: 'action-overview', path: ({ actionIds }) => `/actions/${actionIds.escalation}/overview` },
  { name: 'versions', path: ({ actionIds }) => `/actions/${actionIds.escalation}/versions` },
  { name: 'version', path: ({ actionIds }) => `/actions/${actionIds.escalation}/versions/1` },
  { name: 'compare', path: ({ actionIds }) => `/actions/${actionIds.escalation}/compare?from=1&to=2` },
  { name: 'builder', path: bodyOf },
  { name: 'builder-outline', path: inspected, prepare: (page) => openTab(page, 'Outline') },
  {
    name: 'builder-problems',
    path: ({ brokenId }) => `/actions/${brokenId}/builder?node=add_crm_note&tab=body`,
    prepare: (page) => openTab(page, 'Problems'),
  },
  { name: 'send-data', path: inspected, prepare: send },
  {
    name: 'send-meta',
    path: inspected,
    prepare: async (page) => {
      await send(page);
      await openTab(page, 'Meta');
    },
  },
  { name: 'publish', path: builder, prepare: openPublish },
  { name: 'runs', path: () => '/runs', prepare: tickTwo },
  {
    name: 'run',
    path: ({ runs }) => `/runs/${runs.waiting}?step=add_crm_note&tab=attempts`,
    phonePath: ({ runs }) => `/runs/${runs.waiting}`,
  },
  { name: 'run-step', path: ({ runs }) => `/runs/${runs.succeeded}?step=create_ticket&tab=meta` },
  { name: 'run-timeline', path: ({ runs }) => `/runs/${runs.waiting}?view=timeline&step=create_ticket` },
  { name: 'run-list', path: ({ runs }) => `/runs/${runs.succeeded}?view=list&step=create_ticket&tab=data` },
  { name: 'run-review', path: ({ runs }) => `/runs/${runs.review}?step=open_case&tab=attempts` },
  { name: 'call', path: ({ calls }) => `/calls/${calls.transferred}` },
  { name: 'auth-profiles', path: () => '/auth-profiles' },
  { name: 'auth-profile-form', path: () => '/auth-profiles?new=true' },
  { name: 'settings-access', path: () => '/settings/access' },
  { name: 'settings-api-keys', path: () => '/settings/api-keys' },
  { name: 'settings-constants', path: () => '/settings/constants' },
  { name: 'settings-about', path: () => '/settings/about' },
  { name: 'states', path: () => '/runs?status=FAILED', prepare: cutOff },
  { name: 'not-found', path: () => '/runs/01a1fc82-edf1-71a1-8c2b-515095e9e00c' },
];

async function openTab(page: Page, name: string): Promise<void> {
  if (!isPhone(page)) await page.getByRole('tab', { name }).first().click();
}

/** On a phone flows are looked at, not edited: what it shows instead is the picture. */
function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) < 768;
}

async function send(page: Page): Promise<void> {
  if (isPhone(page)) return;
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('region', { name: 'Result of Send' }).getByText(/^20\d/).first().waitFor();
}

async function openPublish(page: Page): Promise<void> {
  if (isPhone(page)) return;
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

/** What can be done with several at once. */
async function tickTwo(page: Page): Promise<void> {
  if (isPhone(page)) return;
  for (const status of ['Waiting', 'Failed']) {
    const row = page.getByRole('row').filter({ hasText: status }).first();
    await row.getByRole('checkbox').check();
  }
  await page.getByText('One run per action and call').scrollIntoViewIfNeeded();
}

async function fillNewAction(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Create New Action' });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Opens a refund case and tells the billing desk.');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Refund request');
}

/** The registry is out of reach: the list says so. */
async function cutOff(page: Page): Promise<void> {
  await page.route('**/graphql', (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').first().waitFor();
}
