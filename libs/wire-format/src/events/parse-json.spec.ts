import { parseJson } from './parse-json.ts';

describe('parseJson', () => {
  it.each<[string, unknown]>([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['12345678901234567890', '12345678901234567890'],
    [
      '{"id": 12345678901234567890, "ids": [ 1,\n98765432109876543210 ]}',
      { id: '12345678901234567890', ids: [1, '98765432109876543210'] },
    ],
    [
      '[0.1234567890123456, 1e21, 12345678901234567890.5, 1700000000000]',
      [0.1234567890123456, 1e21, 12345678901234567890.5, 1700000000000],
    ],
    [
      '{"text": ":1234567890123456789", "a": "[1234567890123456789"}',
      { text: ':1234567890123456789', a: '[1234567890123456789' },
    ],
    ['\uFEFF{"a": 1}', { a: 1 }],
    ['null', null],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it('keeps members with names of the language as own ones', () => {
    const value = parseJson('{"__proto__": {"id": 12345678901234567890}, "constructor": 12345678901234567890}');
    expect(JSON.stringify(value)).toBe(
      '{"__proto__":{"id":"12345678901234567890"},"constructor":"12345678901234567890"}',
    );
    expect(({} as Record<string, unknown>)['id']).toBeUndefined();
  });

  it.each(['', '{', '\uFEFF', '\uFEFF\uFEFF1', "{'a': 12345678901234567890}", '12345678901234567890n'])(
    'refuses %j',
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );
});
