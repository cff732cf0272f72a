import fc from 'fast-check';
import type { Json } from '../document/json.ts';
import type { RequestBody } from '../document/nodes/api-request.ts';
import { aScope } from '../testing/a-scope.ts';
import { compileBody } from './render-body.ts';

const scope = aScope({
  interaction: { SUMMARY: 'He said "no"\n— then 😀', DISPOSITION: null },
  variables: { list: [1, { a: 'b' }], name: 'Ada', odd: 'a\0b\uD800c\\u0000', big: 9007199254740992 },
});

function render(body: RequestBody): string {
  const rendered = compileBody(body)(scope);
  return rendered.ok ? rendered.body.text : rendered.message;
}
const json = (tree: Json, absent?: 'null' | 'drop'): string =>
  render({ type: 'json', json: tree, ...(absent && { absent }) });

describe('bodies', () => {
  it.each<[Json, Json]>([
    [{ text: '{{interaction.SUMMARY}}' }, { text: 'He said "no"\n— then 😀' }],
    [{ text: 'It: {{interaction.SUMMARY}}' }, { text: 'It: He said "no"\n— then 😀' }],
    [{ hi: 'Dear {{customerName|there}}' }, { hi: 'Dear there' }],
    [
      { list: '{{list}}', size: '{{size(list)}}' },
      { list: [1, { a: 'b' }], size: 2 },
    ],
    [[], []],
    [
      { '{{name}}': null, deep: [{ x: ['{{name}}'] }, true, 1.5] },
      { '{{name}}': null, deep: [{ x: ['Ada'] }, true, 1.5] },
    ],
    ['{{list}}', [1, { a: 'b' }]],
    [{ odd: '{{odd}}' }, { odd: 'a\uFFFDb\uFFFDc\\u0000' }],
    [
      { exact: '{{9007199254740993}}', number: '{{big}}' },
      { exact: '9007199254740993', number: 9007199254740992 },
    ],
  ])('%j is sent as %j', (tree, sent) => {
    expect(JSON.parse(json(tree))).toEqual(sent);
  });

  const withAbsent = {
    a: '{{missing}}',
    b: 1,
    c: ['{{missing}}'],
    d: { e: '{{interaction.DISPOSITION}}' },
    f: null,
    g: '{{missing}}!',
  };

  it('sends what is absent as null, unless the author says otherwise', () => {
    expect(json(withAbsent)).toBe('{"a":null,"b":1,"c":[null],"d":{"e":null},"f":null,"g":"!"}');
    expect(json(withAbsent, 'null')).toBe(json(withAbsent));
  });

  it('leaves absent members out when the author says so; lists keep their positions, written nulls stay', () => {
    expect(json(withAbsent, 'drop')).toBe('{"b":1,"c":[null],"d":{},"f":null,"g":"!"}');
  });

  it('refuses a body that would be too long or too deep, however often a value stands in it', () => {
    const long = aScope({ variables: { x: 'x'.repeat(3_000_000) } });
    const body = compileBody({ type: 'json', json: Array.from({ length: 5 }, () => '{{x}}') });
    expect(body(long)).toMatchObject({ ok: false, message: expect.stringContaining('longer than 10000000') as string });
    let deep: Json = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    const one = compileBody({ type: 'json', json: { a: '{{x}}' } });
    expect(one(aScope({ variables: { x: deep } })).ok).toBe(false);
    const raw = compileBody({ type: 'raw', raw: '{{x}}{{x}}{{x}}{{x}}', contentType: 'text/plain' });
    expect(raw(long).ok).toBe(false);
  });

  it('encodes forms and leaves raw text as it is, without broken characters', () => {
    expect(render({ type: 'form', form: [{ name: 'a b', value: '{{name}}&{{odd}}' }] })).toBe(
      'a+b=Ada%26a%EF%BF%BDb%EF%BF%BDc%5Cu0000',
    );
    expect(render({ type: 'raw', raw: '<x>{{odd}}</x>', contentType: 'text/xml' })).toBe(
      '<x>a\uFFFDb\uFFFDc\\u0000</x>',
    );
  });

  it('is JSON whatever the values are, and every value stands where the author put it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (text, value) => {
        const body = compileBody({
          type: 'json',
          json: { a: '{{text}}', b: ['x {{text}}'], c: '{{value}}', d: 'end' },
        });
        const rendered = body(aScope({ variables: { text, value: value as Json } }));
        const sent = JSON.parse(rendered.ok ? rendered.body.text : '') as Record<string, unknown>;
        const clean = text.toWellFormed().replaceAll('\0', '\uFFFD');
        expect(sent).toMatchObject({ a: clean, b: [`x ${clean}`], d: 'end' });
      }),
      { numRuns: 200 },
    );
  });
});
