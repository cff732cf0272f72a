import { CheckKeyRing } from './check-key-ring.ts';
import { ClearSealer } from './testing/clear-sealer.ts';
import { MemoryKeyCanaries } from './testing/memory-key-canaries.ts';

async function keyIds(canaries: MemoryKeyCanaries): Promise<string[]> {
  return (await canaries.list()).map(({ keyId }) => keyId);
}

describe('CheckKeyRing', () => {
  it('keeps one canary for the current key, however often it is asked', async () => {
    const canaries = new MemoryKeyCanaries();
    const check = new CheckKeyRing(new ClearSealer('k1'), canaries);
    expect(await check.findProblem()).toBeUndefined();
    const [first] = await canaries.list();
    expect(await check.findProblem()).toBeUndefined();
    expect(await canaries.list()).toEqual([first]);
  });

  it('is content with a new current key beside the former one', async () => {
    const canaries = new MemoryKeyCanaries();
    await new CheckKeyRing(new ClearSealer('k1'), canaries).findProblem();
    expect(await new CheckKeyRing(new ClearSealer('k2', ['k1', 'k2']), canaries).findProblem()).toBeUndefined();
    expect(await keyIds(canaries)).toEqual(['k1', 'k2']);
  });

  it('names a key that is missing, and leaves no canary of the ring that lacks it', async () => {
    const canaries = new MemoryKeyCanaries();
    await new CheckKeyRing(new ClearSealer('k1'), canaries).findProblem();
    expect(await new CheckKeyRing(new ClearSealer('k2'), canaries).findProblem()).toContain(
      'VAULT_KEK_KEYS lacks "k1"',
    );
    expect(await keyIds(canaries)).toEqual(['k1']);
    expect(await new CheckKeyRing(new ClearSealer('k1'), canaries).findProblem()).toBeUndefined();
  });

  it('names a key whose bytes are others', async () => {
    const canaries = new MemoryKeyCanaries();
    const sealed = await new ClearSealer('k1').seal(
      { workspace: '', profileId: 'other', version: 1, purpose: '' },
      'aftercall',
    );
    await canaries.addIfAbsent(sealed);
    expect(await new CheckKeyRing(new ClearSealer('k1'), canaries).findProblem()).toContain(
      '"k1" or holds other bytes',
    );
  });

  it('does not take a broken database for a wrong key', async () => {
    const canaries = new MemoryKeyCanaries();
    canaries.list = () => Promise.reject(new Error('no database'));
    await expect(new CheckKeyRing(new ClearSealer(), canaries).findProblem()).rejects.toThrow('no database');
  });
});
