import type { AgentStore } from '../agents/agent-store.ts';
import { isStorable } from '../problems/text-rules.ts';
import { problem, type PlainProblem } from '../problems/problem.ts';
import { findTooManyAgents } from './post-call-action.ts';

/** One problem for each agent id that is not registered in the workspace. */
export async function findUnknownAgents(
  agents: AgentStore,
  workspace: string,
  agentIds: readonly string[],
): Promise<PlainProblem[]> {
  const tooMany = findTooManyAgents(agentIds);
  if (tooMany !== undefined) return [tooMany];
  const storable = agentIds.filter(isStorable);
  const known = storable.length === 0 ? [] : await agents.findMany(workspace, storable);
  const knownIds = new Set(known.map((agent) => agent.agentId));
  return agentIds.flatMap((agentId, index) =>
    knownIds.has(agentId)
      ? []
      : [problem('NOT_FOUND', ['input', 'agentIds', `${index}`], 'no such agent in this workspace: register it first')],
  );
}
