import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseFlowDocument } from '@aftercall/flow-model';
import { UpProblem } from '../problem.ts';
import { refuseUserErrors } from './graphql-client.ts';
import type { Ask, UserError } from './graphql-client.ts';

const actionName = 'Tell the CRM';
const agent = {
  agentId: 'agent-sample',
  name: 'Billing',
  endNodes: [
    { id: 'end-resolved', name: 'Resolved' },
    { id: 'end-escalated', name: 'Escalated to a person' },
  ],
  variables: [
    { name: 'customerId', type: 'STRING', required: false, sample: 'A-1' },
    { name: 'plan', type: 'STRING', required: false, sample: 'home-basic' },
  ],
};

/** The sample is made for this target, which wants to see this token. */
export interface SampleTarget {
  readonly origin: string;
  readonly token: string;
}

/** The live version of the sample's flow. */
export interface PublishedSample {
  readonly version: number;
  /** False: it was live already. */
  readonly isNew: boolean;
}

/**
 * Makes the sample through GraphQL as an outsider would: agent, auth profile, action, flow, version. What is there from
 * an earlier start is used again.
 */
export async function publishSample(ask: Ask, target: SampleTarget): Promise<PublishedSample> {
  await registerAgent(ask);
  const authProfile = await ensureAuthProfile(ask, target);
  const action = await ensureAction(ask);
  const flow = sampleFlow(target.origin, authProfile);
  if (action.liveVersion !== null && isDeepStrictEqual(action.liveVersion.flow, withDefaults(flow))) {
    return { version: action.liveVersion.number, isNew: false };
  }
  return { version: await publishFlow(ask, action, flow), isNew: true };
}

/** The committed flow, with the target's address and the auth profile's name put in. */
export function sampleFlow(origin: string, authProfile: string): unknown {
  const text = readFileSync(join(import.meta.dirname, 'flow.json'), 'utf8');
  const placed = text.replaceAll('"TARGET/', `"${origin}/`);
  return JSON.parse(placed, (name, value: unknown) => (name === 'authProfile' ? authProfile : value)) as unknown;
}

async function registerAgent(ask: Ask): Promise<void> {
  const { registerAgent: payload } = await ask<{ registerAgent: { userErrors: UserError[] } }>(
    'mutation ($input: RegisterAgentInput!) { registerAgent(input: $input) { userErrors { code message path } } }',
    { input: agent },
  );
  refuseUserErrors('registering the sample agent', payload.userErrors);
}

interface AuthProfile {
  readonly name: string;
  readonly origins: readonly string[];
}

/** A profile is bound to its origins for good; on another port the target gets another profile. */
async function ensureAuthProfile(ask: Ask, { origin, token }: SampleTarget): Promise<string> {
  const { authProfiles } = await ask<{ authProfiles: { nodes: AuthProfile[] } | null }>(
    '{ authProfiles(first: 100) { nodes { name origins } } }',
  );
  const ours = (authProfiles?.nodes ?? []).filter(({ name }) => /^example-target(-\d+)?$/.test(name));
  const fitting = ours.find(({ origins }) => origins.includes(origin));
  if (fitting !== undefined) return fitting.name;
  const isNameFree = ours.every(({ name }) => name !== 'example-target');
  const name = isNameFree ? 'example-target' : `example-target-${new URL(origin).port}`;
  const { createAuthProfile: payload } = await ask<{ createAuthProfile: { userErrors: UserError[] } }>(
    `mutation ($input: CreateAuthProfileInput!) {
      createAuthProfile(input: $input) { userErrors { code message path } }
    }`,
    { input: { name, kind: 'BEARER', origins: [origin], secret: { token } } },
  );
  refuseUserErrors('making the auth profile of the example target', payload.userErrors, ['NAME_TAKEN']);
  return name;
}

interface SampleAction {
  readonly id: string;
  readonly name: string;
  readonly draft: { readonly revision: number };
  readonly liveVersion: { readonly number: number; readonly flow: unknown } | null;
}

const actionFields = 'id name draft { revision } liveVersion { number flow }';

async function ensureAction(ask: Ask): Promise<SampleAction> {
  const { createAction } = await ask<{ createAction: { action: SampleAction | null; userErrors: UserError[] } }>(
    `mutation ($input: CreateActionInput!) {
      createAction(input: $input) { action { ${actionFields} } userErrors { code message path } }
    }`,
    { input: { name: actionName, description: 'The sample that npm run up runs', agentIds: [agent.agentId] } },
  );
  if (createAction.action !== null) return createAction.action;
  refuseUserErrors('making the sample action', createAction.userErrors, ['NAME_TAKEN']);
  const { actions } = await ask<{ actions: { nodes: SampleAction[] } }>(
    `query ($agentId: ID!) { actions(first: 100, filter: { agentId: $agentId }) { nodes { ${actionFields} } } }`,
    { agentId: agent.agentId },
  );
  const found = actions.nodes.find(({ name }) => name.toLowerCase() === actionName.toLowerCase());
  if (found !== undefined) return found;
  throw new UpProblem(
    `an action named ${actionName} is there, but archived or no longer bound to ${agent.agentId}.\n` +
      `Remedy: bind it to ${agent.agentId} again, or rename it`,
  );
}

async function publishFlow(ask: Ask, action: SampleAction, flow: unknown): Promise<number> {
  const { saveDraft } = await ask<{ saveDraft: { action: SampleAction | null; userErrors: UserError[] } }>(
    `mutation ($input: SaveDraftInput!) {
      saveDraft(input: $input) { action { ${actionFields} } userErrors { code message path } }
    }`,
    { input: { actionId: action.id, expectedRevision: action.draft.revision, flow } },
  );
  refuseUserErrors('saving the sample flow', saveDraft.userErrors);
  const expectedRevision = saveDraft.action?.draft.revision;
  const { publishVersion } = await ask<{
    publishVersion: { version: { number: number } | null; userErrors: UserError[] };
  }>(
    `mutation ($input: PublishVersionInput!) {
      publishVersion(input: $input) { version { number liveOn { executors seen } } userErrors { code message path } }
    }`,
    { input: { actionId: action.id, expectedRevision, note: 'sample' } },
  );
  refuseUserErrors('publishing the sample flow', publishVersion.userErrors);
  return publishVersion.version?.number ?? 0;
}

/** A version holds its flow with every default written out. */
function withDefaults(flow: unknown): unknown {
  const parsed = parseFlowDocument(flow);
  return parsed.ok ? (JSON.parse(JSON.stringify(parsed.flow)) as unknown) : undefined;
}
