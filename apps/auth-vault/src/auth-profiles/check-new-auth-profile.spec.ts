import { checkNewAuthProfile } from './check-new-auth-profile.ts';

const id = '0198a3c2-7e1b-7c3d-9a00-0123456789ab';
const bearer = {
  id,
  name: 'desk',
  kind: 'BEARER',
  origins: ['https://desk.example'],
  secret: { token: 'hunter2-token' },
};
const basic = { ...bearer, kind: 'BASIC', secret: { username: 'crm', password: 'hunter2' } };
const pair = (where: string, name: string) => ({ in: where, name });
const apiKey = {
  ...bearer,
  kind: 'API_KEY',
  settings: { pairs: [pair('HEADER', 'X-Api-Key')] },
  secret: { value: 'hunter2' },
};
const twoPairs = { pairs: [pair('HEADER', 'X-Id'), pair('QUERY', 'key')] };

function contentsOf(body: unknown) {
  const reading = checkNewAuthProfile(body);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value.contents;
}

function problemsOf(body: unknown): string[] {
  const reading = checkNewAuthProfile(body);
  if (reading.ok) return [];
  expect(JSON.stringify(reading)).not.toContain('hunter2');
  return reading.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

describe('checkNewAuthProfile', () => {
  it('reads one profile of each kind', () => {
    expect(contentsOf(bearer)).toEqual({ kind: 'BEARER', settings: null, secret: { token: 'hunter2-token' } });
    expect(contentsOf({ ...basic, settings: null })).toEqual({
      kind: 'BASIC',
      settings: null,
      secret: { username: 'crm', password: 'hunter2' },
    });
    expect(contentsOf(apiKey)).toEqual({
      kind: 'API_KEY',
      settings: { pairs: [pair('HEADER', 'X-Api-Key')] },
      secret: { values: ['hunter2'] },
    });
  });

  it('puts the values of an API key in the order of its pairs', () => {
    const body = { ...apiKey, settings: twoPairs, secret: { values: { key: 'second', 'X-Id': 'first' } } };
    expect(contentsOf(body)).toMatchObject({ secret: { values: ['first', 'second'] } });
  });

  it('keeps origins canonical and each once', () => {
    const reading = checkNewAuthProfile({
      ...bearer,
      origins: ['https://B.example:443', 'https://a.example', 'https://b.example'],
    });
    expect(reading).toMatchObject({ ok: true, value: { origins: ['https://b.example', 'https://a.example'] } });
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['INVALID : is required']],
    ['a text', 'hunter2', ['INVALID : must be an object']],
    ['an unknown member', { ...bearer, scope: 'all' }, ['INVALID scope: is not known here; leave it out']],
    ['an id that is no UUID', { ...bearer, id: 'desk' }, ['INVALID id: must be a UUID']],
    ['another kind', { ...bearer, kind: 'OAUTH' }, ['INVALID kind: must be one of API_KEY, BEARER, BASIC']],
    ['a secret that is a text', { ...bearer, secret: 'hunter2' }, ['INVALID secret: must be an object']],
    ['no secret', { ...bearer, secret: undefined }, ['INVALID secret: is required']],
    ['no token', { ...bearer, secret: {} }, ['INVALID secret.token: is required']],
    ['an empty token', { ...bearer, secret: { token: '' } }, ['INVALID secret.token: must not be empty']],
    ['a token that is a number', { ...bearer, secret: { token: 7 } }, ['INVALID secret.token: must be text']],
    [
      'unknown members of secret and settings',
      { ...bearer, settings: { realm: 'x' }, secret: { token: 'abcd', expires: 'hunter2' } },
      [
        'INVALID settings.realm: is not known here; leave it out',
        'INVALID secret.expires: is not known here; leave it out',
      ],
    ],
    [
      'a secret in the place of a member name',
      { ...bearer, secret: { token: 'abcd', 'hunter2 and more of it': '' } },
      ['INVALID secret.(unnamed): is not known here; leave it out'],
    ],
    ['no origin', { ...bearer, origins: [] }, ['INVALID origins: must name at least one origin']],
    ['origins that are no list', { ...bearer, origins: 'https://a.example' }, ['INVALID origins: must be a list']],
    [
      'an origin with a path',
      { ...bearer, origins: ['https://a.example', 'https://a.example/x'] },
      ['INVALID origins.1: must end after the host and port: no path, query or fragment; write "https://a.example"'],
    ],
    [
      'too many origins',
      { ...bearer, origins: Array.from({ length: 21 }, (_, index) => `https://h${String(index)}.example`) },
      ['INVALID origins: must name at most 20 origins'],
    ],
    [
      'no user name and no password',
      { ...basic, secret: { username: '', password: '' } },
      ['INVALID secret: must hold a user name or a password'],
    ],
    [
      'a user name with a colon',
      { ...basic, secret: { username: 'a:b', password: 'hunter2' } },
      ['INVALID secret.username: must not hold a colon: Basic ends the user name at it'],
    ],
    ['a password that is left out', { ...basic, secret: { username: 'a' } }, ['INVALID secret.password: is required']],
    ['no settings', { ...apiKey, settings: undefined }, ['INVALID settings: is required']],
    ['no pairs', { ...apiKey, settings: { pairs: [] } }, ['INVALID settings.pairs: must have at least 1']],
    [
      'a place that is none',
      { ...apiKey, settings: { pairs: [pair('COOKIE', 'x')] } },
      ['INVALID settings.pairs.0.in: must be one of HEADER, QUERY, BODY'],
    ],
    [
      'the same header twice',
      { ...apiKey, settings: { pairs: [pair('HEADER', 'X-Key'), pair('HEADER', 'x-key')] } },
      ['INVALID settings.pairs.1: names the same place as an earlier pair'],
    ],
    ['neither value nor values', { ...apiKey, secret: {} }, ['INVALID secret: must hold "value"']],
    [
      'value and values',
      { ...apiKey, secret: { value: 'a', values: {} } },
      ['INVALID secret: must hold "value" or "values", not both'],
    ],
    [
      'one value for two pairs',
      { ...apiKey, settings: twoPairs },
      ['INVALID secret.value: fits a single pair; give "values" with one member for each name'],
    ],
    [
      'values that do not fit the pairs',
      { ...apiKey, settings: twoPairs, secret: { values: { 'X-Id': 'a', other: 'hunter2' } } },
      ['INVALID secret.values.other: is not known here; leave it out', 'INVALID secret.values.key: is required'],
    ],
  ])('refuses %s', (_, body, problems) => {
    expect(problemsOf(body)).toEqual(problems);
  });

  it.each(['', 'a b', 'über', 'a/b', 'x'.repeat(101), 'a\n'])('refuses the name %j', (name) => {
    expect(problemsOf({ ...bearer, name })).toEqual([
      'INVALID name: must be 1 to 100 letters, digits, "-", "_" or "."',
    ]);
  });

  it.each(['desk', 'Desk_2.eu-west', 'x'.repeat(100)])('accepts the name %s', (name) => {
    expect(problemsOf({ ...bearer, name })).toEqual([]);
  });

  it.each([
    'Host',
    'content-length',
    'Connection',
    'TRANSFER-ENCODING',
    'Proxy-Authorization',
    'proxy-x',
    'Upgrade',
    'X Key',
    'X:Key',
    'X\r\nKey',
    'Ключ',
    '',
  ])('refuses the header %j', (name) => {
    expect(problemsOf({ ...apiKey, settings: { pairs: [pair('HEADER', name)] } })).toEqual([
      expect.stringMatching(/^INVALID settings\.pairs\.0\.name: /),
    ]);
  });

  it.each(['X-Api-Key', 'Authorization', 'Hostname', 'api_key'])('accepts the header %s', (name) => {
    expect(problemsOf({ ...apiKey, settings: { pairs: [pair('HEADER', name)] } })).toEqual([]);
  });

  it.each(['a\rb', 'a\nb', 'a\0b', 'x'.repeat(8193), '\ud800'])('refuses the value %j wherever it goes', (value) => {
    for (const where of ['HEADER', 'QUERY', 'BODY']) {
      const [first] = problemsOf({ ...apiKey, settings: { pairs: [pair(where, 'key')] }, secret: { value } });
      expect(first).toMatch(/^INVALID secret\.value: /);
    }
    expect(problemsOf({ ...bearer, secret: { token: value } })[0]).toMatch(/^INVALID secret\.token: /);
    expect(problemsOf({ ...basic, secret: { username: 'crm', password: value } })[0]).toMatch(
      /^INVALID secret\.password: /,
    );
  });

  it('refuses in a header what a header cannot carry, and takes it elsewhere', () => {
    const withValue = (where: string, value: string) =>
      problemsOf({ ...apiKey, settings: { pairs: [pair(where, 'key')] }, secret: { value } });
    for (const value of ['schlüssel', ' key', 'key\t']) {
      expect(withValue('HEADER', value)).toHaveLength(1);
      expect(withValue('QUERY', value)).toEqual([]);
      expect(withValue('BODY', value)).toEqual([]);
    }
    expect(withValue('HEADER', 'Token token=abc')).toEqual([]);
    expect(problemsOf({ ...bearer, secret: { token: 'Bearer abc' } })).toEqual([
      expect.stringContaining('without "Bearer "'),
    ]);
  });

  it('takes names that objects have of themselves for ordinary ones', () => {
    const settings = { pairs: [pair('QUERY', 'constructor'), pair('BODY', 'toString')] };
    expect(problemsOf({ ...apiKey, settings, secret: { values: {} } })).toEqual([
      'INVALID secret.values.constructor: is required',
      'INVALID secret.values.toString: is required',
    ]);
    expect(contentsOf({ ...apiKey, settings, secret: { values: { constructor: 'a', toString: 'b' } } })).toMatchObject({
      secret: { values: ['a', 'b'] },
    });
  });
});
