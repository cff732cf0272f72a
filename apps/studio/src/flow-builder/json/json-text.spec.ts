import { jsonStrings, rangeInText, readJsonText, writeJsonText } from './json-text.ts';

const strings = (text: string): [string, string][] =>
  jsonStrings(text).map(({ path, from, to }) => [path, text.slice(from, to)]);

describe('a JSON text with templates in it', () => {
  it('reads templates in and outside quotes alike', () => {
    expect(readJsonText('{ "a": {{interaction.TURNS}}, "b": "x {{name}}", "c": [{{x}}, 1] }')).toEqual({
      ok: true,
      json: { a: '{{interaction.TURNS}}', b: 'x {{name}}', c: ['{{x}}', 1] },
    });
    expect(readJsonText('{{interaction.SIP["x"]}}')).toEqual({ ok: true, json: '{{interaction.SIP["x"]}}' });
  });

  it.each([
    ['{ "a": 1', 'The JSON is not finished'],
    ['{ "a": 1, }', 'A comma too many'],
    ['[1, ]', 'A comma too many'],
    ['{ "a": 1 "b": 2 }', 'A comma or a closing bracket is missing'],
    ['{ a: 1 }', 'A name in double quotes is missing'],
    ["{ 'a': 1 }", 'A name in double quotes is missing'],
    ['{ "a" 1 }', 'A colon is missing'],
    ["['a']", 'double quotes'],
    ['["a\nb"]', 'A line break'],
    ['["a', 'A text is never closed'],
    ['["\\x"]', 'Behind a backslash'],
    ['01', 'No JSON value'],
    ['{} {}', 'behind the end'],
    ['', 'The JSON is not finished'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(readJsonText(text)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });

  it('points to where it is wrong in the text as it was typed', () => {
    const text = '{ "a": {{interaction.SIP["x"]}}, "b": nope }';
    const read = readJsonText(text);
    expect(read.ok ? '' : text.slice(read.at, read.at + 4)).toBe('nope');
  });

  it('writes what it reads', () => {
    const tree = { a: ['{{x}}', null, 1.5, true], b: { c: 'é"\n' } };
    expect(readJsonText(writeJsonText(tree))).toEqual({ ok: true, json: tree });
  });
});

describe('the strings of a JSON text', () => {
  it('are found with the way to them; names are none of them', () => {
    expect(strings('{ "ticket": { "tags": ["a", {"x": "b"}], "n": 1, "s": "c" }, "last": "d" }')).toEqual([
      ['ticket.tags.0', 'a'],
      ['ticket.tags.1.x', 'b'],
      ['ticket.s', 'c'],
      ['last', 'd'],
    ]);
    expect(strings('"whole"')).toEqual([['', 'whole']]);
  });

  it('are found in a text that is not finished, and beside templates without quotes', () => {
    expect(strings('{ "a": {{x}}, "b": ["c", "d')).toEqual([
      ['b.0', 'c'],
      ['b.1', 'd'],
    ]);
  });

  it('tell where a part of their value stands, escapes counted as written', () => {
    const text = String.raw`{ "a": "q\"\u00e9\n{{nope}}" }`;
    const [string] = jsonStrings(text);
    const value = (JSON.parse(text) as { a: string }).a;
    const from = value.indexOf('nope');
    const range = rangeInText(text, string!, { from, to: from + 4 });
    expect(text.slice(range.from, range.to)).toBe('nope');
  });
});

describe('finding what is no JSON', () => {
  it.each(['{}', '[]', ' [1, -2.5e+3, "\\u00e9\\n", null, true, {"a": [{}]}] ', '"x"', '0'])(
    'lets %s pass as JSON.parse does',
    (text) => {
      expect(() => JSON.parse(text) as unknown).not.toThrow();
      expect(readJsonText(text).ok).toBe(true);
    },
  );

  it.each(['{,}', '[,]', '[1 2]', '{"a":}', 'tru', '+1', '1.', '"\t"', '[', '{"a"', 'NaN', "{'a':1}", '"a" "b"'])(
    'stops at %s as JSON.parse does',
    (text) => {
      expect(() => JSON.parse(text) as unknown).toThrow();
      expect(readJsonText(text).ok).toBe(false);
    },
  );
});
