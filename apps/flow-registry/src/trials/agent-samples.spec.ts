import { MemoryAgentStore } from '../agents/testing/memory-agent-store.ts';
import type { AgentVariable } from '../agents/agent.ts';
import { AgentSamples } from './agent-samples.ts';

const variable = (name: string, sample: unknown = null, type: AgentVariable['type'] = 'string'): AgentVariable => ({
  name,
  type,
  required: false,
  sample,
});
const flowWith = (config?: object) => ({
  format: 1,
  nodes: [{ key: 'start', kind: 'start', ...(config === undefined ? {} : { config }) }],
  edges: [],
});

describe("samples of agents' variables", () => {
  const agents = new MemoryAgentStore();
  const samples = new AgentSamples(agents);
  const register = (agentId: string, variables: AgentVariable[]) =>
    agents.change('left', agentId, () => ({
      agentId,
      name: agentId,
      endNodes: [],
      variables,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    }));
  beforeAll(async () => {
    await register('billing', [variable('customerId', 'A-1'), variable('cart', [1], 'array'), variable('bare')]);
    await register('sales', [variable('customerId', 'S-9'), variable('lead', 'L-1')]);
  });
  const declaredBy = async (flow: unknown, whose: { agentId?: string; agentIds?: string[] }) => {
    const of = { agentId: whose.agentId ?? null, agentIds: whose.agentIds ?? [] };
    const made = (await samples.declaredIn('left', flow, of)) as ReturnType<typeof flowWith>;
    const config = made.nodes[0]?.config as { variables?: { name: string; sample?: unknown; type: string }[] };
    return config.variables?.map(({ name, type, sample }) => [name, type, sample]);
  };

  it("are those of the action's agents; of two with one name the first agent's", async () => {
    const found = await declaredBy(flowWith(), { agentIds: ['billing', 'sales', 'gone'] });
    expect(found?.sort()).toEqual([
      ['bare', 'string', undefined],
      ['cart', 'json', [1]],
      ['customerId', 'string', 'A-1'],
      ['lead', 'string', 'L-1'],
    ]);
  });

  it('are those of the agent that was named', async () => {
    const found = await declaredBy(flowWith({}), { agentId: 'sales', agentIds: ['billing'] });
    expect(found?.sort()).toEqual([
      ['customerId', 'string', 'S-9'],
      ['lead', 'string', 'L-1'],
    ]);
  });

  it('do not count beside what Start declares', async () => {
    const config = { variables: [{ name: 'lead', type: 'number', sample: 7 }] };
    const found = await declaredBy(flowWith(config), { agentIds: ['sales'] });
    expect(found).toEqual([
      ['lead', 'number', 7],
      ['customerId', 'string', 'S-9'],
    ]);
  });

  it("leave alone what is no flow, and know no other workspace's agents", async () => {
    const whose = { agentId: null, agentIds: ['billing'] };
    for (const flow of [null, 'x', {}, { format: 1, nodes: [null], edges: [] }]) {
      expect(await samples.declaredIn('left', flow, whose)).toBe(flow);
    }
    expect(await samples.declaredIn('right', flowWith({}), whose)).toEqual(flowWith({}));
  });
});
