import { previewWhen, type ConditionRows, type Scope } from '@aftercall/flow-model';
import { rowsToText, textToRows } from './condition-text.ts';

const scopes: Scope[] = [
  {
    interaction: { DISPOSITION: 'escalated', DURATION: 65, SUMMARY: 'wants a refund' },
    variables: { tier: 'gold', n: 3 },
  },
  { interaction: { DISPOSITION: 'resolved', DURATION: 5 }, variables: { tier: 'silver' } },
  { interaction: {}, variables: {} },
].map((one) => ({ steps: {}, env: {}, run: { id: 'r', startedAt: '' }, ...one }));
const holds = (when: string | ConditionRows): boolean[] =>
  scopes.map((scope) => {
    const shown = previewWhen(when, scope);
    if (!shown.ok) throw new Error(shown.problem);
    return shown.value;
  });

const rows: [ConditionRows, string][] = [
  [
    { all: [{ left: '{{interaction.DISPOSITION}}', op: '==', right: 'escalated' }] },
    '{{interaction.DISPOSITION}} == "escalated"',
  ],
  [
    {
      any: [
        { left: '{{interaction.DURATION}}', op: '>=', right: '30' },
        { left: '{{tier}}', op: '!=', right: 'gold' },
      ],
    },
    '{{interaction.DURATION}} >= 30 || {{tier}} != "gold"',
  ],
  [
    {
      all: [
        { left: '{{n}}', op: 'exists' },
        { left: '{{tier}}', op: 'not_exists' },
      ],
    },
    '{{n}} != null && {{tier}} == null',
  ],
  [
    { all: [{ left: '{{interaction.SUMMARY}}', op: 'contains', right: 'refund' }] },
    'contains({{interaction.SUMMARY}}, "refund")',
  ],
  [
    { all: [{ left: '{{interaction.SUMMARY}}', op: 'not_contains', right: 'a "b" && c' }] },
    String.raw`!contains({{interaction.SUMMARY}}, "a \"b\" && c")`,
  ],
  [{ all: [{ left: '{{tier}}', op: 'starts_with', right: 'go' }] }, 'startsWith({{tier}}, "go")'],
  [{ all: [{ left: '{{n}}', op: '<', right: 5 }] }, '{{n}} < 5'],
];

describe('conditions as rows and as text', () => {
  it.each(rows)('%j is %s', (given, text) => {
    expect(rowsToText(given)).toBe(text);
    expect(holds(given)).toEqual(holds(text));
  });

  it.each(rows)('%j is read back from its text', (given, text) => {
    const read = textToRows(text);
    expect(read).toBeDefined();
    expect(holds(read!)).toEqual(holds(given));
  });

  it.each([
    [
      'interaction.DISPOSITION == "escalated" && tier == \'gold\'',
      {
        all: [
          { left: '{{interaction.DISPOSITION}}', op: '==', right: 'escalated' },
          { left: '{{tier}}', op: '==', right: 'gold' },
        ],
      },
    ],
    [
      'interaction.SUMMARY.contains("x || y")',
      { all: [{ left: '{{interaction.SUMMARY}}', op: 'contains', right: 'x || y' }] },
    ],
    ['n == true', { all: [{ left: '{{n}}', op: '==', right: true }] }],
  ])('reads %s', (text, expected) => {
    expect(textToRows(text)).toEqual(expected);
  });

  it.each([
    'lower(tier) == "gold"',
    'a == "x" && b == "y" || c == "z"',
    '!done',
    'n + 1 > 2',
    '',
    'a == b',
    'n > null',
  ])('leaves %s as text', (text) => {
    expect(textToRows(text)).toBeUndefined();
  });

  it('leaves rows that no expression can hold as rows', () => {
    expect(rowsToText({ all: [{ left: 'x {{a}} y', op: '==', right: 'b' }] })).toBeUndefined();
    expect(rowsToText({ all: [] })).toBeUndefined();
  });
});
