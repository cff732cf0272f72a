import { gzipSync } from 'node:zlib';
import type { NoAnswerCode, NotSentCode, TargetOutcome } from './http-target.ts';
import { healthOf, judgeResponse, readRetryAfter } from './judge-response.ts';
import { secretStriker, STRUCK } from './redact-secrets.ts';

const now = new Date('2026-11-20T09:00:00Z');
const facts = { startedAt: now, durationMs: 12, request: null };
const is2xx = (status: number): boolean => status >= 200 && status < 300;

type Headers = [string, string][];
const jsonType: Headers = [['content-type', 'application/json; charset=utf-8']];

function answer(status: number, headers: Headers, body: string | Buffer, isTruncated = false): TargetOutcome {
  return { kind: 'answered', status, headers, body: Buffer.from(body), isTruncated, durationMs: 12 };
}

function judge(outcome: TargetOutcome, secrets: string[] = []) {
  return judgeResponse(outcome, facts, { isSuccess: is2xx, striker: secretStriker(secrets), now });
}

function bodyOf(headers: Headers, body: string | Buffer, isTruncated = false) {
  const outcome = judge(answer(200, headers, body, isTruncated));
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return { stored: outcome.response, read: outcome.answer };
}

describe('judgeResponse', () => {
  it('tells success, what may be tried again and what may not', () => {
    expect(judge(answer(201, [], ''))).toMatchObject({ kind: 'answered', isSuccess: true, isRetryable: false });
    expect(judge(answer(503, [], ''))).toMatchObject({ kind: 'answered', isSuccess: false, isRetryable: true });
    expect(judge(answer(429, [], ''))).toMatchObject({ isSuccess: false, isRetryable: true });
    expect(judge(answer(409, [], ''))).toMatchObject({ isSuccess: false, isRetryable: false });
    expect(judge(answer(302, [], ''))).toMatchObject({ isSuccess: false, isRetryable: false });
  });

  it('follows the step’s own list of successes', () => {
    const judgement = { isSuccess: (status: number) => status === 404, striker: secretStriker([]), now };
    expect(judgeResponse(answer(404, [], ''), facts, judgement)).toMatchObject({ isSuccess: true });
    expect(judgeResponse(answer(200, [], ''), facts, judgement)).toMatchObject({ isSuccess: false });
  });

  it('keeps every digit of a long id, in what is mapped and in what is stored', () => {
    const { read, stored } = bodyOf(jsonType, '{"id":12345678901234567890,"n":1.5}');
    expect(read.body).toEqual({ id: '12345678901234567890', n: 1.5 });
    expect(stored.body).toEqual({ id: '12345678901234567890', n: 1.5 });
  });

  it('reads JSON by its type, and objects and lists whatever their type', () => {
    expect(bodyOf(jsonType, '{"id":"T-1"}').read).toMatchObject({ body: { id: 'T-1' } });
    expect(bodyOf([['content-type', 'application/problem+json']], '3').read.body).toBe(3);
    expect(bodyOf([['content-type', 'text/plain']], ' [1,2]').read.body).toEqual([1, 2]);
    expect(bodyOf([], '{"a":1}').stored.body).toEqual({ a: 1 });
    expect(bodyOf(jsonType, '\uFEFF{"a":1}').read.body).toEqual({ a: 1 });
  });

  it('reads anything else as text', () => {
    expect(bodyOf([['content-type', 'text/html']], '<p>hi').read).toMatchObject({ body: '<p>hi' });
    expect(bodyOf([['content-type', 'text/plain']], '42').read.body).toBe('42');
    expect(bodyOf([['content-type', 'text/plain']], '{not json').read.bodyProblem).toBeUndefined();
    const latin = bodyOf([['content-type', 'text/plain; charset=iso-8859-1']], Buffer.from([0xe9]));
    expect(latin.read.body).toBe('é');
  });

  it('has no body where there is none', () => {
    const { stored, read } = bodyOf(jsonType, '');
    expect(read.body).toBeUndefined();
    expect(read.bodyProblem).toBeUndefined();
    expect(stored).toMatchObject({ body: null, bodyBytes: 0, isTruncated: false });
  });

  it('says why a body cannot be read, and keeps what can be shown', () => {
    const broken = bodyOf(jsonType, '{"id":');
    expect(broken.read).toMatchObject({ body: undefined, bodyProblem: expect.stringContaining('not JSON') });
    expect(broken.stored.body).toBe('{"id":');
    const cut = bodyOf(jsonType, '{"id":"T-1","more":', true);
    expect(cut.read.bodyProblem).toContain('was cut');
    expect(cut.stored).toMatchObject({ isTruncated: true, body: '{"id":"T-1","more":' });
    const deep = bodyOf(jsonType, `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(deep.read.bodyProblem).toContain('nested deeper');
    expect(typeof deep.stored.body).toBe('string');
  });

  it('keeps 64 KB of an answer that was cut', () => {
    const { stored } = bodyOf([['content-type', 'text/plain']], 'x'.repeat(1_000_000), true);
    expect(stored.body).toHaveLength(65_536);
    expect(stored.bodyBytes).toBe(1_000_000);
  });

  it('unpacks what a server packed unasked, within bounds', () => {
    expect(bodyOf([...jsonType, ['content-encoding', 'gzip']], gzipSync('{"a":1}')).read.body).toEqual({ a: 1 });
    const bomb = bodyOf([...jsonType, ['content-encoding', 'gzip']], gzipSync(Buffer.alloc(11 * 1024 * 1024)));
    expect(bomb.read).toMatchObject({ body: undefined, bodyProblem: expect.stringContaining('unpacked') });
    expect(bodyOf([['content-encoding', 'zstd']], 'xx').read.bodyProblem).toContain('zstd');
  });

  it('replaces characters that cannot be stored', () => {
    expect(bodyOf(jsonType, '{"a\\u0000":"b\\ud800"}').stored.body).toEqual({ 'a\uFFFD': 'b\uFFFD' });
    expect(bodyOf([['content-type', 'text/plain']], 'a\u0000b').stored.body).toBe('a\uFFFDb');
  });

  it('writes header names small and joins repeated ones', () => {
    const headers: Headers = [
      ['Set-Cookie', 'a=1'],
      ['x-a', '1'],
      ['set-cookie', 'b=2'],
    ];
    const { stored, read } = bodyOf(headers, '');
    expect(stored.headers).toEqual([
      ['set-cookie', 'a=1, b=2'],
      ['x-a', '1'],
    ]);
    expect(read.headers).toEqual({ 'set-cookie': 'a=1, b=2', 'x-a': '1' });
  });

  it('strikes secrets that a target echoes, from what is stored and from what a mapping reads', () => {
    const body = JSON.stringify({ token: 'topsecret', note: Buffer.from('x:topsecret').toString('base64') });
    const outcome = judge(answer(200, [...jsonType, ['x-echo', 'Bearer topsecret']], body), ['topsecret']);
    expect(JSON.stringify(outcome)).not.toMatch(/topsecret|b3BzZWNyZX/);
    expect(outcome).toMatchObject({
      response: { body: { token: STRUCK } },
      answer: { body: { token: STRUCK }, headers: { 'x-echo': `Bearer ${STRUCK}` } },
    });
    const failed: TargetOutcome = { kind: 'no-answer', code: 'RESET', message: 'at topsecret', durationMs: 1 };
    expect(judge(failed, ['topsecret'])).toMatchObject({ cause: { message: `at ${STRUCK}` } });
  });

  it.each<[NotSentCode, object]>([
    ['DNS_FAILED', { kind: 'not-sent', isCounted: true }],
    ['CONNECT_FAILED', { kind: 'not-sent', isCounted: true }],
    ['CONNECT_TIMEOUT', { kind: 'not-sent', isCounted: true }],
    ['TLS_FAILED', { kind: 'not-sent', isCounted: true }],
    ['INTERRUPTED', { kind: 'not-sent', isCounted: false }],
    ['NOT_OURS', { kind: 'not-sent', isCounted: false }],
    ['EGRESS_BLOCKED', { kind: 'impossible' }],
    ['URL_INVALID', { kind: 'impossible' }],
  ])('takes %s for %o', (code, expected) => {
    const outcome = judge({ kind: 'not-sent', code, message: 'why', durationMs: 1 });
    expect(outcome).toMatchObject({ ...expected, cause: { code, message: 'why' } });
  });

  it.each<NoAnswerCode>(['TIMEOUT', 'RESET', 'BODY_CUT', 'INTERRUPTED'])('takes %s for a doubt', (code) => {
    expect(judge({ kind: 'no-answer', code, message: 'why', durationMs: 1 })).toMatchObject({
      kind: 'in-doubt',
      cause: { code },
    });
  });
});

describe('readRetryAfter', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Fri, 20 Nov 2026 09:00:30 GMT', 30_000],
    ['Friday, 20-Nov-26 09:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 08:00:00 GMT', 0],
  ])('reads %s', (value, ms) => {
    expect(readRetryAfter(value, now)).toBe(ms);
  });

  it.each(['', '-5', '1.5', 'soon', '5 minutes'])('ignores %j', (value) => {
    expect(readRetryAfter(value, now)).toBeUndefined();
  });
});

describe('healthOf', () => {
  const ended = (kind: 'not-sent' | 'no-answer', code: string): TargetOutcome =>
    ({ kind, code, message: '', durationMs: 1 }) as TargetOutcome;

  it.each([
    ['a success', answer(200, [], ''), 'good'],
    ['a refusal', answer(404, [], ''), 'good'],
    ['a failure', answer(500, [], ''), 'bad'],
    ['throttling', answer(429, [], ''), 'bad'],
    ['a slow success', { ...answer(200, [], ''), durationMs: 30_000 }, 'bad'],
    ['a timeout', ended('no-answer', 'TIMEOUT'), 'bad'],
    ['a refused connection', ended('not-sent', 'CONNECT_FAILED'), 'bad'],
    ['what we cut off', ended('no-answer', 'INTERRUPTED'), 'none'],
    ['what the guard stopped', ended('not-sent', 'EGRESS_BLOCKED'), 'none'],
    ['what was not ours to send', ended('not-sent', 'NOT_OURS'), 'none'],
  ] as const)('takes %s for %s', (_, outcome, health) => {
    expect(healthOf(outcome, is2xx)).toBe(health);
  });

  it('takes a 503 that the author calls a success for good', () => {
    expect(healthOf(answer(503, [], ''), (status) => status === 503)).toBe('good');
  });
});
