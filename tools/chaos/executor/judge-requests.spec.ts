import { createHash } from 'node:crypto';
import type { ProcessLife } from './fleet.ts';
import type { RequestRule } from './flows.ts';
import { judgeRequests } from './judge-requests.ts';
import { aFact, aReceived, aRunRecord } from './testing/evidence.ts';
import type { FactRecord } from './ledger-record.ts';
import type { Received } from './unruly-target.ts';

const repeat: RequestRule = { inDoubt: 'repeat', isDeclaredIdempotent: false };
const key = createHash('sha256')
  .update(JSON.stringify(['aftercall-key-1', 'default', 'action', 'c-1', 'call.ended', 'ticket', [], 0]))
  .digest('hex');

const attempt = (atMs: number, number: number, status: string): FactRecord =>
  aFact({ kind: 'attempt', atMs, number, status });
const step = (atMs: number): FactRecord => aFact({ kind: 'step', atMs, status: 'SUCCEEDED' });
const sent = (atMs: number, over: Partial<Received> = {}): Received =>
  aReceived({ atMs, key, answered: { status: 201, atMs: atMs + 1 }, ...over });

function judge(facts: FactRecord[], received: Received[], over: { rule?: RequestRule; lives?: ProcessLife[] } = {}) {
  const { rule = repeat, lives = [] } = over;
  return judgeRequests({ run: aRunRecord({ facts }), node: 'ticket', rule, received, lives });
}

const rulesIn = (...args: Parameters<typeof judge>): string[] => judge(...args).findings.map(({ rule }) => rule);

describe('the comparison of what was sent with what may be sent', () => {
  it('finds nothing wrong with a request that was answered and stored', () => {
    const judged = judge([attempt(20, 1, 'SUCCEEDED'), step(20)], [sent(10)]);
    expect(judged).toEqual({ requests: 1, refused: 0, inDoubt: 0, declared: 0, findings: [] });
  });

  it('counts repetitions by their reason', () => {
    const facts = [attempt(20, 1, 'FAILED'), attempt(40, 2, 'IN_DOUBT'), attempt(60, 3, 'SUCCEEDED'), step(60)];
    const judged = judge(facts, [sent(10, { answered: { status: 503, atMs: 11 } }), sent(30), sent(50)]);
    expect(judged).toMatchObject({ requests: 3, refused: 1, inDoubt: 1, declared: 0, findings: [] });
  });

  it('names a repetition that nobody reported, unless its author declared the request idempotent', () => {
    const facts = [attempt(60, 1, 'SUCCEEDED'), step(60)];
    expect(rulesIn(facts, [sent(10), sent(50)])).toEqual(['UNREPORTED']);
    const declared = { rule: { ...repeat, isDeclaredIdempotent: true } };
    expect(judge(facts, [sent(10), sent(50)], declared)).toMatchObject({ declared: 1, findings: [] });
  });

  it('does not take the last attempt for the reason of a repetition', () => {
    const facts = [attempt(60, 1, 'IN_DOUBT'), aFact({ kind: 'review', atMs: 60 })];
    expect(rulesIn(facts, [sent(10), sent(50)])).toEqual(['UNREPORTED']);
  });

  it('names a request after its answer was stored, and tells one of a process that stood still apart', () => {
    const facts = [attempt(20, 1, 'IN_DOUBT'), attempt(60, 2, 'SUCCEEDED'), step(60)];
    const late = [sent(50), sent(9000, { sentBy: 7 })];
    expect(rulesIn(facts, late)).toEqual(['AFTER_ANSWER']);
    const life = (stops: ProcessLife['stops']): ProcessLife => ({ pid: 7, startedAtMs: 0, stops });
    const isExcused = (stops: ProcessLife['stops']) =>
      judge(facts, late, { lives: [life(stops)] }).findings[0]?.isOfStoppedProcess;
    expect(isExcused([{ fromMs: 15, toMs: 8990 }])).toBe(true);
    expect(isExcused([{ fromMs: 15, toMs: 50 }])).toBe(false); // it went on before the answer was stored
    expect(isExcused([{ fromMs: 15, toMs: 6000 }])).toBe(false); // and long before the request
    expect(
      judge(facts, late, { lives: [{ ...life([{ fromMs: 15, toMs: 8990 }]), pid: 8 }] }).findings[0]
        ?.isOfStoppedProcess,
    ).toBe(false);
  });

  it('names a request after the run was cancelled, or had ended', () => {
    const cancelled = [attempt(20, 1, 'FAILED'), aFact({ kind: 'cancelled', node: null, atMs: 30 })];
    expect(rulesIn(cancelled, [sent(10), sent(50)])).toContain('AFTER_END');
    const run = aRunRecord({ facts: [attempt(20, 1, 'FAILED')], endedAtMs: 30 });
    const judged = judgeRequests({ run, node: 'ticket', rule: repeat, received: [sent(10), sent(50)], lives: [] });
    expect(judged.findings.map(({ rule }) => rule)).toContain('AFTER_END');
  });

  it('names a request before its time', () => {
    const facts = [
      attempt(20, 1, 'FAILED'),
      aFact({ kind: 'waiting', atMs: 20, untilMs: 1000 }),
      attempt(1100, 2, 'SUCCEEDED'),
      step(1100),
    ];
    expect(rulesIn(facts, [sent(10), sent(900)])).toEqual(['EARLY']);
    expect(rulesIn(facts, [sent(10), sent(1000)])).toEqual([]);
  });

  it('names a request that comes before the end of a Retry-After that was stored', () => {
    const throttled = sent(10, { answered: { status: 429, atMs: 11 }, retryAfterMs: 1000 });
    const facts = [attempt(20, 1, 'FAILED'), attempt(1100, 2, 'SUCCEEDED'), step(1100)];
    expect(rulesIn(facts, [throttled, sent(900)])).toEqual(['EARLY']);
    expect(rulesIn(facts, [throttled, sent(1011)])).toEqual([]);
    const lost = [attempt(20, 1, 'IN_DOUBT'), attempt(1100, 2, 'SUCCEEDED'), step(1100)];
    expect(rulesIn(lost, [throttled, sent(900)])).toEqual([]); // the executor died with the answer
  });

  it('names what only a person or the target may decide, when somebody else did', () => {
    const doubted = [attempt(20, 1, 'IN_DOUBT'), attempt(60, 2, 'SUCCEEDED'), step(60)];
    const review = { rule: { ...repeat, inDoubt: 'review' as const } };
    expect(rulesIn(doubted, [sent(10), sent(50)], review)).toEqual(['NOT_DECIDED']);
    const decided = [...doubted, aFact({ kind: 'resolved', atMs: 40, resolution: 'repeat' })];
    expect(rulesIn(decided, [sent(10), sent(50)], review)).toEqual([]);
    const lookup = { rule: { ...repeat, inDoubt: 'lookup' as const } };
    expect(rulesIn(doubted, [sent(10, { isCarriedOut: true }), sent(50, { isCarriedOut: true })], lookup)).toEqual([
      'DONE_TWICE',
    ]);
    expect(rulesIn(doubted, [sent(10), sent(50, { isCarriedOut: true })], lookup)).toEqual([]);
  });

  it('names an answer that was never given, and a key that is not its own', () => {
    const facts = [attempt(20, 1, 'SUCCEEDED'), step(20)];
    expect(rulesIn(facts, [aReceived({ atMs: 10, key })])).toEqual(['INVENTED']);
    expect(rulesIn(facts, [sent(10, { key: 'other' })])).toEqual(['KEY']);
  });
});
