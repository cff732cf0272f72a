import { buildRequest, isAllowedOrigin, type Additions } from './build-request.ts';

const nothing = { headers: [], query: [], body: [] };
const additions: Additions = {
  credential: undefined,
  idempotency: { header: 'Idempotency-Key', key: 'k-1' },
  userAgent: 'aftercall/0.1.0',
};

function build(rendered: Partial<Parameters<typeof buildRequest>[0]>, more: Partial<Additions> = {}) {
  const url = 'https://desk.example/tickets?source=voice%20line';
  return buildRequest({ method: 'POST', url, headers: [], ...rendered }, { ...additions, ...more });
}

function built(...args: Parameters<typeof build>) {
  const build_ = build(...args);
  if (!build_.ok) throw new Error(build_.cause.message);
  return {
    ...build_.request,
    header: (name: string) => build_.request.headers.filter(([n]) => n.toLowerCase() === name),
  };
}

const json = (text: string) => ({ contentType: 'application/json', text });

describe('buildRequest', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('puts the key on every %s, under the step’s own header', (method) => {
    expect(built({ method }).header('idempotency-key')).toEqual([['Idempotency-Key', 'k-1']]);
    const own = { idempotency: { header: 'X-Request-Id', key: 'k-1' } };
    expect(built({ method, headers: [['x-request-id', 'typed']] }, own).header('x-request-id')).toEqual([
      ['X-Request-Id', 'k-1'],
    ]);
  });

  it('puts no key on a GET, nor on a look-up', () => {
    expect(built({ method: 'GET' }).header('idempotency-key')).toEqual([]);
    expect(built({ method: 'GET' }, { idempotency: undefined }).header('idempotency-key')).toEqual([]);
  });

  it('adds defaults where the author set nothing', () => {
    expect(built({}).header('user-agent')).toEqual([['user-agent', 'aftercall/0.1.0']]);
    expect(built({}).header('accept')).toHaveLength(1);
    const headers: [string, string][] = [
      ['User-Agent', 'mine'],
      ['ACCEPT', 'application/xml'],
    ];
    expect(built({ headers }).header('user-agent')).toEqual([['User-Agent', 'mine']]);
    expect(built({ headers }).header('accept')).toEqual([['ACCEPT', 'application/xml']]);
  });

  it('sends the body’s type', () => {
    expect(built({ body: json('{}') }).header('content-type')).toEqual([['content-type', 'application/json']]);
    expect(built({}).header('content-type')).toEqual([]);
  });

  it('adds the credential’s headers and parameters, instead of the author’s of that name', () => {
    const credential = {
      ...nothing,
      headers: [['Authorization', 'Bearer t']],
      query: [['api key', 'a/b']],
    } satisfies Additions['credential'];
    const request = built({ headers: [['authorization', 'typed']] }, { credential });
    expect(request.header('authorization')).toEqual([['Authorization', 'Bearer t']]);
    expect(request.url).toBe('https://desk.example/tickets?source=voice%20line&api%20key=a%2Fb');
    const url = 'https://desk.example/?api+key=typed&x=1';
    expect(built({ url }, { credential }).url).toBe('https://desk.example/?x=1&api%20key=a%2Fb');
    expect(built({ url: 'https://desk.example' }, { credential }).url).toBe('https://desk.example/?api%20key=a%2Fb');
  });

  it('adds the credential’s fields to a JSON object and to a form', () => {
    const credential = { ...nothing, body: [['token', 'a"&b']] } satisfies Additions['credential'];
    expect(built({ body: json('{"a":1,"token":"typed"}') }, { credential }).body).toBe('{"a":1,"token":"a\\"&b"}');
    const type = 'application/vnd.api+json; charset=utf-8';
    expect(built({ body: { contentType: type, text: '{}' } }, { credential }).body).toBe('{"token":"a\\"&b"}');
    const form = { contentType: 'application/x-www-form-urlencoded', text: 'a=1&token=typed' };
    expect(built({ body: form }, { credential }).body).toBe('a=1&token=a%22%26b');
  });

  it.each([
    ['no body', {}],
    ['a list', { body: json('[1]') }],
    ['a text', { body: json('"x"') }],
    ['raw text', { body: { contentType: 'text/plain', text: '{}' } }],
    ['broken JSON', { body: json('{') }],
  ])('cannot add fields to %s', (_, rendered) => {
    const credential = { ...nothing, body: [['token', 't']] } satisfies Additions['credential'];
    expect(build(rendered, { credential })).toMatchObject({ ok: false, cause: { code: 'CREDENTIAL_NOT_PLACEABLE' } });
  });
});

describe('isAllowedOrigin', () => {
  const origins = ['https://desk.example', 'http://127.0.0.1:4090', 'not a url'];

  it.each(['https://desk.example/x', 'https://DESK.example:443/x?y', 'http://127.0.0.1:4090/'])('allows %s', (url) => {
    expect(isAllowedOrigin(url, { origins })).toBe(true);
  });

  it.each(['http://desk.example/', 'https://desk.example:8443/', 'https://desk.example.evil/', 'http://127.0.0.1/'])(
    'refuses %s',
    (url) => {
      expect(isAllowedOrigin(url, { origins })).toBe(false);
    },
  );
});
