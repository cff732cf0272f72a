import { Secret } from '../config/secret.ts';
import { createLogger } from './logger.ts';
import type { LogFacts, LogLevel } from './logger.ts';

function logged(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = createLogger({ service: 'executor', level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) };
}

function loggedFacts(facts: LogFacts) {
  const { log, last } = logged();
  log.info(facts, 'x');
  return last();
}

describe('createLogger', () => {
  it('writes one JSON line per event, with level, time, service, facts and message', () => {
    const { log, lines, last } = logged();
    log.child({ runId: 'r1' }).warn({ attempt: 2 }, 'attempt failed\nbadly');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(last()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'executor',
      runId: 'r1',
      attempt: 2,
      msg: 'attempt failed\nbadly',
    });
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logged('warn');
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['c', 'd']);
  });

  it('strikes secrets by type, by name at any depth, in header pairs and in URLs', () => {
    const { lines, log } = logged();
    log.child({ token: 'hunter2' }).info(
      {
        key: new Secret('hunter2'),
        request: { headers: { Authorization: 'Bearer hunter2', 'Set-Cookie': ['hunter2'], Accept: 'text/plain' } },
        pairs: [
          ['X-Api-Key', 'hunter2'],
          ['Accept', 'text/plain'],
        ],
        profile: { client_secret: 'hunter2', PassWord: 'hunter2' },
        target: 'postgres://user:hunter2@host/db',
        error: new Error('cannot reach https://u:hunter2@host/x'),
      },
      'sent',
    );
    expect(lines[0]).not.toContain('hunter2');
    expect(lines[0]!.match(/text\/plain/g)).toHaveLength(2);
    expect(lines[0]).toContain('https://[secret]@host/x');
  });

  it('keeps what only sounds like a secret', () => {
    const facts = { tokenCount: 3, secretName: 'desk', keys: 2, url: 'https://host/a@b', mail: 'a@b.example' };
    expect(loggedFacts(facts)).toMatchObject(facts);
  });

  it('writes errors with code, facts, stack and cause', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const error = Object.assign(new Error('no answer', { cause }), {
      code: 'VAULT_UNAVAILABLE',
      facts: { waitedMs: 3 },
    });
    expect(loggedFacts({ error }).error).toMatchObject({
      name: 'Error',
      code: 'VAULT_UNAVAILABLE',
      message: 'no answer',
      facts: { waitedMs: 3 },
      stack: expect.stringContaining('logger.spec'),
      cause: { code: 'ECONNREFUSED', message: 'refused' },
    });
  });

  it('survives cycles, big integers and bytes', () => {
    const cycle: Record<string, unknown> = { big: 2n ** 70n, bytes: Buffer.from('hunter2') };
    cycle['self'] = cycle;
    expect(loggedFacts({ cycle }).cycle).toMatchObject({ big: '1180591620717411303424', bytes: '[7 bytes]' });
  });
});
