import type { ServiceCaller } from '@aftercall/service-runtime';
import { HandClock } from '@aftercall/dev-harness';
import { MemoryAuditLog } from '../audit/testing/memory-audit-log.ts';
import { sealBinding, type SealedAuthProfile } from '../auth-profiles/auth-profile.ts';
import { aSealedProfile } from '../auth-profiles/auth-profile-store.contract.ts';
import { MemoryAuthProfileStore } from '../auth-profiles/testing/memory-auth-profile-store.ts';
import { ClearSealer } from '../sealing/testing/clear-sealer.ts';
import { ResolveAuthProfile } from './resolve-auth-profile.ts';

const executor: ServiceCaller = { service: 'executor', workspace: 'acme' };
const asked = { name: 'desk', origin: 'https://desk.example', runId: '20261120-1' };

async function vaultWith(overrides: Partial<SealedAuthProfile> = {}, seenAs = 'acme') {
  const sealer = new ClearSealer();
  const profile = aSealedProfile({ version: 2, ...overrides });
  const sealed = await sealer.seal(sealBinding(seenAs, profile), '{"token":"hunter2"}');
  const profiles = new MemoryAuthProfileStore();
  profiles.put('acme', { ...profile, sealed });
  const audit = new MemoryAuditLog();
  const clock = new HandClock();
  const parts = { profiles, sealer, audit, now: () => clock.now(), credentialLifetimeMs: 300_000 };
  return { resolving: new ResolveAuthProfile(parts), audit, profile };
}

describe('ResolveAuthProfile', () => {
  it('releases a credential for five minutes and notes who got it, for what', async () => {
    const { resolving, audit, profile } = await vaultWith();
    expect(await resolving.resolve(executor, asked, 'r1')).toMatchObject({
      kind: 'released',
      credential: { headers: [['Authorization', 'Bearer hunter2']], version: 2, expiresAt: '2026-11-20T09:05:00.000Z' },
    });
    expect(audit.entries).toEqual([
      {
        workspace: 'acme',
        service: 'executor',
        action: 'OPEN',
        outcome: 'RELEASED',
        profileId: profile.id,
        profileName: 'desk',
        version: 2,
        origin: 'https://desk.example',
        runId: '20261120-1',
        requestId: 'r1',
      },
    ]);
  });

  it('compares origins in their canonical form', async () => {
    const { resolving, audit } = await vaultWith();
    const outcome = await resolving.resolve(executor, { name: 'desk', origin: 'HTTPS://Desk.example:443' }, 'r1');
    expect(outcome.kind).toBe('released');
    expect(audit.entries).toMatchObject([{ origin: 'https://desk.example', runId: undefined }]);
  });

  it.each([
    'https://desk.example.evil',
    'http://desk.example',
    'https://desk.example:8443',
    'https://sub.desk.example',
  ])('refuses the origin %s', async (origin) => {
    const { resolving, audit } = await vaultWith();
    expect(await resolving.resolve(executor, { ...asked, origin }, 'r1')).toEqual({ kind: 'origin-not-allowed' });
    expect(audit.entries).toMatchObject([{ outcome: 'ORIGIN_NOT_ALLOWED', origin }]);
  });

  it('refuses what is unknown, of another workspace, or revoked', async () => {
    const { resolving, audit } = await vaultWith();
    expect(await resolving.resolve(executor, { ...asked, name: 'other' }, 'r1')).toEqual({ kind: 'not-found' });
    expect(await resolving.resolve({ ...executor, workspace: 'umbrella' }, asked, 'r2')).toEqual({ kind: 'not-found' });
    expect(audit.entries).toMatchObject([
      { outcome: 'NOT_FOUND', workspace: 'acme', profileName: 'other' },
      { outcome: 'NOT_FOUND', workspace: 'umbrella' },
    ]);
    const revoked = await vaultWith({ health: 'REVOKED' });
    expect(await revoked.resolving.resolve(executor, asked, 'r3')).toEqual({ kind: 'revoked' });
    expect(revoked.audit.entries).toMatchObject([{ outcome: 'REVOKED', version: 2 }]);
  });

  it.each<ServiceCaller>([
    { service: 'registry', workspace: 'acme' },
    { service: 'vault', workspace: 'acme' },
    { service: 'executor' },
  ])('refuses %j, and notes the try', async (caller) => {
    const { resolving, audit } = await vaultWith();
    expect(await resolving.resolve(caller, asked, 'r1')).toEqual({ kind: 'forbidden' });
    expect(audit.entries).toMatchObject([{ ...caller, outcome: 'FORBIDDEN', profileName: 'desk' }]);
  });

  it('says what is wrong with a request, and notes no text that cannot be a name', async () => {
    const { resolving, audit } = await vaultWith();
    expect(await resolving.resolve(executor, { name: 7, origin: 'https://desk.example', x: 1 }, 'r1')).toEqual({
      kind: 'invalid',
      problems: [
        { code: 'INVALID', path: 'name', message: 'must be text' },
        { code: 'INVALID', path: 'x', message: 'is not known here; leave it out' },
      ],
    });
    expect((await resolving.resolve(executor, { ...asked, origin: 'https://desk.example/x' }, 'r2')).kind).toBe(
      'invalid',
    );
    expect((await resolving.resolve(executor, { ...asked, runId: 'a\0b' }, 'r3')).kind).toBe('invalid');
    expect((await resolving.resolve(executor, { ...asked, name: 'a\0b' }, 'r4')).kind).toBe('not-found');
    expect(audit.entries.map(({ outcome, profileName }) => [outcome, profileName])).toEqual([
      ['INVALID', undefined],
      ['INVALID', undefined],
      ['INVALID', undefined],
      ['NOT_FOUND', undefined],
    ]);
  });

  it('notes a profile that does not open, and throws', async () => {
    const { resolving, audit } = await vaultWith({}, 'umbrella');
    await expect(resolving.resolve(executor, asked, 'r1')).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
    expect(audit.entries).toMatchObject([{ outcome: 'FAILED' }]);
  });

  it('releases nothing that could not be noted', async () => {
    const { resolving, audit } = await vaultWith();
    audit.append = () => Promise.reject(new Error('no database'));
    await expect(resolving.resolve(executor, asked, 'r1')).rejects.toThrow('no database');
  });
});
