import { fuzzDocuments, fuzzExpressions } from './fuzz.ts';

describe('whatever is written', () => {
  it('no expression or template hangs, throws, leaves its data or gives what is no JSON', () => {
    const { compiled, count, problems } = fuzzExpressions(20_261_121, 1500);
    expect(problems).toEqual([]);
    expect(compiled).toBeGreaterThan(count / 3);
  });

  it('no document does either', () => {
    const { compiled, count, problems } = fuzzDocuments(20_261_121, 100);
    expect(problems).toEqual([]);
    expect(compiled).toBeGreaterThan(count / 3);
  });

  it('the same seed gives the same again', () => {
    expect(fuzzExpressions(7, 50).compiled).toBe(fuzzExpressions(7, 50).compiled);
  });
});
