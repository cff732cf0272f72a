import { joinUrl, splitUrl } from './split-url.ts';

describe('a URL and its parameters', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x', []],
    [
      'https://a.example/x?a=1&b=two%20words',
      'https://a.example/x',
      [
        ['a', '1'],
        ['b', 'two words'],
      ],
    ],
    ['https://a.example/x?a=1+2', 'https://a.example/x', [['a', '1 2']]],
    [
      'https://a.example/x?a={{ok ? "1" : "2"}}&b={{name|a&b=c}}#part',
      'https://a.example/x#part',
      [
        ['a', '{{ok ? "1" : "2"}}'],
        ['b', '{{name|a&b=c}}'],
      ],
    ],
    ['{{env.CRM_URL}}/t?{{name}}=x', '{{env.CRM_URL}}/t', [['{{name}}', 'x']]],
    ['https://a.example/{{a ? b : c}}', 'https://a.example/{{a ? b : c}}', []],
    ['https://a.example/x?a=b,c:/d', 'https://a.example/x', [['a', 'b,c:/d']]],
    ['https://a.example/x?empty=', 'https://a.example/x', [['empty', '']]],
    ['https://a.example/#?a=1', 'https://a.example/#?a=1', []],
  ])('takes %s apart', (text, url, rows) => {
    const split = splitUrl(text);
    expect(split.url).toBe(url);
    expect(split.rows.map(({ name, value }) => [name, value])).toEqual(rows);
  });

  it.each(['https://a.example/x?flag', 'https://a.example/x?a=%ZZ', 'https://a.example/x?', 'https://a.example/x?=1'])(
    'leaves %s as it was typed, since rows would send something else',
    (text) => {
      expect(splitUrl(text)).toEqual({ url: text, rows: [] });
      expect(joinUrl(text, [])).toBe(text);
    },
  );

  it.each([
    ['https://a.example/x', [{ name: 'a b', value: 'c&d={{x & y}}' }], 'https://a.example/x?a%20b=c%26d={{x & y}}'],
    ['https://a.example/x?flag', [{ name: 'a', value: '1' }], 'https://a.example/x?flag&a=1'],
    [
      'https://a.example/x#part',
      [
        { name: 'a', value: '1' },
        { name: '', value: '' },
      ],
      'https://a.example/x?a=1#part',
    ],
    ['', [{ name: 'a', value: '1' }], '?a=1'],
  ])('writes %s with its rows in one line', (url, rows, line) => {
    expect(joinUrl(url, rows)).toBe(line);
  });

  it('takes what it wrote apart again', () => {
    const rows = [
      { name: 'q', value: 'a b&c=d' },
      { name: '{{n}}', value: '50%{{v}}é😀' },
    ];
    expect(splitUrl(joinUrl('https://a.example/x', rows))).toEqual({ url: 'https://a.example/x', rows });
  });
});
