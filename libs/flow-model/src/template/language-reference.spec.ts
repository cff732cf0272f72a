import { aScope } from '../testing/a-scope.ts';
import { compileCondition } from './expression.ts';
import { describeDatePatterns, describeFunctions, LANGUAGE_EXAMPLES } from './language-reference.ts';
import { compileTemplate, evaluateTemplate } from './template.ts';

const { interaction, variables } = structuredClone(LANGUAGE_EXAMPLES.scope) as never;
const scope = aScope({ interaction, variables });

describe('what the reference says', () => {
  it.each(LANGUAGE_EXAMPLES.conditions)('%s is %s', (source, holds) => {
    const compiled = compileCondition(source);
    expect(compiled.ok && compiled.value.holds(scope)).toBe(holds);
    expect(compiled.ok).toBe(true);
  });

  it.each(LANGUAGE_EXAMPLES.templates)('%s gives %j', (source, value) => {
    const compiled = compileTemplate(source);
    expect(compiled.ok && evaluateTemplate(compiled.value, scope)).toEqual(value);
  });

  it('lists every function and every part of a date pattern', () => {
    expect(describeFunctions().map(({ signature }) => signature)).toContain('truncate(text, length, ending?)');
    expect(describeDatePatterns().map(({ letters }) => letters)).toContain('yyyy');
  });
});
