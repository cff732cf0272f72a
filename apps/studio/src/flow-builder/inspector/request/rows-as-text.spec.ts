import { readRows, writeRows } from './rows-as-text.ts';

describe('rows as text', () => {
  it('are one a line, and read back as they were', () => {
    const rows = [
      { name: 'X-Call', value: '{{interaction.CALL_ID}}' },
      { name: 'Time', value: '10:20=30' },
      { name: 'Empty', value: '' },
    ];
    expect(writeRows(rows)).toBe('X-Call: {{interaction.CALL_ID}}\nTime: 10:20=30\nEmpty: ');
    expect(readRows(writeRows(rows))).toEqual(rows);
  });

  it.each([
    ['a=b', [{ name: 'a', value: 'b' }]],
    [
      'alone\n\n  x :  y  ',
      [
        { name: 'alone', value: '' },
        { name: 'x', value: 'y' },
      ],
    ],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(readRows(text)).toEqual(rows);
  });
});
