import { maskSecrets } from './mask-secrets.ts';

describe('maskSecrets', () => {
  it.each([
    ['[secret]', '••••••••'],
    ['Bearer [secret]', 'Bearer ••••••••'],
    ['a=[secret]&b=[secret]', 'a=••••••••&b=••••••••'],
    ['nothing secret here', 'nothing secret here'],
  ])('%s is shown as %s', (text, shown) => {
    expect(maskSecrets(text)).toBe(shown);
  });
});
