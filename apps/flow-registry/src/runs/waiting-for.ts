import type { FactHistoryRow, RunHistoryRow } from '@aftercall/wire-format';
import { causeIn, textIn } from './fact-members.ts';

/** What keeps a run from going on, in words; null while it is driven or over. */
export function waitingFor(run: RunHistoryRow, facts: readonly FactHistoryRow[]): string | null {
  switch (run.status) {
    case 'QUEUED':
      return 'room in an executor';
    case 'RUNNING':
      return run.worker_id === null ? 'an executor to go on with it' : null;
    case 'WAITING':
    case 'IN_REVIEW':
      return lastWait(run, facts);
    case 'SUCCEEDED':
    case 'FAILED':
    case 'CANCELLED':
      return null;
    default:
      return run.status satisfies never;
  }
}

/** Of the nodes whose last fact is a wait, the one that the run stands still for. */
function lastWait(run: RunHistoryRow, facts: readonly FactHistoryRow[]): string {
  const kind = run.status === 'IN_REVIEW' ? 'review' : 'waiting';
  const last = new Map(facts.flatMap((row) => (row.node_key === null ? [] : [[row.node_key, row] as const])));
  const [first] = [...last.values()].filter((row) => row.kind === kind).sort(byTime);
  const until = run.due_at === null ? '' : ` (goes on at ${run.due_at.toISOString()})`;
  const why = causeIn(first?.fact ?? {})?.message ?? (kind === 'review' ? 'a person must decide' : 'its time');
  return `${first?.node_key ?? 'a step'}: ${why}${until}`;
}

function byTime(a: FactHistoryRow, b: FactHistoryRow): number {
  return textIn(a.fact, 'until') < textIn(b.fact, 'until') ? -1 : 1;
}
