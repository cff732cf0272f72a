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

  it.each(['uncaught exception', 'service could not start'])('is "%s", whatever came after it', (words) => {
    const log = [entry('error', words, lengthy), entry('warn', 'the balance could not be taken')].join('\n');
    expect(complaintOf(log)).toMatch(new RegExp(`^${words} `));
  });

  it('may be words of Node, or none', () => {
    expect(complaintOf('FATAL ERROR: heap out of memory\n')).toBe('FATAL ERROR: heap out of memory');
    expect(complaintOf(entry('info', 'service stopped'))).toBe('');
  });
});
