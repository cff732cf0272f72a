import { parseFlowDocument, type Json } from '@aftercall/flow-model';
import type { Agent, AgentVariable } from '../agents/agent.ts';
import type { AgentStore } from '../agents/agent-store.ts';

/** Whose call is tried. */
interface Whose {
  /** The agent that was named; else any of the action's. */
  agentId: string | null;
  agentIds: readonly string[];
}

/** Lets a trial without a past call have what calls of the agents are registered to bring. */
export class AgentSamples {
  constructor(private readonly agents: Pick<AgentStore, 'findMany'>) {}

  /** The flow, whose Start also declares the variables of the agents, with their samples. What Start says itself counts. */
  async declaredIn(workspace: string, flow: unknown, { agentId, agentIds }: Whose): Promise<unknown> {
    const wanted = agentId === null ? agentIds : [agentId];
    if (wanted.length === 0 || !parseFlowDocument(flow).ok) return flow;
    const found = await this.agents.findMany(workspace, wanted);
    const inOrder = wanted.flatMap((id) => found.find((agent) => agent.agentId === id) ?? []);
    return withVariables(flow as FlowText, inOrder);
  }
}

/** What has been read as a flow, as its author wrote it. */
interface FlowText {
  nodes: readonly { kind: string; config?: { variables?: readonly { name: string }[] } }[];
}

function withVariables(flow: FlowText, agents: readonly Agent[]): FlowText {
  return {
    ...flow,
    nodes: flow.nodes.map((node) => {
      if (node.kind !== 'start') return node;
      const own = node.config?.variables ?? [];
      const variables = new Map(
        agents
          .flatMap((agent) => agent.variables)
          .toReversed()
          .map(declared),
      );
      for (const { name } of own) variables.delete(name);
      if (variables.size === 0) return node;
      return { ...node, config: { ...node.config, variables: [...own, ...variables.values()] } };
    }),
  };
}

function declared({ name, type, required, sample }: AgentVariable): [string, { name: string; sample?: Json }] {
  const kind = type === 'object' || type === 'array' ? 'json' : type;
  return [
    name,
    { name, type: kind, required, ...(sample === null ? {} : { sample: sample as Json }) } as { name: string },
  ];
}
