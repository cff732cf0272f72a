import { editDistance, suggestName } from './suggest-name.ts';

const offered = [
  'interaction.CALL_ID',
  'interaction.SUMMARY',
  'ticketId',
  'ticketUrl',
  'customerId',
  'env.CRM_URL',
].map((name) => ({ name }));

describe('what was meant by an unknown name', () => {
  it.each([
    ['ticketID', 'ticketId'],
    ['ticketNumber', 'ticketId'],
    ['custmerId', 'customerId'],
    ['interaction.SUMARY', 'interaction.SUMMARY'],
    ['CRM_URI', 'env.CRM_URL'],
    ['zzz', undefined],
    ['x', undefined],
  ])('%s was %s', (unknown, name) => {
    expect(suggestName(unknown, offered)).toBe(name);
  });

  it('counts the letters that differ', () => {
    expect([editDistance('', 'abc'), editDistance('kitten', 'sitting'), editDistance('same', 'same')]).toEqual([
      3, 3, 0,
    ]);
  });
});
