import { ServiceTokenVerifier } from '@aftercall/service-runtime';
import { createAuthProfileRequest, type AuthProfileView } from '@aftercall/wire-format';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

/** A small vault that keeps what it is given, checks who asks, and can be told to misbehave. */
class SmallVault {
  readonly received: { workspace: string; secret: unknown }[] = [];
  readonly profiles = new Map<string, AuthProfileView[]>();
  behaviour: 'well' | 'broken' | 'hanging' = 'well';
  private readonly server: Server;
  tokens: ServiceTokenVerifier | undefined;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request.headers.authorization ?? '', request.method ?? '', text(request)).then(
        ({ status, body }) => {
          if (this.behaviour === 'hanging') return;
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        },
      );
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(
    authorization: string,
    method: string,
    body: Promise<string>,
  ): Promise<{ status: number; body: unknown }> {
    const caller = await this.tokens?.verify(authorization.replace('Bearer ', ''));
    const sent = await body;
    if (this.behaviour === 'broken') return { status: 500, body: { message: 'the secret was s3cret' } };
    if (caller?.service !== 'registry' || caller.workspace === undefined) return { status: 401, body: {} };
    const known = this.profiles.get(caller.workspace) ?? [];
    if (method === 'GET') return { status: 200, body: { profiles: known } };
    const { id, name, kind, origins, settings, secret } = createAuthProfileRequest.parse(JSON.parse(sent));
    this.received.push({ workspace: caller.workspace, secret });
    if (known.some((profile) => profile.name === name)) {
      return {
        status: 422,
        body: {
          problems: [
            { code: 'NAME_TAKEN', path: 'name', message: 'taken' },
            { code: 'INVALID', path: 'origins.0', message: 'no origin' },
          ],
        },
      };
    }
    const at = new Date().toISOString();
    const profile: AuthProfileView = {
      id,
      name,
      kind,
      origins,
      settings: settings ?? null,
      health: 'ACTIVE',
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    this.profiles.set(caller.workspace, [...known, profile]);
    return { status: 201, body: { profile } };
  }
}

const CREATE =
  'mutation ($secret: Secret!) { createAuthProfile(input: { name: "desk", kind: BEARER, origins: ["https://desk.example"], secret: $secret }) { authProfile { id name health origins settings } userErrors { code message path } } }';
const PUBLISH =
  'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2 }) { version { number } userErrors { code ... on FlowProblem { nodeKey } } } }';

describe('auth profiles, kept by the vault', () => {
  const vault = new SmallVault();
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start({ VAULT_URL: await vault.listen() });
    vault.tokens = new ServiceTokenVerifier({ trustedKeys: registry.trustedKeys, audience: 'vault' });
    await registry.data('mutation { createWorkspace(input: { id: "acme", name: "Acme" }) { userErrors { code } } }');
  });
  beforeEach(() => {
    vault.behaviour = 'well';
  });
  afterAll(async () => {
    await registry.stop();
    await vault.close();
  });

  const draftWith = async (name: string, authProfile: string): Promise<{ id: string; codes: string[] }> => {
    const create = 'mutation ($name: String!) { createAction(input: { name: $name }) { action { id } } }';
    const id = (await registry.data(create, { variables: { name } })).createAction.action.id as string;
    const save =
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { action { draft { problems { code severity } } } } }';
    const { saveDraft } = await registry.data(save, { variables: { id, flow: referenceFlow({ authProfile }) } });
    const problems = saveDraft.action.draft.problems as { code: string; severity: string }[];
    return { id, codes: problems.filter((one) => one.severity === 'ERROR').map((one) => one.code) };
  };

  it('go in with their secret and come out without it', async () => {
    const { createAuthProfile } = await registry.data(CREATE, { variables: { secret: { token: 's3cret' } } });
    expect(createAuthProfile).toEqual({
      authProfile: {
        id: expect.any(String),
        name: 'desk',
        health: 'ACTIVE',
        origins: ['https://desk.example'],
        settings: null,
      },
      userErrors: [],
    });
    expect(vault.received).toEqual([{ workspace: 'default', secret: { token: 's3cret' } }]);
    const { id } = createAuthProfile.authProfile;
    const read = await registry.data(
      'query ($id: ID!) { authProfile(id: $id) { name kind version } authProfiles { nodes { id } } }',
      { variables: { id } },
    );
    expect(read).toEqual({
      authProfile: { name: 'desk', kind: 'BEARER', version: 1 },
      authProfiles: { nodes: [{ id }] },
    });
    expect(
      (
        await registry.data('query ($id: ID!) { authProfile(id: $id) { id } }', {
          workspace: 'acme',
          variables: { id },
        })
      ).authProfile,
    ).toBeNull();
    expect(JSON.stringify(registry.logLines)).not.toContain('s3cret');
  });

  it("come back with the vault's problems, by the input's fields", async () => {
    const { createAuthProfile } = await registry.data(CREATE, { variables: { secret: { token: 's3cret' } } });
    expect(createAuthProfile).toEqual({
      authProfile: null,
      userErrors: [
        { code: 'NAME_TAKEN', message: 'taken', path: ['input', 'name'] },
        { code: 'INVALID', message: 'no origin', path: ['input', 'origins', '0'] },
      ],
    });
  });

  it('are looked for by name when a flow is checked and when it is published', async () => {
    const good = await draftWith('Known profile', 'desk');
    expect(good.codes).toEqual([]);
    const bad = await draftWith('Unknown profile', 'nope');
    expect(bad.codes).toEqual(['E_PROFILE_MISSING']);
    expect((await registry.data(PUBLISH, { variables: { id: bad.id } })).publishVersion).toEqual({
      version: null,
      userErrors: [{ code: 'E_PROFILE_MISSING', nodeKey: 'create_ticket' }],
    });
    expect((await registry.data(PUBLISH, { variables: { id: good.id } })).publishVersion.version).toEqual({
      number: 1,
    });
  });

  it('stay unchecked in drafts while the vault is away; publishing waits for it', async () => {
    vault.behaviour = 'broken';
    const { id, codes } = await draftWith('Vault away', 'desk');
    expect(codes).toEqual([]);
    const refused = await registry.ask(PUBLISH, { variables: { id } });
    expect(refused.errors).toMatchObject([
      { path: ['publishVersion'], extensions: { code: 'VAULT_UNAVAILABLE', requestId: expect.any(String) } },
    ]);
    expect(JSON.stringify(refused)).not.toContain('s3cret');
    expect((await registry.ask('{ authProfiles { nodes { id } } viewer { name } }')).data).toEqual({
      authProfiles: null,
      viewer: { name: 'bootstrap' },
    });
    vault.behaviour = 'well';
    expect((await registry.data(PUBLISH, { variables: { id } })).publishVersion.version).toEqual({ number: 1 });
  });

  it('do not hold a request for ever when the vault hangs', async () => {
    vault.behaviour = 'hanging';
    const began = performance.now();
    expect((await registry.ask('{ authProfiles { nodes { id } } }')).errors?.[0]?.extensions.code).toBe(
      'VAULT_UNAVAILABLE',
    );
    expect(performance.now() - began).toBeLessThan(8000);
  }, 15_000);
});
