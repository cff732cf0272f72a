import { readLoginSearch } from './login-search.ts';

describe('where the login page leads to', () => {
  it('is a path of the Studio', () => {
    expect(readLoginSearch({ next: '/runs?status=FAILED' })).toEqual({ next: '/runs?status=FAILED' });
  });

  it.each(['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example', 'runs', 7, undefined])(
    'is home for %s',
    (next) => {
      expect(readLoginSearch({ next })).toEqual({});
    },
  );
});
