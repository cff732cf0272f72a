import { defineFaults, isFault } from './define-faults.ts';

const { table, fault } = defineFaults({
  VAULT_UNAVAILABLE: { retryable: true, says: 'the vault did not answer' },
});

describe('defineFaults', () => {
  it('makes faults that carry their row, the facts and the cause', () => {
    const cause = new Error('connect ECONNREFUSED');
    const made = fault('VAULT_UNAVAILABLE', { waitedMs: 5 }, cause);
    expect(made).toMatchObject({ code: 'VAULT_UNAVAILABLE', retryable: true, facts: { waitedMs: 5 }, cause });
    expect(made.message).toBe(table.VAULT_UNAVAILABLE.says);
    expect(isFault(made)).toBe(true);
  });

  it('tells other errors apart', () => {
    expect(isFault(Object.assign(new Error('x'), { code: 'VAULT_UNAVAILABLE' }))).toBe(false);
  });

  it('makes no fault that is not in the table', () => {
    // @ts-expect-error -- the code has no row
    expect(() => fault('NO_SUCH_ROW')).toThrow(TypeError);
  });
});
