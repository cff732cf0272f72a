import fc from 'fast-check';
import { aScope } from '../testing/a-scope.ts';
import { compileRequest } from './render-request.ts';

type Parts = Parameters<typeof compileRequest>[0];
const parts = (some: Partial<Parts>): Parts => ({
  method: 'POST',
  url: 'https://desk.example/',
  query: [],
  headers: [],
  ...some,
});
const render = (some: Partial<Parts>, variables: Record<string, string | number | null> = {}) =>
  compileRequest(parts(some))(aScope({ variables, env: { CRM_URL: 'https://crm.example/base' } }));

function renderedUrl(
  url: string,
  variables: Record<string, string | number | null>,
  query: Parts['query'] = [],
): string {
  const rendering = render({ url, query }, variables);
  return rendering.ok ? rendering.request.url : rendering.problem.code;
}

describe('URLs', () => {
  it.each([
    ['https://desk.example/t/{{id}}', { id: 'A 1/2?#é' }, 'https://desk.example/t/A%201%2F2%3F%23%C3%A9'],
    ['https://desk.example/t?q={{id}}&r=1', { id: 'a&b=c' }, 'https://desk.example/t?q=a%26b%3Dc&r=1'],
    ['https://desk.example/t/{{id}}', { id: null }, 'https://desk.example/t/'],
    ['https://{{region}}.desk.example/t', { region: 'eu-1' }, 'https://eu-1.desk.example/t'],
    ['{{env.CRM_URL}}/t/{{id}}', { id: 7 }, 'https://crm.example/base/t/7'],
    ['https://desk.example/t#part', {}, 'https://desk.example/t'],
    [' https://desk.example/t ', {}, 'https://desk.example/t'],
  ])('%s', (url, variables, rendered) => {
    expect(renderedUrl(url, variables)).toBe(rendered);
  });

  it.each([
    ['https://{{host}}/t', { host: 'evil.example/' }],
    ['https://{{host}}/t', { host: 'user@evil.example' }],
    ['https://{{host}}/t', { host: '' }],
    ['https://constant{{host}}/t', { host: '/x' }],
    ['{{env.CRM_URL}}{{host}}', { host: '@evil.example' }],
    ['https://desk.example/t/{{id}}/x', { id: '..' }],
    ['https://desk.example/t/{{a}}{{b}}', { a: '.', b: '.' }],
    ['{{env.MISSING}}/t', {}],
    ['https://desk.example:{{port}}0000000/', { port: 1 }],
  ])('refuses what the values make of %s', (url, variables) => {
    expect(renderedUrl(url, variables)).toBe('URL_INVALID');
  });

  it('adds encoded parameters behind those that are there', () => {
    const query = [
      { name: 'a b', value: '{{v}}' },
      { name: 'c', value: 'plain' },
    ];
    const added = 'a%20b=%26%3D%0D%0A&c=plain';
    expect(renderedUrl('https://desk.example/t', { v: '&=\r\n' }, query)).toBe(`https://desk.example/t?${added}`);
    expect(renderedUrl('https://desk.example/t?x=1#y', { v: '&=\r\n' }, query)).toBe(
      `https://desk.example/t?x=1&${added}`,
    );
    expect(renderedUrl('https://desk.example/t?', { v: '&=\r\n' }, query)).toBe(`https://desk.example/t?${added}`);
  });

  it('keeps every value in its segment and its parameter', () => {
    const value = fc.string({ unit: 'binary' }).filter((text) => !/^\.{1,2}$/.test(text));
    const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
    fc.assert(
      fc.property(value, value, (segment, parameter) => {
        const url = new URL(
          renderedUrl('https://desk.example/t/{{segment}}/end', { segment, parameter }, [
            { name: 'q', value: '{{parameter}}' },
          ]),
        );
        expect(url.origin).toBe('https://desk.example');
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 't', clean(segment), 'end']);
        expect([...url.searchParams]).toEqual([['q', clean(parameter)]]);
      }),
    );
  });
});

describe('headers', () => {
  const rendered = (value: string) => render({ headers: [{ name: 'X-Value', value: '{{v}}' }] }, { v: value });

  it.each(['plain', '', 'Jérôme', 'a\tb'])('carries %j', (value) => {
    expect(rendered(value)).toMatchObject({ ok: true, request: { headers: [['X-Value', value]] } });
  });

  it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\0b', 'a\u007fb', 'smile 😀'])('refuses %j', (value) => {
    expect(rendered(value)).toMatchObject({ ok: false, problem: { code: 'HEADER_INVALID' } });
  });
});

describe('bodies', () => {
  const bodyOf = (some: Partial<Parts>, variables: Record<string, string | number | null> = {}) => {
    const rendering = render(some, variables);
    return rendering.ok ? rendering.request.body : rendering.problem.code;
  };

  it('is JSON, with each value in its own type', () => {
    expect(bodyOf({ body: { type: 'json', json: { n: '{{n}}', t: 'n={{n}}' } } }, { n: 5 })).toEqual({
      contentType: 'application/json',
      text: '{"n":5,"t":"n=5"}',
    });
  });

  it('is a form', () => {
    const form = [
      { name: 'a b', value: '{{v}}' },
      { name: 'c', value: '' },
    ];
    expect(bodyOf({ body: { type: 'form', form } }, { v: 'x&y=z' })).toEqual({
      contentType: 'application/x-www-form-urlencoded',
      text: 'a+b=x%26y%3Dz&c=',
    });
  });

  it('is text of its own type', () => {
    expect(bodyOf({ body: { type: 'raw', raw: '<n>{{n}}</n>', contentType: 'application/xml' } }, { n: 5 })).toEqual({
      contentType: 'application/xml',
      text: '<n>5</n>',
    });
  });

  it("takes the author's Content-Type, which then is no header any more", () => {
    const headers = [{ name: 'content-type', value: 'application/vnd.api+json' }];
    expect(render({ headers, body: { type: 'json', json: {} } })).toMatchObject({
      request: { headers: [], body: { contentType: 'application/vnd.api+json', text: '{}' } },
    });
  });

  it('is absent where there is none', () => {
    expect(bodyOf({ body: null })).toBeUndefined();
  });

  it('is refused when the values make it too long or too deep', () => {
    const long = 'x'.repeat(3_000_000);
    expect(bodyOf({ body: { type: 'json', json: ['{{v}}', '{{v}}', '{{v}}'] } }, { v: long })).toMatchObject({
      contentType: 'application/json',
    });
    expect(bodyOf({ body: { type: 'json', json: ['{{v}}', '{{v}}', '{{v}}', '{{v}}'] } }, { v: long })).toBe(
      'BODY_INVALID',
    );
    expect(bodyOf({ body: { type: 'raw', raw: '{{v}}{{v}}{{v}}{{v}}', contentType: 'text/plain' } }, { v: long })).toBe(
      'BODY_INVALID',
    );
  });
});
