import { emptyProfile, originOf, secretOf } from './new-profile.ts';

describe('an origin', () => {
  it.each([
    ['https://desk.example', 'https://desk.example'],
    ['https://desk.example/tickets?x=1', 'https://desk.example'],
    ['desk.example', 'https://desk.example'],
    ['desk.example:8443', 'https://desk.example:8443'],
    ['http://127.0.0.1:4090/', 'http://127.0.0.1:4090'],
    ['HTTPS://Desk.Example:443', 'https://desk.example'],
  ])('of %s is %s', (typed, origin) => {
    expect(originOf(typed)).toBe(origin);
  });

  it.each(['', 'ftp://desk.example', 'https://', 'javascript:alert(1)', 'a b'])('is none of %j', (typed) => {
    expect(originOf(typed)).toBeUndefined();
  });
});

describe('a secret', () => {
  const filled = { ...emptyProfile, token: 't', username: 'u', password: 'p' };

  it('holds what its kind needs and nothing else', () => {
    expect(secretOf({ ...filled, kind: 'BEARER' })).toEqual({ token: 't' });
    expect(secretOf({ ...filled, kind: 'BASIC' })).toEqual({ username: 'u', password: 'p' });
  });

  it('of an API key has a value for each of its places', () => {
    const pairs = [
      { in: 'HEADER', name: 'X-Api-Key', value: 'a' },
      { in: 'QUERY', name: 'app', value: 'b' },
    ] as const;
    expect(secretOf({ ...filled, kind: 'API_KEY', pairs })).toEqual({ values: { 'X-Api-Key': 'a', app: 'b' } });
  });
});
