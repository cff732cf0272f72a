import { leakGuard, ScriptedTarget } from '@aftercall/dev-harness';
import { generateServiceKey, ServiceTokenSigner, ServiceTokenVerifier } from '@aftercall/service-runtime';
import type { ResolveAuthProfileRequest, UsableCredential } from '@aftercall/wire-format';
import fastify, { type FastifyInstance } from 'fastify';
import { authProfileSourceContract } from '../auth-profile-source.contract.ts';
import { aCredential } from '../testing/fixed-auth-profiles.ts';
import { VaultAuthProfileSource } from './vault-auth-profile-source.ts';

const executorKey = generateServiceKey('executor');
const trustedKeys = JSON.stringify({ keys: [executorKey.publicKey] });
const signer = new ServiceTokenSigner({ privateKey: executorKey.privateKey });
const signToken = (purpose: { audience: 'vault'; workspace: string }): Promise<string> => signer.sign(purpose);
const closing: (() => Promise<unknown>)[] = [];

/** A vault as the wire format has it, on a real port, with real tokens. */
async function startVault(
  profiles: Map<string, UsableCredential | 'revoked'>,
): Promise<{ vault: FastifyInstance; url: string }> {
  const verifier = new ServiceTokenVerifier({ trustedKeys, audience: 'vault' });
  const vault = fastify();
  vault.post<{ Body: ResolveAuthProfileRequest }>('/internal/auth-profiles/resolve', async (request, reply) => {
    const caller = await verifier.verify((request.headers.authorization ?? '').replace('Bearer ', ''));
    if (caller?.service !== 'executor') return reply.code(401).send({ code: 'UNAUTHENTICATED', message: 'no' });
    const profile = caller.workspace === 'acme' ? profiles.get(request.body.name) : undefined;
    if (profile === undefined) return reply.code(404).send({ code: 'NOT_FOUND', message: 'no' });
    if (profile === 'revoked') return reply.code(409).send({ code: 'REVOKED', message: 'no' });
    if (profile.origins.includes(request.body.origin)) return profile;
    return reply.code(403).send({ code: 'ORIGIN_NOT_ALLOWED', message: 'no' });
  });
  return { vault, url: await vault.listen({ port: 0, host: '127.0.0.1' }) };
}

afterAll(async () => {
  for (const close of closing) await close();
});

authProfileSourceContract('vault', aCredential(), async () => {
  const profiles = new Map<string, UsableCredential | 'revoked'>();
  const { vault, url } = await startVault(profiles);
  const source = new VaultAuthProfileSource({ vaultUrl: url, signToken });
  closing.push(() => source.close());
  return {
    source,
    set: (name, profile) => profiles.set(name, profile),
    goAway: async () => {
      await vault.close();
    },
  };
});

describe('VaultAuthProfileSource', () => {
  const question = { workspace: 'acme', name: 'desk', origin: 'https://desk.example', runId: 'r-1' };
  const path = '/internal/auth-profiles/resolve';
  let server: ScriptedTarget;
  let source: VaultAuthProfileSource;
  beforeAll(async () => {
    server = await ScriptedTarget.start();
    source = new VaultAuthProfileSource({ vaultUrl: server.origin, signToken, timeoutMs: 200 });
    closing.push(
      () => source.close(),
      () => server.close(),
    );
  });

  it.each([
    ['hangs', { kind: 'hang' }],
    ['resets', { kind: 'reset' }],
    ['stops in the middle', { kind: 'cut-mid-body' }],
    ['never ends', { kind: 'huge-body', bodyBytes: Infinity }],
    ['is broken', { status: 500, json: { code: 'NOT_FOUND_IN_TRANSLATION' } }],
    ['is behind a proxy that is', { status: 404, body: '<html>no such backend' }],
    ['is something else', { json: { hello: 'world' } }],
    ['does not trust us', { status: 401, json: { code: 'UNAUTHENTICATED', message: 'no' } }],
    ['does not let us', { status: 403, json: { code: 'FORBIDDEN', message: 'no' } }],
  ] as const)('is unavailable when what answers %s', async (_, answer) => {
    server.script(path, answer);
    expect(await source.resolve(question)).toMatchObject({ kind: 'unavailable', cause: { code: 'VAULT_UNAVAILABLE' } });
  });

  it('never repeats an answer that it cannot read', async () => {
    server.script(path, { json: { ...aCredential(), secrets: 's3cr3t-token' } });
    expect(JSON.stringify(await source.resolve(question))).not.toContain('s3cr3t');
  });

  it('names the profile and the remedy in a refusal', async () => {
    server.script(path, { status: 404, json: { code: 'NOT_FOUND', message: 'no' } });
    expect(await source.resolve(question)).toMatchObject({
      kind: 'refused',
      cause: { code: 'AUTH_PROFILE_NOT_FOUND', message: expect.stringMatching(/desk: create it/) },
    });
  });
});

leakGuard();
