import { includesRole, roleWord } from './viewer.ts';

describe('roles', () => {
  it('include those before them', () => {
    expect(includesRole('PUBLISHER', 'EDITOR')).toBe(true);
    expect(includesRole('EDITOR', 'EDITOR')).toBe(true);
    expect(includesRole('EDITOR', 'PUBLISHER')).toBe(false);
    expect(includesRole('SENDER', 'VIEWER')).toBe(false);
  });

  it('read as words', () => {
    expect(roleWord('PUBLISHER')).toBe('Publisher');
  });
});
