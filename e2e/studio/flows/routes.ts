import { callFlow, publishFlow } from './published.ts';
import type { Studio } from '../harness/studio.ts';
import type { Workspace } from '../harness/workspace.ts';

/** A workspace in which every page has something to show, and the way to each page. */
export interface FilledWorkspace {
  readonly workspace: Workspace;
  readonly routes: readonly string[];
}

/** Actions with two versions and a draft ahead, runs that went well and badly, an auth profile, a constant, a key. */
export async function fillWorkspace(studio: Studio): Promise<FilledWorkspace> {
  const workspace = await studio.makeWorkspace();
  const { customer } = workspace;
  const { origin } = studio.target;
  studio.target.script('/routes-bad', { status: 422, json: { error: 'no' } });
  await workspace.setConstant('CRM_URL', origin);
  type Made = { authProfile: { id: string } };
  const { authProfile } = await customer.mutate<Made>(
    'createAuthProfile',
    'CreateAuthProfileInput',
    { name: 'desk', kind: 'BEARER', origins: [origin], secret: { token: 'sesame-routes' } },
    'authProfile { id }',
  );
  const steps = [
    { key: 'good', path: '/routes', config: { authProfile: 'desk' } },
    { key: 'bad', path: '/routes-bad' },
  ];
  const actionId = await publishFlow(workspace, callFlow(origin, steps));
  await customer.sendEnded('c-bad');
  const { id } = await customer.untilRun('c-bad', 'fails', ({ status }) => status === 'FAILED');
  await customer.sendEnded('c-deaf', { outcome: 'transferred' });
  await workspace.saveDraft(actionId, 2, callFlow(origin, steps.slice(0, 1)));
  await workspace.publish(actionId, 3);
  await workspace.saveDraft(actionId, 3, callFlow(`${origin}/{{nope}}`, steps));
  const agent = `/agents/${customer.agentId}`;
  const action = `/actions/${actionId}`;
  return {
    workspace,
    routes: [
      '/agents',
      `${agent}/actions/post-call`,
      `${agent}/overview`,
      `${agent}/calls`,
      '/actions',
      '/actions?new=blank',
      `${action}/overview`,
      `${action}/builder`,
      `${action}/builder?node=good&tab=settings`,
      `${action}/versions`,
      `${action}/versions/1`,
      `${action}/compare?from=1&to=draft`,
      '/runs',
      `/runs/${id}`,
      `/runs/${id}?view=timeline`,
      `/runs/${id}?view=list`,
      '/calls/c-bad',
      '/calls/c-deaf',
      '/auth-profiles',
      '/auth-profiles?new=true',
      `/auth-profiles/${authProfile.id}`,
      '/settings/api-keys',
      '/settings/constants',
      '/no-such-page',
    ],
  };
}
