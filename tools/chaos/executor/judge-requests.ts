import { createHash } from 'node:crypto';
import type { Finding, FindingRule } from './findings.ts';
import type { ProcessLife } from './fleet.ts';
import type { RequestRule } from './flows.ts';
import type { FactRecord, RunRecord } from './ledger-record.ts';
import type { Received } from './unruly-target.ts';

/** All that is known of one request of one run: what the ledger says, and what the target saw. */
export interface RequestEvidence {
  run: RunRecord;
  node: string;
  rule: RequestRule;
  /** In order of arrival, look-ups among them. */
  received: readonly Received[];
  lives: readonly ProcessLife[];
}

/** Why the same request came more than once. */
export interface Repeats {
  requests: number;
  /** After a complete answer that refused. */
  refused: number;
  /** Reported in doubt. */
  inDoubt: number;
  /** Not reported, of a request that its author declared idempotent. */
  declared: number;
  findings: Finding[];
}

/** A process that goes on has written to its sockets by then what it had decided before it stood still. */
const WAKING_MS = 2000;
/** Times of arrival are whole milliseconds. */
const ROUNDING_MS = 1;

/** Compares what one node of a run sent with what may have been sent. */
export function judgeRequests(evidence: RequestEvidence): Repeats {
  const sent = evidence.received.filter(({ isLookup }) => !isLookup);
  const facts = evidence.run.facts.filter(({ node }) => node === evidence.node);
  const attempts = facts.filter(({ kind, isLookup }) => kind === 'attempt' && !isLookup);
  const repeats = explain(sent.length, attempts, evidence.rule);
  const find = (rule: FindingRule, what: string): Finding => ({
    rule,
    callId: evidence.run.callId,
    what: `${evidence.node}: ${what}`,
  });
  const findings = [
    ...tooLate(evidence, facts),
    ...tooEarly(evidence, facts),
    ...notRested(evidence, facts),
    ...(repeats.unexplained > 0
      ? [
          find(
            'UNREPORTED',
            `${sent.length} requests, of which ${repeats.refused} refused and ${repeats.inDoubt} in doubt by the ledger`,
          ),
        ]
      : []),
    ...decided(evidence, { sent, facts, find, refused: repeats.refused }),
    ...wrongKeys(evidence, sent).map((key) => find('KEY', `came as ${key}`)),
  ];
  const succeeded = attempts.filter(({ status }) => status === 'SUCCEEDED').length;
  const given = sent.filter(({ answered }) => answered !== undefined && answered.status < 300).length;
  if (succeeded > given) findings.push(find('INVENTED', `${succeeded} answers stored, ${given} given`));
  const { refused, inDoubt, declared } = repeats;
  return { requests: sent.length, refused, inDoubt, declared, findings };
}

function explain(count: number, attempts: readonly FactRecord[], { isDeclaredIdempotent }: RequestRule) {
  // The last one was followed by nothing, so it explains no repetition.
  const before = attempts.filter(({ status }) => status !== 'NOT_SENT').slice(0, -1);
  const left = Math.max(0, count - 1);
  const refused = Math.min(left, before.filter(({ status }) => status === 'FAILED').length);
  const inDoubt = Math.min(left - refused, before.filter(({ status }) => status === 'IN_DOUBT').length);
  const rest = left - refused - inDoubt;
  return { refused, inDoubt, declared: isDeclaredIdempotent ? rest : 0, unexplained: isDeclaredIdempotent ? 0 : rest };
}

