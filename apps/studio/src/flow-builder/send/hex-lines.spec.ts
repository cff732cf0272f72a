import { hexLines } from './hex-lines.ts';

describe('bytes as lines', () => {
  it('have their offset, sixteen bytes and their letters', () => {
    const base64 = btoa(`\u0089PNG\r\n\u001a\n${'x'.repeat(9)}`);
    expect(hexLines(base64)).toBe(
      [
        '00000000  89 50 4e 47 0d 0a 1a 0a 78 78 78 78 78 78 78 78  .PNG....xxxxxxxx',
        '00000010  78                                               x',
      ].join('\n'),
    );
  });

  it('end where they were told to', () => {
    expect(hexLines(btoa('x'.repeat(100)), 16).split('\n')).toHaveLength(1);
  });
});
