import type { RunHistoryRow } from '@aftercall/wire-format';
import type { RunFilter } from '../runs/run-history.ts';

type Fit = (row: RunHistoryRow, filter: RunFilter) => boolean;

/** What of a run never changes: one that does not fit will not fit later. Opened at or after `from`, before `to`. */
const fixed: Record<Exclude<keyof RunFilter, 'status' | 'externalId'>, Fit> = {
  callId: (row, { callId }) => callId === undefined || row.call_id === callId,
  actionId: (row, { actionId }) => actionId === undefined || row.action_id === actionId.toLowerCase(),
  version: (row, { version }) => version === undefined || row.version === version,
  agentId: (row, { agentId }) => agentId === undefined || row.agent_id === agentId,
  from: (row, { from }) => from === undefined || row.opened_at.getTime() >= from.getTime(),
  to: (row, { to }) => to === undefined || row.opened_at.getTime() < to.getTime(),
};

/** What may be so now and otherwise later. */
const changing: Record<'status' | 'externalId', Fit> = {
  status: (row, { status }) => status === undefined || status.includes(row.status),
  externalId: (row, { externalId }) => externalId === undefined || row.external_ids.includes(externalId),
};

/**
 * Whether a run belongs in the list that `runs` would answer with this filter. `left`: it does not, but it could have before,
 * or may later.
 */
export function fitFor(filter: RunFilter): (row: RunHistoryRow) => 'fits' | 'left' | 'never' {
  const [always, now] = [given(fixed, filter), given(changing, filter)];
  return (row) => {
    if (!always.every((fits) => fits(row, filter))) return 'never';
    return now.every((fits) => fits(row, filter)) ? 'fits' : 'left';
  };
}

/** Those that the filter asks: with two hundred filters and as many runs a second the others are worth leaving out. */
function given(conditions: Partial<Record<keyof RunFilter, Fit>>, filter: RunFilter): readonly Fit[] {
  return Object.entries(conditions)
    .filter(([name]) => filter[name as keyof RunFilter] !== undefined)
    .map(([, fits]) => fits);
}
