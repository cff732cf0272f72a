import { formatLogLine, matters, readLogLine } from './log-lines.ts';

const plain = (_: string, text: string): string => text;
const format = (text: string): string => formatLogLine('executor', readLogLine(text), plain);
const time = new Date('2026-11-20T12:00:01.250Z');
const clock = time.toTimeString().slice(0, 8);

describe('log lines', () => {
  it('become readable', () => {
    const line = {
      level: 'info',
      time: time.toISOString(),
      service: 'executor',
      port: 4010,
      what: 'HTTP door',
      msg: 'listening',
    };
    expect(format(JSON.stringify(line))).toBe(`[executor] ${clock} listening port=4010 what="HTTP door"`);
  });

  it('let warnings and errors stand out, with what the error says and without its stack', () => {
    const error = { name: 'Fault', code: 'VAULT_UNAVAILABLE', message: 'the vault did not answer', stack: 'at …' };
    const line = { level: 'error', time: time.toISOString(), service: 'executor', error, msg: 'run parked' };
    expect(format(JSON.stringify(line))).toBe(
      `[executor] ${clock} ERROR run parked error="VAULT_UNAVAILABLE: the vault did not answer"`,
    );
    expect(format(JSON.stringify({ level: 'warn', time: time.toISOString(), msg: 'slow' }))).toBe(
      `[executor] ${clock} WARN slow`,
    );
  });

  it.each(['    at main.js:1:1', '{"half":', '[1]', '{"no":"message"}'])(
    'show %s as it stands, as a warning',
    (text) => {
      const line = readLogLine(text);
      expect(line).toMatchObject({ level: 'warn', message: text, facts: {} });
    },
  );

  it('are shortened where a fact is long', () => {
    expect(format(JSON.stringify({ level: 'info', body: 'x'.repeat(1000), msg: 'big' })).length).toBeLessThan(350);
  });

  it('matter from a level on', () => {
    expect([matters('info', 'warn'), matters('warn', 'warn'), matters('error', 'warn')]).toEqual([false, true, true]);
  });
});
