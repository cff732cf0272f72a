import { otherAuthorsInWords } from './other-authors.ts';

type Facts = Parameters<typeof otherAuthorsInWords>[0];
const author = (name: string, saves: number) => ({ name, saves, savedAt: '2026-11-20T09:00:00Z' });
const action = (authors: object[], changedSinceLive = true): Facts =>
  ({ draftFacts: { authors, changedSinceLive }, live: { number: 7 } }) as unknown as Facts;

describe('a draft of others', () => {
  it('is told with its authors and what they did', () => {
    expect(otherAuthorsInWords(action([author('Ada', 3)]), 'me')).toBe('Draft by Ada, 3 edits since v7');
    expect(otherAuthorsInWords(action([author('Ada', 1), author('me', 1), author('Grace', 2)]), 'me')).toBe(
      'Draft by Ada and Grace, 4 edits since v7',
    );
    expect(otherAuthorsInWords({ ...action([author('Ada', 1)]), live: undefined }, 'me')).toBe(
      'Draft by Ada, 1 edit not published yet',
    );
  });

  it('is not told when only this author edited, or nothing differs from what is live', () => {
    expect(otherAuthorsInWords(action([author('me', 3)]), 'me')).toBeUndefined();
    expect(otherAuthorsInWords(action([author('Ada', 3)], false), 'me')).toBeUndefined();
  });
});
