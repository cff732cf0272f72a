import { markCondition, markTemplates } from './template-marks.ts';

const names = (text: string) =>
  markTemplates(text).flatMap((mark) =>
    mark.names.map(({ range, path }) => [text.slice(range.from, range.to), path.join('/')]),
  );

describe('marking templates', () => {
  it('finds each template and the names in it, where they stand', () => {
    const text = 'Call {{interaction.CALL_ID}} by {{ upper(name|"x") }}{{steps["a-b"].response.body.id}}';
    expect(markTemplates(text).map(({ range }) => text.slice(range.from, range.to))).toEqual([
      '{{interaction.CALL_ID}}',
      '{{ upper(name|"x") }}',
      '{{steps["a-b"].response.body.id}}',
    ]);
    expect(names('Call {{interaction.CALL_ID}} {{name|there}}')).toEqual([
      ['interaction.CALL_ID', 'interaction/CALL_ID'],
      ['name', 'variables/name'],
    ]);
  });

  it.each([
    ['{{', 'never closed'],
    ['{{}}', 'nothing between'],
    ['{{a b}}', ''],
  ])('says of %s why it cannot be read', (text, problem) => {
    const [mark] = markTemplates(text);
    expect(mark?.problem).toContain(problem);
    expect(mark?.range).toEqual({ from: 0, to: text.length });
  });

  it('marks nothing in a text without templates, and a lone }} is text', () => {
    expect(markTemplates('a }} b { c')).toEqual([]);
  });

  it('finds the names of a condition with and without braces', () => {
    const text = '{{interaction.DISPOSITION}} == "escalated" && visits > 2';
    expect(markCondition(text).names.map(({ range }) => text.slice(range.from, range.to))).toEqual([
      'interaction.DISPOSITION',
      'visits',
    ]);
    expect(markCondition('a ==').problem).toBeDefined();
  });
});
