import { whyNot } from './why-not.ts';

describe('why an action did not run', () => {
  it('leads to the Start that does not tick the outcome', () => {
    expect(whyNot({ code: 'OUTCOME_NOT_CHOSEN', message: 'completed only' }, 'a-1', 'transferred')).toEqual({
      because: 'outcome transferred is not ticked',
      place: { name: 'Open Start', to: '/actions/a-1/builder?node=start' },
    });
  });

  it('tells what the condition was', () => {
    const { because } = whyNot({ code: 'CONDITION_FALSE', message: 'DURATION > 60 with 12' }, 'a-1', 'completed');
    expect(because).toBe('its condition was false: DURATION > 60 with 12');
  });

  it('repeats what it does not know', () => {
    expect(whyNot({ code: 'SOMETHING_NEW', message: 'the moon was full' }, 'a-1', null).because).toBe(
      'the moon was full',
    );
  });

  it('leads nowhere when the action is gone', () => {
    expect(whyNot({ code: 'OUTCOME_NOT_CHOSEN', message: '' }, undefined, null)).toEqual({
      because: 'outcome unknown is not ticked',
      place: undefined,
    });
  });
});
