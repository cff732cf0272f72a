import { findNameProblem, MAX_OWN_VIEWS, readViews, useOwnViews } from './own-views.ts';

const view = (name: string) => ({ name, search: { agent: 'agent-billing' } });

describe('own views', () => {
  beforeEach(() => {
    localStorage.clear();
    useOwnViews.setState({ views: [] });
  });

  it('are kept in the browser without what is no filter, and removed by name', () => {
    useOwnViews.getState().save({ name: ' Billing ', search: { agent: 'agent-billing', live: 'off' } });
    expect(useOwnViews.getState().views).toEqual([view('Billing')]);
    expect(readViews(localStorage.getItem('aftercall.run-views'))).toEqual([view('Billing')]);
    useOwnViews.getState().remove('Billing');
    expect(readViews(localStorage.getItem('aftercall.run-views'))).toEqual([]);
  });

  it.each([
    ['  ', 'Name is required'],
    ['a'.repeat(25), 'At most 24 characters'],
    ['failed TODAY', 'Another view has this name'],
    ['billing', 'Another view has this name'],
    ['Outages', undefined],
  ])('name %j: %s', (name, problem) => {
    expect(findNameProblem(name, [view('Billing')])).toBe(problem);
  });

  it('are no more than can be found again', () => {
    const many = Array.from({ length: MAX_OWN_VIEWS }, (_, index) => view(`View ${String(index)}`));
    expect(findNameProblem('One more', many)).toMatch(/remove one first/);
    expect(readViews(JSON.stringify([...many, view('One more')]))).toHaveLength(MAX_OWN_VIEWS);
  });

  it.each([null, 'no JSON', '{}', '[{"name":1}]'])('that cannot be read (%j) are none', (text) => {
    expect(readViews(text)).toEqual([]);
  });

  it('pass over filters that this release does not know', () => {
    expect(readViews('[{"name":"Old","search":{"status":["FAILED","GONE"],"colour":"red"}}]')).toEqual([
      { name: 'Old', search: { status: ['FAILED'] } },
    ]);
  });
});
