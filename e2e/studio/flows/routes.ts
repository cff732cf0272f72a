import { callFlow, publishFlow } from './published.ts';
import type { Studio } from '../harness/studio.ts';
import type { Workspace } from '../harness/workspace.ts';

/** A workspace in which every page has something to show, and the way to each page. */
export interface FilledWorkspace {
  readonly workspace: Workspace;
  readonly routes: readonly string[];
}

/**
 * Every page of the Studio, and what of it an address can open: paths as the router has them, then what they are asked for.
 */
export const places: readonly string[] = [
  '/overview',
  '/agents',
  '/agents/$agentId/actions/post-call',
  '/agents/$agentId/overview',
  '/agents/$agentId/calls',
  '/actions',
  '/actions?new=blank',
  '/actions/$actionId/overview',
  '/actions/$actionId/builder',
  '/actions/$actionId/builder?node=good&tab=settings',
  '/actions/$actionId/builder?node=start',
  '/actions/$actionId/versions',
  '/actions/$actionId/versions/$number',
  '/actions/$actionId/compare?from=1&to=draft',
  '/runs',
  '/runs/$runId',
  '/runs/$runId?view=timeline',
  '/runs/$runId?view=list',
  '/calls/$callId',
  '/calls/c-deaf',
  '/auth-profiles',
  '/auth-profiles?new=true',
  '/auth-profiles/$profileId',
  '/settings/access',
  '/settings/api-keys',
  '/settings/constants',
  '/settings/about',
  '/login',
  '/no-such-page',
];

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
  const known = {
    agentId: customer.agentId,
    actionId,
    runId: id,
    callId: 'c-bad',
    profileId: authProfile.id,
    number: '1',
  };
  return { workspace, routes: places.map((place) => placeOf(place, known)) };
}

function placeOf(place: string, known: Readonly<Record<string, string>>): string {
  return place.replaceAll(/\$(\w+)/g, (_all, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`nothing is known for $${name} in ${place}`);
    return value;
  });
}
