import { environmentWords } from './environment-words.ts';

describe('environmentWords', () => {
  it.each([
    ['Production', 'Production'],
    ['prod', 'prod, production'],
    ['prod-eu', 'prod-eu, production'],
    ['Live', 'Live, production'],
    ['EU production', 'EU production'],
    ['Staging', 'Staging'],
    ['Delivery tests', 'Delivery tests'],
  ])('%s is told as %s', (name, words) => {
    expect(environmentWords(name)).toBe(words);
  });
});
