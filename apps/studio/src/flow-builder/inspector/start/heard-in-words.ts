import type { StartNode } from '@aftercall/flow-model';

/** "Runs when a call of Billing ended as completed or transferred at Resolved, if has(customerId)." */
export function heardInWords(
  { event, outcomes, endNodeIds, condition, waitFor }: StartNode['config'],
  agents: readonly string[],
  endNames: ReadonlyMap<string, string>,
): string {
  if (agents.length === 0) return 'Hears nothing yet: the action is attached to no agent.';
  if (outcomes.length === 0) return 'Hears nothing: no outcome is ticked.';
  const what = event === 'call.analyzed' ? 'the analysis is there of a call that' : 'a call';
  const whose = event === 'call.analyzed' ? '' : ` of ${listed(agents)}`;
  const ended = `ended as ${listed(outcomes.map((outcome) => outcome.replace('_', ' ')))}`;
  const where = endNodeIds.length === 0 ? '' : ` at ${listed(endNodeIds.map((id) => endNames.get(id) ?? id))}`;
  const only = condition === null ? '' : `, if ${condition}`;
  const wait = waitFor ? ' It waits for the analysis first.' : '';
  return `Runs when ${what}${whose} ${ended}${where}${only}.${wait}`;
}

function listed(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}
