import type { ChaosReport } from './executor-chaos.ts';
import type { Finding } from './findings.ts';
import type { FactRecord } from './ledger-record.ts';
import type { Received } from './unruly-target.ts';

/** What of a report a history is made of. */
type Told = Pick<ChaosReport, 'evidence' | 'faults' | 'lives'>;

interface Line {
  atMs: number;
  text: string;
}

/** Everything that has to do with one call, in order of time: what the ledger wrote, what targets saw, what was done to whom. */
export function historyOf({ evidence, faults, lives }: Told, { callId, rule, what }: Finding): string[] {
  const runs = evidence.record.runs.filter((run) => run.callId === callId);
  const own: Line[] = [
    ...evidence.acknowledged
      .filter(({ event }) => event.data.callId === callId)
      .map(({ atMs, door, event }) => ({ atMs, text: `${event.type} acknowledged by ${door}` })),
    ...runs.flatMap(({ facts }) => facts.map((fact) => ({ atMs: fact.atMs, text: `ledger   ${describeFact(fact)}` }))),
    ...runs.flatMap(({ endedAtMs, status }) =>
      endedAtMs === null ? [] : [{ atMs: endedAtMs, text: `ledger   the run is ${status}` }],
    ),
    ...evidence.received
      .filter((request) => request.callId === callId)
      .map((request) => ({ atMs: request.atMs, text: `target   ${describeRequest(request)}` })),
  ];
  const [firstMs, lastMs] = [Math.min(...own.map(({ atMs }) => atMs)), Math.max(...own.map(({ atMs }) => atMs))];
  const senders = new Set(evidence.received.filter((request) => request.callId === callId).map(({ sentBy }) => sentBy));
  const around: Line[] = [
    ...faults.map(({ atMs, what: done }) => ({ atMs, text: `storm    ${done}` })),
    ...lives
      .filter(({ pid }) => senders.has(pid))
      .flatMap(({ pid, end, stops }) => [
        ...(end === undefined ? [] : [{ atMs: end.atMs, text: `process  ${pid} ended, ${end.how}` }]),
        ...stops.flatMap(({ fromMs, toMs }) => [
          { atMs: fromMs, text: `process  ${pid} stands still` },
          { atMs: toMs, text: `process  ${pid} goes on` },
        ]),
      ]),
  ].filter(({ atMs }) => atMs >= firstMs - 5000 && atMs <= lastMs + 5000);
  const lines = [...own, ...around].sort((a, b) => a.atMs - b.atMs);
  return [
    `${rule}: call ${callId}, ${what}`,
    ...runs.map(({ runId, agentId }) => `run ${runId} of ${agentId}`),
    ...lines.map(({ atMs, text }) => `${new Date(atMs).toISOString().slice(11)} ${text}`),
  ];
}

function describeFact({
  seq,
  kind,
  node,
  number,
  status,
  isLookup,
  causeCode,
  from,
  untilMs,
  resolution,
  workerId,
}: FactRecord): string {
  const parts = [
    `#${seq} by ${workerId.slice(-6)}: ${kind}${isLookup ? ' (look-up)' : ''}`,
    ...(node === null ? [] : [node]),
    ...(number === null ? [] : [`no. ${number}`]),
    ...[status, causeCode, resolution].filter((part) => part !== null),
    ...(from === null ? [] : [`from ${from.slice(-6)}`]),
    ...(untilMs === null ? [] : [`until ${new Date(untilMs).toISOString().slice(11)}`]),
  ];
  return parts.join(' ');
}

function describeRequest({ method, node, isLookup, sentBy, behaviour, isCarriedOut, answered, key }: Received): string {
  const answer =
    answered === undefined
      ? 'no whole answer'
      : `answered ${answered.status} at ${new Date(answered.atMs).toISOString().slice(11)}`;
  const done = isCarriedOut ? ', carried out' : '';
  return `${method} ${node}${isLookup ? ' (look-up)' : ''} from process ${sentBy}, key ${key?.slice(0, 8) ?? 'none'}: ${behaviour}${done}, ${answer}`;
}
