import type { Acknowledged } from './call-doors.ts';
import type { Finding } from './findings.ts';
import type { ProcessLife } from './fleet.ts';
import type { RequestRule } from './flows.ts';
import { judgeRequests, type Repeats } from './judge-requests.ts';
import type { EventRecord, FactRecord, LedgerRecord, RunRecord } from './ledger-record.ts';
import type { GivenOrder } from './people.ts';
import type { StormEvent } from './planned-calls.ts';
import type { Received } from './unruly-target.ts';

/** Everything that anybody saw of a storm. */
export interface StormEvidence {
  acknowledged: readonly Acknowledged[];
  /** Events that a door refused. */
  refused: readonly { event: StormEvent; problem: unknown }[];
  record: LedgerRecord;
  received: readonly Received[];
  lives: readonly ProcessLife[];
  orders: readonly GivenOrder[];
  ruleOf: (agentId: string, node: string) => RequestRule;
}

/** What happened, counted. */
export interface StormCounts {
  acknowledged: { http: number; kafka: number };
  duplicates: number;
  runs: { all: number; succeeded: number; failed: number; cancelled: number; open: number };
  requests: { all: number; refused: number; inDoubt: number; declared: number };
  attemptsInDoubt: number;
  takenOver: number;
  resolved: number;
}

export interface StormJudgement {
  counts: StormCounts;
  findings: Finding[];
}

/** Errors by which a run of these flows may fail: those of targets and of people. */
const MAY_FAIL_WITH = new Set([
  'STATUS_NOT_SUCCESS',
  'TIMEOUT',
  'RESET',
  'BODY_CUT',
  'GIVEN_UP',
  'NOT_CARRIED_OUT',
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
]);

/** Compares what was acknowledged, what the ledger says and what the target saw. */
export function judgeStorm(evidence: StormEvidence): StormJudgement {
  const { acknowledged, record, orders } = evidence;
  const runsOf = Map.groupBy(record.runs, ({ callId }) => callId);
  const judged = judgeAllRequests(evidence, runsOf);
  const findings: Finding[] = [
    ...evidence.refused.map(({ event, problem }): Finding => ({
      ...{ rule: 'REFUSED', callId: event.data.callId },
      what: JSON.stringify(problem),
    })),
    ...judgeEvents(acknowledged, record.events, runsOf),
    ...record.runs.flatMap(judgeRun),
    ...orders.flatMap((order) => judgeOrder(order, record.runs)),
    ...judged.flatMap(({ findings: own }) => own),
    ...ghosts(evidence.received, runsOf),
  ];
  return { counts: countAll(evidence, judged), findings };
}

function judgeEvents(
  acknowledged: readonly Acknowledged[],
  events: readonly EventRecord[],
  runsOf: ReadonlyMap<string, RunRecord[]>,
): Finding[] {
  const kept = new Map(events.map((event) => [`${event.callId}/${event.type}.v1`, event]));
  return acknowledged.flatMap(({ event: { type, data }, door }): Finding[] => {
    const { callId, agentId } = data;
    const event = kept.get(`${callId}/${type}`);
    const isHeard = agentId !== 'agent-deaf';
    if (event === undefined) return [{ rule: 'LOST', callId, what: `${type} by ${door} is not in the ledger` }];
    const isRight = isHeard ? event.disposition !== 'WAITING' : event.reasonCode === 'NO_ACTION';
    if (!isRight) return [{ rule: 'LOST', callId, what: `${type} is ${event.disposition} ${event.reasonCode ?? ''}` }];
    const runs = runsOf.get(callId)?.length ?? 0;
    return type === 'call.ended.v1' && runs !== Number(isHeard)
      ? [{ rule: 'NO_RUN', callId, what: `${runs} runs` }]
      : [];
  });
}

function judgeRun({ callId, status, endedAtMs, errorCode, runId }: RunRecord): Finding[] {
  if (endedAtMs === null) return [{ rule: 'OPEN', callId, what: `run ${runId} is ${status}` }];
  const isOurs = status === 'FAILED' && !MAY_FAIL_WITH.has(errorCode ?? '');
  return isOurs ? [{ rule: 'DEFECT', callId, what: `run ${runId} FAILED with ${errorCode ?? 'nothing'}` }] : [];
}

function judgeOrder({ runId, command, answer }: GivenOrder, runs: readonly RunRecord[]): Finding[] {
  const isDone = command.command === 'cancel' && answer.ok && answer.state === 'done';
  const run = runs.find((one) => one.runId === runId);
  if (!isDone || run?.status === 'CANCELLED') return [];
  return [
    { rule: 'ORDER_LOST', callId: run?.callId ?? runId, what: `cancelled, and the run is ${run?.status ?? 'gone'}` },
  ];
}

function judgeAllRequests(
  { received, lives, ruleOf }: StormEvidence,
  runsOf: ReadonlyMap<string, RunRecord[]>,
): Repeats[] {
  const byCall = Map.groupBy(received, ({ callId }) => callId);
  return [...byCall].flatMap(([callId, ofCall]) => {
    const [run] = runsOf.get(callId) ?? [];
    if (run === undefined) return [];
    const byNode = Map.groupBy(ofCall, ({ node }) => node);
    return [...byNode].map(([node, ofNode]) =>
      judgeRequests({ run, node, rule: ruleOf(run.agentId, node), received: ofNode, lives }),
    );
  });
}

function ghosts(received: readonly Received[], runsOf: ReadonlyMap<string, RunRecord[]>): Finding[] {
  return received
    .filter(({ callId }) => !runsOf.has(callId))
    .map(({ callId, node }) => ({ rule: 'GHOST', callId, what: node }));
}

function countAll({ acknowledged, record: { events, runs } }: StormEvidence, judged: readonly Repeats[]): StormCounts {
  const facts = runs.flatMap((run) => run.facts);
  const factsThat = (is: (fact: FactRecord) => boolean): number => facts.filter(is).length;
  const runsWith = (status: string): number => runs.filter((run) => run.status === status).length;
  const sumOf = (part: 'requests' | 'refused' | 'inDoubt' | 'declared'): number =>
    judged.reduce((sum, one) => sum + one[part], 0);
  return {
    acknowledged: {
      http: acknowledged.filter(({ door }) => door === 'HTTP').length,
      kafka: acknowledged.filter(({ door }) => door === 'KAFKA').length,
    },
    duplicates: events.reduce((sum, event) => sum + event.duplicates, 0),
    runs: {
      ...{
        all: runs.length,
        succeeded: runsWith('SUCCEEDED'),
        failed: runsWith('FAILED'),
        cancelled: runsWith('CANCELLED'),
      },
      open: runs.filter(({ endedAtMs }) => endedAtMs === null).length,
    },
    requests: {
      all: sumOf('requests'),
      refused: sumOf('refused'),
      inDoubt: sumOf('inDoubt'),
      declared: sumOf('declared'),
    },
    attemptsInDoubt: factsThat(({ kind, status }) => kind === 'attempt' && status === 'IN_DOUBT'),
    takenOver: factsThat(({ kind, from }) => kind === 'taken' && from !== null),
    resolved: factsThat(({ kind }) => kind === 'resolved'),
  };
}
