import type { Agent, AgentVariable, Registration, VariableType } from '../agent.ts';

type ShoutedType = Uppercase<VariableType>;

export interface RegisterAgentInput {
  agentId: string;
  name: string;
  endNodes?: { id: string; name: string }[] | null;
  variables?: { name: string; type: ShoutedType; required: boolean; sample?: unknown }[] | null;
}

export interface AgentView extends Omit<Agent, 'variables'> {
  variables: (Omit<AgentVariable, 'type'> & { type: ShoutedType })[];
}

export function agentView(agent: Agent): AgentView {
  const variables = agent.variables.map((variable) => ({
    ...variable,
    type: variable.type.toUpperCase() as ShoutedType,
  }));
  return { ...agent, variables };
}

export function registrationOf(input: RegisterAgentInput): Registration {
  return {
    agentId: input.agentId,
    name: input.name,
    endNodes: input.endNodes?.map(({ id, name }) => ({ id, name })),
    variables: input.variables?.map(({ name, type, required, sample }) => ({
      name,
      type: type.toLowerCase() as VariableType,
      required,
      sample: sample ?? null,
    })),
  };
}
