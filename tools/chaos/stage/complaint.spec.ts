import { complaintOf } from './complaint.ts';

const entry = (level: string, msg: string, error?: object): string =>
  JSON.stringify({ level, service: 'executor', ...(error && { error }), msg });
const lengthy = { code: 'POSTGRES_UNAVAILABLE', stack: 'at somewhere\n'.repeat(200) };

describe('the worst that a service said', () => {
  it('says what happened, however long the why is', () => {
    const log = [entry('error', 'service could not start', lengthy), entry('info', 'service stopped'), ''].join('\n');
    expect(complaintOf(log)).toMatch(/^service could not start .*POSTGRES_UNAVAILABLE/);
    expect(complaintOf(log).length).toBe(600);
  });

  it('is an exception that nobody caught, whatever came after it', () => {
    const log = [entry('error', 'uncaught exception', lengthy), entry('warn', 'a lease was not given up')].join('\n');
    expect(complaintOf(log)).toMatch(/^uncaught exception /);
  });

  it('may be words of Node, or none', () => {
    expect(complaintOf('FATAL ERROR: heap out of memory\n')).toBe('FATAL ERROR: heap out of memory');
    expect(complaintOf(entry('info', 'service stopped'))).toBe('');
  });
});
