import { variableChanges } from './variable-changes.ts';

describe('what a step did to the variables', () => {
  it('shows changes first, then what stayed, each by name', () => {
    const before = { b: 1, a: { x: 1 }, gone: null, same: [1] };
    const after = { b: 2, a: { x: 1 }, made: 'T-1', same: [1] };
    expect(variableChanges(before, after).map(({ name, change }) => `${name} ${change}`.trim())).toEqual([
      'b Changed',
      'gone Removed',
      'made Added',
      'a',
      'same',
    ]);
  });

  it('tells a variable that became null from one that is not there', () => {
    expect(variableChanges({}, { x: null })).toEqual([{ name: 'x', change: 'Added', before: undefined, after: null }]);
  });

  it('reads odd records as empty', () => {
    expect(variableChanges(null, 'x')).toEqual([]);
  });
});
