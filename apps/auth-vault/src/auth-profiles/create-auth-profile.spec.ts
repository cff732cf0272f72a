import { HandClock } from '@aftercall/dev-harness';
import type { ServiceCaller } from '@aftercall/service-runtime';
import { MemoryAuditLog } from '../audit/testing/memory-audit-log.ts';
import { CheckKeyRing } from '../sealing/check-key-ring.ts';
import { ClearSealer } from '../sealing/testing/clear-sealer.ts';
import { MemoryKeyCanaries } from '../sealing/testing/memory-key-canaries.ts';
import { sealBinding } from './auth-profile.ts';
import { CreateAuthProfile } from './create-auth-profile.ts';
import { MemoryAuthProfileStore } from './testing/memory-auth-profile-store.ts';

const registry: ServiceCaller = { service: 'registry', workspace: 'acme' };
const id = '0198a3c2-7e1b-7c3d-9a00-0123456789ab';
const body = { id, name: 'desk', kind: 'BEARER', origins: ['https://desk.example'], secret: { token: 'hunter2' } };

function vault() {
  const profiles = new MemoryAuthProfileStore();
  const audit = new MemoryAuditLog();
  const canaries = new MemoryKeyCanaries();
  const clock = new HandClock();
  const creating = (sealer = new ClearSealer()) =>
    new CreateAuthProfile({
      profiles,
      sealer,
      keyRing: new CheckKeyRing(sealer, canaries),
      audit,
      now: () => clock.now(),
    });
  return { profiles, audit, clock, creating };
}

describe('CreateAuthProfile', () => {
  it('seals the secret to workspace, id and version, and notes it', async () => {
    const { profiles, audit, creating } = vault();
    const now = new Date('2026-11-20T09:00:00Z');
    expect(await creating().create(registry, body, 'r1')).toMatchObject({
      kind: 'created',
      profile: { id, name: 'desk', kind: 'BEARER', health: 'ACTIVE', version: 1, createdAt: now, updatedAt: now },
    });
    const [kept] = await profiles.list('acme');
    const binding = sealBinding('acme', kept!);
    expect(binding).toMatchObject({ workspace: 'acme', profileId: id, version: 1 });
    expect(await new ClearSealer().open(binding, kept!.sealed)).toBe('{"token":"hunter2"}');
    expect(audit.entries).toEqual([
      {
        workspace: 'acme',
        service: 'registry',
        action: 'WRITE',
        outcome: 'CREATED',
        profileId: id,
        profileName: 'desk',
        version: 1,
        requestId: 'r1',
      },
    ]);
  });

  it('answers a repeated create as the first, also when the id is written in other case', async () => {
    const { profiles, clock, creating } = vault();
    const first = await creating().create(registry, body, 'r1');
    await clock.advance(60_000);
    const again = await creating().create(
      registry,
      { ...body, id: id.toUpperCase(), origins: ['https://DESK.example:443'] },
      'r2',
    );
    expect(again).toEqual(first);
    expect(await profiles.list('acme')).toHaveLength(1);
  });

  it.each([
    ['secret', { secret: { token: 'hunter3' } }],
    ['name', { name: 'other' }],
    ['origins', { origins: ['https://other.example'] }],
    ['kind', { kind: 'BASIC', secret: { username: 'a', password: 'hunter2' } }],
  ])('refuses the id again with another %s', async (_, change) => {
    const { profiles, creating } = vault();
    await creating().create(registry, body, 'r1');
    expect(await creating().create(registry, { ...body, ...change }, 'r2')).toEqual({
      kind: 'refused',
      problems: [expect.objectContaining({ code: 'INVALID', path: 'id' })],
    });
    expect(await profiles.list('acme')).toMatchObject([{ name: 'desk' }]);
  });

  it('refuses the id again with other pairs', async () => {
    const { creating } = vault();
    const apiKey = {
      ...body,
      kind: 'API_KEY',
      settings: { pairs: [{ in: 'HEADER', name: 'X-Key' }] },
      secret: { value: 'a' },
    };
    expect((await creating().create(registry, apiKey, 'r1')).kind).toBe('created');
    expect((await creating().create(registry, apiKey, 'r2')).kind).toBe('created');
    const other = { ...apiKey, settings: { pairs: [{ in: 'QUERY', name: 'X-Key' }] } };
    expect((await creating().create(registry, other, 'r3')).kind).toBe('refused');
  });

  it('refuses a name that is taken, in its own workspace only', async () => {
    const { creating } = vault();
    await creating().create(registry, body, 'r1');
    const twin = { ...body, id: crypto.randomUUID() };
    expect(await creating().create(registry, twin, 'r2')).toEqual({
      kind: 'refused',
      problems: [expect.objectContaining({ code: 'NAME_TAKEN', path: 'name' })],
    });
    expect((await creating().create({ ...registry, workspace: 'umbrella' }, twin, 'r3')).kind).toBe('created');
  });

  it('keeps nothing of a profile that is wrong', async () => {
    const { profiles, creating } = vault();
    expect((await creating().create(registry, { ...body, origins: [] }, 'r1')).kind).toBe('refused');
    expect(await profiles.list('acme')).toEqual([]);
  });

  it.each<ServiceCaller>([{ service: 'executor', workspace: 'acme' }, { service: 'registry' }])(
    'refuses %j, and notes the try',
    async (caller) => {
      const { profiles, audit, creating } = vault();
      expect(await creating().create(caller, body, 'r1')).toEqual({ kind: 'forbidden' });
      expect(audit.entries).toMatchObject([{ ...caller, action: 'WRITE', outcome: 'FORBIDDEN' }]);
      expect(await profiles.list('acme')).toEqual([]);
    },
  );

  it('seals nothing with a ring that cannot open what others sealed', async () => {
    const { profiles, creating } = vault();
    await creating(new ClearSealer('k1')).create(registry, body, 'r1');
    const other = { ...body, id: crypto.randomUUID(), name: 'other' };
    expect(await creating(new ClearSealer('k2')).create(registry, other, 'r2')).toMatchObject({ kind: 'keys-unfit' });
    expect(await profiles.list('acme')).toHaveLength(1);
  });
});