/** Whatever is sent after an answer is stored, after the run was cancelled, or after its end. */
function tooLate({ run, node, received, lives }: RequestEvidence, facts: readonly FactRecord[]): Finding[] {
  const stored = facts.find(
    ({ kind, status, isLookup }) => kind === 'step' || (kind === 'attempt' && status === 'SUCCEEDED' && !isLookup),
  );
  const cancelled = run.facts.find(({ kind }) => kind === 'cancelled');
  const limits: [FindingRule, number | null | undefined][] = [
    ['AFTER_ANSWER', stored?.atMs],
    ['AFTER_END', Math.min(cancelled?.atMs ?? Infinity, run.endedAtMs ?? Infinity)],
  ];
  return received.flatMap((request) => {
    const past = limits.find(([, atMs]) => atMs != null && request.atMs > atMs + ROUNDING_MS);
    if (past === undefined) return [];
    const [rule, atMs] = past;
    const what = `${node}: ${Math.round(request.atMs - (atMs ?? 0))} ms too late, by process ${request.sentBy}`;
    return [{ rule, callId: run.callId, what, isOfStoppedProcess: stoodStill(lives, request, atMs ?? 0) }];
  });
}

/** Whether the sender stood still at that moment, and had only just gone on when the request came. */
function stoodStill(lives: readonly ProcessLife[], { sentBy, atMs }: Received, momentMs: number): boolean {
  const stops = lives.filter(({ pid }) => pid === sentBy).flatMap((life) => life.stops);
  return stops.some(({ fromMs, toMs }) => fromMs <= momentMs && momentMs <= toMs && atMs <= toMs + WAKING_MS);
}

function tooEarly({ run, node, received, lives }: RequestEvidence, facts: readonly FactRecord[]): Finding[] {
  return facts.flatMap(({ kind, atMs, untilMs }) => {
    if (kind !== 'waiting' || untilMs === null) return [];
    const early = received.filter(
      (request) => request.atMs > atMs + ROUNDING_MS && request.atMs < untilMs - ROUNDING_MS,
    );
    return early.map((request): Finding => ({
      rule: 'EARLY',
      callId: run.callId,
      what: `${node}: ${Math.round(untilMs - request.atMs)} ms too early, by process ${request.sentBy}`,
      isOfStoppedProcess: stoodStill(lives, request, atMs),
    }));
  });
}

/** The target said how long to wait, and that was stored. */
function notRested({ run, node, received, lives }: RequestEvidence, facts: readonly FactRecord[]): Finding[] {
  return received.flatMap((request, index) => {
    const next = received[index + 1];
    const { answered, retryAfterMs = 0 } = request;
    if (next === undefined || answered === undefined) return [];
    const leftMs = answered.atMs + retryAfterMs - next.atMs;
    const isStored = facts.some(
      ({ kind, status, atMs }) =>
        kind === 'attempt' && status === 'FAILED' && atMs >= request.atMs && atMs <= next.atMs,
    );
    if (leftMs <= ROUNDING_MS || !isStored) return [];
    const what = `${node}: ${leftMs} ms before the end of its Retry-After, by process ${next.sentBy}`;
    return [{ rule: 'EARLY', callId: run.callId, what, isOfStoppedProcess: stoodStill(lives, next, request.atMs) }];
  });
}

interface Decisions {
  sent: readonly Received[];
  facts: readonly FactRecord[];
  refused: number;
  find: (rule: FindingRule, what: string) => Finding;
}

/** What only a person, or the target itself, may decide. */
function decided({ rule }: RequestEvidence, { sent, facts, refused, find }: Decisions): Finding[] {
  const ordered = facts.filter(({ kind, resolution }) => kind === 'resolved' && resolution === 'repeat').length;
  const repeated = Math.max(0, sent.length - 1 - refused);
  const done = sent.filter(({ isCarriedOut }) => isCarriedOut).length;
  if (rule.inDoubt === 'review' && repeated > ordered)
    return [find('NOT_DECIDED', `${repeated} repetitions, ${ordered} ordered`)];
  if (rule.inDoubt === 'lookup' && done > 1 + ordered) return [find('DONE_TWICE', `carried out ${done} times`)];
  return [];
}

/** The key by its published recipe, made here anew. */
function wrongKeys({ run, node }: RequestEvidence, sent: readonly Received[]): string[] {
  const parts = ['aftercall-key-1', 'default', run.actionId, run.callId, run.eventType, node, [], 0];
  const expected = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return sent.flatMap(({ method, key }) => (method === 'GET' || key === expected ? [] : [key ?? 'none']));
}
