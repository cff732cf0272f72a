import fc from 'fast-check';
import type { Json } from '../document/json.ts';
import { aScope } from '../testing/a-scope.ts';
import { compileTemplate, compileTree, evaluateTemplate, renderText } from './template.ts';

const scope = aScope({
  interaction: { SUMMARY: 'He said "hi"\n{{name}}', TURNS: [{ role: 'agent' }] },
  variables: { name: 'Ada', count: 3, flag: false },
});

function evaluate(text: string): Json {
  const compiled = compileTemplate(text);
  if (!compiled.ok) throw new Error(compiled.problem);
  return evaluateTemplate(compiled.value, scope);
}

describe('templates', () => {
  it.each<[string, Json]>([
    ['', ''],
    ['plain', 'plain'],
    ['Hello {{name}}, {{ count }} times', 'Hello Ada, 3 times'],
    ['{{count}}', 3],
    ['{{interaction.TURNS}}', [{ role: 'agent' }]],
    [' {{count}}', ' 3'],
    ['{{count}}{{count}}', '33'],
    ['turns: {{interaction.TURNS}}', 'turns: [{"role":"agent"}]'],
    ['[{{missing}}]', '[]'],
    ['{{missing}}', null],
    ['Dear {{missing|customer}}', 'Dear customer'],
    ['{{ {"a": {"b": name}} }}', { a: { b: 'Ada' } }],
    ['{{"}}"}} and {{"{{"}}', '}} and {{'],
    ['a }} b', 'a }} b'],
    ['{ "x": {{count}} }', '{ "x": 3 }'],
    ['{{interaction.SUMMARY}}!', 'He said "hi"\n{{name}}!'],
  ])('%j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });

  it.each(['{{', 'a {{name', '{{}}', '{{ }}', '{{name b}}', '{{"}}', '{{name}'])('refuses %j', (text) => {
    expect(compileTemplate(text).ok).toBe(false);
  });

  it('gives text wherever text is asked for', () => {
    const compiled = compileTemplate('{{count}}');
    expect(compiled.ok && renderText(compiled.value, scope)).toBe('3');
  });

  it('reads any text, or says why not, without an error', () => {
    const pieces = fc.array(
      fc.constantFrom('{{', '}}', '{', '}', '"', "'", '\\', '|', '||', 'name', ' ', '(', ')', 'x'),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const compiled = compileTemplate(parts.join(''));
        if (compiled.ok) evaluateTemplate(compiled.value, scope);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('JSON trees', () => {
  it('fills strings at any depth and leaves names and other values alone', () => {
    const tree = compileTree({
      '{{name}}': '{{name}}',
      list: [1, null, true, { deep: '{{count}} of {{count}}' }],
      n: '{{count}}',
    });
    expect(tree(scope)).toEqual({ '{{name}}': 'Ada', list: [1, null, true, { deep: '3 of 3' }], n: 3 });
  });

  it('keeps its shape whatever the values are', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        const tree = compileTree({ a: '{{text}}', b: 'x {{text}} y', c: '{{value}}', d: 'end' });
        const body = JSON.parse(JSON.stringify(tree(aScope({ variables: { text, value: value as Json } })))) as unknown;
        expect(body).toEqual({ a: text, b: `x ${text} y`, c: JSON.parse(JSON.stringify(value)) as unknown, d: 'end' });
      }),
    );
  });

  it('keeps a member called __proto__ as data', () => {
    const tree = compileTree(JSON.parse('{"__proto__": {"admin": "{{name}}"}}') as Json);
    expect(JSON.stringify(tree(scope))).toBe('{"__proto__":{"admin":"Ada"}}');
  });
});
