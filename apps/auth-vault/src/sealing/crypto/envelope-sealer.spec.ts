import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { KeyRing } from '../key-ring.ts';
import { sealerContract } from '../sealer.contract.ts';
import { EnvelopeSealer } from './envelope-sealer.ts';

const keys = new Map(['k1', 'k2'].map((id) => [id, randomBytes(32)]));
const binding = { workspace: 'acme', profileId: '0198a3c2-0000-7000-8000-000000000001', version: 1, purpose: '' };

sealerContract('envelope', ({ current, known }) => {
  const ring = new KeyRing(new Map([...keys].filter(([id]) => known.includes(id))));
  return new EnvelopeSealer(ring, current);
});

describe('EnvelopeSealer', () => {
  const sealer = new EnvelopeSealer(new KeyRing(keys), 'k1');

  it('leaves nothing of the text readable', async () => {
    const sealed = await sealer.seal(binding, 'token-in-clear');
    expect(Buffer.concat([sealed.ciphertext, sealed.wrappedKey]).includes('token')).toBe(false);
    expect(sealed.wrappedKey).toHaveLength(12 + 32 + 16);
    expect(sealed.ciphertext).toHaveLength(12 + 'token-in-clear'.length + 16);
  });

  it('does not open under another id of the ring, even with the right bytes', async () => {
    const twice = new EnvelopeSealer(
      new KeyRing(
        new Map([
          ['k1', keys.get('k1')!],
          ['k9', keys.get('k1')!],
        ]),
      ),
      'k1',
    );
    const sealed = await sealer.seal(binding, 'x');
    await expect(twice.open(binding, { ...sealed, keyId: 'k9' })).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
  });

  it('has no key material and no text in its faults', async () => {
    const sealed = await sealer.seal(binding, 'token-in-clear');
    const error: unknown = await sealer.open({ ...binding, version: 2 }, sealed).catch((reason: unknown) => reason);
    const shown = inspect(error, { depth: 10 });
    expect(shown).toContain('SEAL_BROKEN');
    for (const secret of ['token-in-clear', keys.get('k1')!.toString('base64'), keys.get('k1')!.toString('hex')]) {
      expect(shown).not.toContain(secret);
    }
  });
});
