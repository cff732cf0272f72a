import { HandClock } from '@aftercall/dev-harness';
import { NoticeBoard } from '../published/notice-board.ts';
import { hashOf, newToken, prefixOf, type ApiKey } from './api-key.ts';
import { MemoryApiKeyStore } from './testing/memory-api-key-store.ts';
import { KEY_TRUST_MS, TrustedKeys } from './trusted-keys.ts';

/** Counts how often it is asked. */
class CountingKeys extends MemoryApiKeyStore {
  reads = 0;

  override findByHash(tokenHash: string): Promise<ApiKey | undefined> {
    this.reads += 1;
    return super.findByHash(tokenHash);
  }
}

const token = newToken();
const key: ApiKey & { workspace: string } = {
  id: '00000000-0000-4000-8000-000000000001',
  workspace: 'acme',
  name: 'ada',
  role: 'EDITOR',
  prefix: prefixOf(token),
  tokenHash: hashOf(token),
  isBootstrap: false,
  createdAt: new Date(0),
  createdBy: 'test',
  expiresAt: null,
  revokedAt: null,
};

describe('keys that a replica trusts', () => {
  const make = async () => {
    const [keys, clock] = [new CountingKeys(), new HandClock()];
    const notices = new NoticeBoard(clock);
    await keys.add(key);
    return { keys, clock, notices, trusted: new TrustedKeys(keys, notices, clock) };
  };

  it('are read once in the time of trust, and not longer than that', async () => {
    const { keys, clock, trusted } = await make();
    for (let asked = 0; asked < 5; asked += 1) expect(await trusted.find(key.tokenHash)).toEqual(key);
    expect(keys.reads).toBe(1);
    await clock.advance(KEY_TRUST_MS - 1);
    await trusted.find(key.tokenHash);
    expect(keys.reads).toBe(1);
    await clock.advance(1);
    await trusted.find(key.tokenHash);
    expect(keys.reads).toBe(2);
  });

  it('are trusted no more once that time is over after they were revoked, though no notice came', async () => {
    const { keys, clock, trusted } = await make();
    await trusted.find(key.tokenHash);
    await keys.revoke('acme', key.id, clock.now());
    await clock.advance(KEY_TRUST_MS);
    expect((await trusted.find(key.tokenHash))?.revokedAt).toEqual(expect.any(Date));
  });

  it('are read anew at once after a notice', async () => {
    const { keys, clock, notices, trusted } = await make();
    await trusted.find(key.tokenHash);
    await keys.revoke('acme', key.id, clock.now());
    notices.post('credential-ended');
    expect((await trusted.find(key.tokenHash))?.revokedAt).toEqual(expect.any(Date));
  });

  it('are not trusted when the notice comes while they are read', async () => {
    const { keys, clock, notices, trusted } = await make();
    const reading = trusted.find(key.tokenHash);
    notices.post('credential-ended');
    await reading;
    await keys.revoke('acme', key.id, clock.now());
    expect((await trusted.find(key.tokenHash))?.revokedAt).toEqual(expect.any(Date));
  });

  it('are never such that open nothing', async () => {
    const { keys, clock, trusted } = await make();
    await keys.revoke('acme', key.id, clock.now());
    await trusted.find(key.tokenHash);
    await trusted.find(key.tokenHash);
    await trusted.find(hashOf('unknown'));
    await trusted.find(hashOf('unknown'));
    expect(keys.reads).toBe(4);
  });
});
