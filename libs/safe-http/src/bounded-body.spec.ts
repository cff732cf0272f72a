import fc from 'fast-check';
import { BoundedBody } from './bounded-body.ts';

describe('BoundedBody', () => {
  it('keeps the first bytes up to its limit, however they are cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9000 }), { maxLength: 6 }), fc.nat(20_000), (chunks, limit) => {
        const body = new BoundedBody(limit);
        const whole = Buffer.concat(chunks);
        const isComplete = chunks.every((chunk) => body.append(Buffer.from(chunk)));
        expect(isComplete).toBe(whole.length <= limit);
        expect(body.bytes().equals(whole.subarray(0, limit))).toBe(true);
      }),
    );
  });

  it('costs the same in chunks of one byte', () => {
    const body = new BoundedBody(1_000_000);
    const one = Buffer.from('x');
    for (let count = 0; count < 300_000; count += 1) body.append(one);
    expect(body.bytes().buffer.byteLength).toBeLessThanOrEqual(600_000);
  });
});
