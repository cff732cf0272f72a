import { readRunListSearch, runFilterOf } from './run-list-search.ts';
import { runViews, viewOf } from './run-views.ts';

describe('filters of the list of runs', () => {
  it('are read from a link; what is odd is passed over', () => {
    expect(
      readRunListSearch({
        status: ['FAILED', 'NO_SUCH'],
        action: 7,
        externalId: 48213,
        range: '2h',
        from: 'never',
        live: 'off',
      }),
    ).toEqual({ status: ['FAILED'], action: '7', externalId: '48213', live: 'off' });
  });

  it('take one status as well as a list', () => {
    expect(readRunListSearch({ status: 'WAITING' })).toEqual({ status: ['WAITING'] });
  });

  it('tell the registry a range as its begin, on a full minute', () => {
    const now = new Date('2026-11-20T12:00:31.500Z');
    expect(runFilterOf({ range: '24h', action: 'a', call: 'c-1' }, now)).toEqual({
      actionId: 'a',
      callId: 'c-1',
      from: '2026-11-19T12:00:00.000Z',
    });
  });

  it('keep a fixed time', () => {
    const filter = runFilterOf({ from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T11:00:00.000Z' }, new Date());
    expect(filter).toEqual({ from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T11:00:00.000Z' });
  });

  it.each(runViews)('are the view $name when they are exactly its own, live or not', ({ name, search }) => {
    expect(viewOf(readRunListSearch({ ...search, live: 'off' }))?.name).toBe(name);
  });

  it('are no view when anything is added', () => {
    expect(viewOf({ status: ['FAILED'], range: '24h', agent: 'x' })).toBeUndefined();
  });
});
