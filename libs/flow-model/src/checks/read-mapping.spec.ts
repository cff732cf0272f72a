import { readMapping } from './read-mapping.ts';

const answer = { status: 201, headers: {}, body: { id: 7, items: [1, 2] } };

describe('a mapping that stands in no document', () => {
  it('reads answers as one of a document does', () => {
    const reading = readMapping([{ variable: 'ticketId', path: 'id', type: 'string', externalId: true }]);
    expect(reading.ok && reading.map(answer)).toEqual({
      variables: { ticketId: '7' },
      externalIds: [{ name: 'ticketId', value: '7' }],
      problems: [],
    });
  });

  it.each([
    ['no list', {}, ''],
    ['an unknown member', [{ variable: 'a', path: '$.a', nullable: true }], '0: '],
    ['a row without a variable', [{ path: '$.a' }], '0: variable is empty'],
    [
      'a path that is none',
      [
        { variable: 'a', path: '$.a' },
        { variable: 'b', path: '$[' },
      ],
      '1: ',
    ],
    ['several values for a text', [{ variable: 'a', path: '$.items[*]', type: 'string' }], '0: it may find several'],
  ])('refuses %s and says where', (_what, rows, problem) => {
    expect(readMapping(rows)).toEqual({ ok: false, problem: expect.stringContaining(problem) as unknown });
  });
});
