import { checkFlow, parseFlowDocument } from '@aftercall/flow-model';
import type { Ask } from './graphql-client.ts';
import { publishSample, sampleFlow } from './publish-sample.ts';

const target = { origin: 'http://127.0.0.1:4090', token: 'let-me-in' };

/** Answers each field of GraphQL by a table, and notes what was asked with which input. */
function scripted(answers: Record<string, unknown>) {
  const asked: { field: string; input: unknown }[] = [];
  const ask: Ask = (query, variables = {}) => {
    const field = Object.keys(answers).find((name) => new RegExp(`\\b${name}\\s*\\(`).test(query)) ?? 'nothing';
    asked.push({ field, input: variables['input'] });
    return Promise.resolve({ [field]: answers[field] } as never);
  };
  return { ask, asked, inputOf: (field: string) => asked.find((one) => one.field === field)?.input };
}

const draft = { revision: 1 };
const action = { id: 'a-1', name: 'Tell the CRM', draft, liveVersion: null };
const fresh = {
  registerAgent: { userErrors: [] },
  createAuthProfile: { userErrors: [] },
  authProfiles: { nodes: [] as { name: string; origins: string[] }[] },
  createAction: { action, userErrors: [] as { code: string; message: string }[] },
  actions: { nodes: [] as object[] },
  saveDraft: { action: { ...action, draft: { revision: 2 } }, userErrors: [] as { code: string; message: string }[] },
  publishVersion: { version: { number: 1 }, userErrors: [] },
};

describe('sampleFlow', () => {
  it('can be published: no check finds an error in it', () => {
    const surroundings = {
      authProfiles: ['example-target'],
      endNodes: [{ agentId: 'agent-sample', ids: ['end-resolved', 'end-escalated'] }],
    };
    const findings = checkFlow(sampleFlow(target.origin, 'example-target'), surroundings);
    expect(findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  });

  it('calls the target that is given, with the profile that is given', () => {
    const text = JSON.stringify(sampleFlow('http://127.0.0.1:4099', 'example-target-4099'));
    expect(text).toContain('"url":"http://127.0.0.1:4099/tickets"');
    expect(text).not.toContain('TARGET');
    expect(text.match(/"authProfile":"example-target-4099"/g)).toHaveLength(3);
  });
});

describe('publishSample', () => {
  it('makes everything on the first start', async () => {
    const { ask, inputOf } = scripted(fresh);
    expect(await publishSample(ask, target)).toEqual({ version: 1, isNew: true });
    const profile = {
      name: 'example-target',
      kind: 'BEARER',
      origins: [target.origin],
      secret: { token: 'let-me-in' },
    };
    expect(inputOf('createAuthProfile')).toEqual(profile);
    expect(inputOf('saveDraft')).toMatchObject({ actionId: 'a-1', expectedRevision: 1 });
    expect(inputOf('publishVersion')).toMatchObject({ actionId: 'a-1', expectedRevision: 2 });
  });

  const taken = { action: null, userErrors: [{ code: 'NAME_TAKEN', message: 'the name is taken' }] };
  const existing = (flow: unknown): typeof fresh => ({
    ...fresh,
    createAction: taken as never,
    authProfiles: { nodes: [{ name: 'example-target', origins: [target.origin] }] },
    actions: { nodes: [{ ...action, liveVersion: { number: 4, flow } }] },
  });
  const stored = (origin: string): unknown => {
    const parsed = parseFlowDocument(sampleFlow(origin, 'example-target'));
    return parsed.ok ? JSON.parse(JSON.stringify(parsed.flow)) : undefined;
  };

  it('uses again what an earlier start made', async () => {
    const { ask, asked } = scripted(existing(stored(target.origin)));
    expect(await publishSample(ask, target)).toEqual({ version: 4, isNew: false });
    expect(asked.map(({ field }) => field)).toEqual(['registerAgent', 'authProfiles', 'createAction', 'actions']);
  });

  it('publishes anew, with a profile of its own, when the target listens on another port', async () => {
    const { ask, inputOf } = scripted(existing(stored(target.origin)));
    expect(await publishSample(ask, { ...target, origin: 'http://127.0.0.1:4095' })).toEqual({
      version: 1,
      isNew: true,
    });
    expect(inputOf('createAuthProfile')).toMatchObject({
      name: 'example-target-4095',
      origins: ['http://127.0.0.1:4095'],
    });
  });

  it('says what was refused', async () => {
    const refused = { action: null as never, userErrors: [{ code: 'STALE_REVISION', message: 'the draft moved on' }] };
    const { ask } = scripted({ ...fresh, saveDraft: refused });
    await expect(publishSample(ask, target)).rejects.toThrow(
      'saving the sample flow was refused: STALE_REVISION the draft moved on',
    );
  });
});
