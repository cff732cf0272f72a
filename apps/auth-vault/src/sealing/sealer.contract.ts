import type { SealBinding, SealedSecret, Sealer } from './sealer.ts';

/** A ring with these key ids; the same id is the same key in every ring of one run. */
type MakeSealer = (ring: { current: string; known: readonly string[] }) => Sealer;

const binding: SealBinding = {
  workspace: 'acme',
  profileId: '0198a3c2-0000-7000-8000-000000000001',
  version: 3,
  purpose: '["BEARER",["https://desk.example"]]',
};
const text = '{"token":"s3cret-ünïcode-\u{1F511}"}';

function flipped(bytes: Buffer, index: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
  return copy;
}

/** What every sealer keeps to. */
export function sealerContract(name: string, make: MakeSealer): void {
  describe(`sealer contract: ${name}`, () => {
    const sealer = make({ current: 'k1', known: ['k1'] });
    let sealed: SealedSecret;
    beforeEach(async () => {
      sealed = await sealer.seal(binding, text);
    });

    it('opens what it sealed', async () => {
      expect(await sealer.open(binding, sealed)).toBe(text);
      expect(sealed.keyId).toBe('k1');
    });

    it('never seals a text twice to the same bytes', async () => {
      const again = await sealer.seal(binding, text);
      expect(again.ciphertext.equals(sealed.ciphertext)).toBe(false);
      expect(again.wrappedKey.equals(sealed.wrappedKey)).toBe(false);
    });

    it.each<[string, SealBinding]>([
      ['workspace', { ...binding, workspace: 'umbrella' }],
      ['profile', { ...binding, profileId: '0198a3c2-0000-7000-8000-000000000002' }],
      ['version', { ...binding, version: 2 }],
      ['purpose', { ...binding, purpose: '["BEARER",["https://desk.example","https://evil.example"]]' }],
      [
        'workspace and profile whose texts join to the same',
        { ...binding, workspace: `acme${binding.profileId}`, profileId: '' },
      ],
    ])('does not open for another %s', async (_, other) => {
      await expect(sealer.open(other, sealed)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
    });

    it.each(['ciphertext', 'wrappedKey'] as const)('notices any flipped bit of the %s', async (part) => {
      for (let index = 0; index < sealed[part].length; index += 1) {
        const changed = { ...sealed, [part]: flipped(sealed[part], index) };
        await expect(sealer.open(binding, changed)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
      }
    });

    it.each(['ciphertext', 'wrappedKey'] as const)('notices a cut or empty %s', async (part) => {
      for (const length of [0, 5, sealed[part].length - 1]) {
        const changed = { ...sealed, [part]: sealed[part].subarray(0, length) };
        await expect(sealer.open(binding, changed)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
      }
    });

    it('does not open parts of two seals put together', async () => {
      const other = await sealer.seal(binding, text);
      const mixed = { ...sealed, wrappedKey: other.wrappedKey };
      await expect(sealer.open(binding, mixed)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
    });

    it('still opens what a former key sealed, and seals with the current one', async () => {
      const rotated = make({ current: 'k2', known: ['k1', 'k2'] });
      expect(await rotated.open(binding, sealed)).toBe(text);
      expect((await rotated.seal(binding, text)).keyId).toBe('k2');
    });

    it('says which key it lacks', async () => {
      const without = make({ current: 'k2', known: ['k2'] });
      await expect(without.open(binding, sealed)).rejects.toMatchObject({
        code: 'KEY_UNKNOWN',
        facts: { keyId: 'k1' },
      });
    });
  });
}
