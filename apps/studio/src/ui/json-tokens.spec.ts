import { jsonTokens } from './json-tokens.ts';

describe('JSON taken apart for colouring', () => {
  it.each([
    [{ a: 1, b: [true, null, -2.5e10], c: { 'quote"d': 'tru\\e "x": 1' } }],
    ['just {text}: 12'],
    [[]],
    [{ '🎉': 'العربية', n: '-' }],
  ])('is %j again when put together', (value) => {
    const text = JSON.stringify(value, undefined, 2);
    const pieces = jsonTokens(text).map((piece) => piece.text);
    expect(pieces.join('')).toBe(text);
  });

  it('tells names from values', () => {
    const kinds = jsonTokens('{"a": "b", "c": -1.5, "d": false}')
      .filter(({ kind }) => kind !== 'mark')
      .map(({ kind, text }) => `${kind} ${text}`);
    expect(kinds).toEqual(['name "a"', 'string "b"', 'name "c"', 'number -1.5', 'name "d"', 'word false']);
  });
});
