import { checkFlow } from '@aftercall/flow-model';
import { aRequest, drawFlow } from '../../testing/draw-flow.ts';
import { isSameJsonText, storedJson } from './body-text.ts';

const codes = (text: string): string[] => {
  const json = storedJson(text);
  const flow = drawFlow(
    [aRequest('a', { method: 'POST', body: { type: 'json', ...(json === undefined ? {} : { json }) } })],
    'start -> a',
  );
  return checkFlow(flow, {}).map(({ code }) => code);
};

describe('a JSON body that is being typed', () => {
  it('is kept as a tree as soon as it is one', () => {
    expect(storedJson('{ "a": {{x}} }')).toEqual({ a: '{{x}}' });
    expect(storedJson('{{interaction.TURNS}}')).toBe('{{interaction.TURNS}}');
  });

  it.each(['{ "a": ', '[1, 2', '', 'hello', '{ "a": {{x}'])('cannot be published while it is %j', (text) => {
    expect(codes(text)).toContain('E_JSON_BODY');
  });

  it('can be published once it is mended', () => {
    expect(codes('{ "a": 1 }')).not.toContain('E_JSON_BODY');
  });

  it('stays as it was typed as long as it says what is kept', () => {
    expect(isSameJsonText('{"a":   1}', { a: 1 })).toBe(true);
    expect(isSameJsonText('{ "a": ', '{ "a": ')).toBe(true);
    expect(isSameJsonText('{"a":1}', { a: 2 })).toBe(false);
    expect(isSameJsonText(undefined, undefined)).toBe(false);
  });
});
