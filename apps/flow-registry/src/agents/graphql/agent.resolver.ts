import { Args, Context, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { connection, pageRequest, type Connection, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { isStorable } from '../../problems/text-rules.ts';
import { FindAgents } from '../find-agents.ts';
import { RegisterAgent } from '../register-agent.ts';
import { AgentLoader } from './agent-loader.ts';
import { agentView, registrationOf, type AgentView, type RegisterAgentInput } from './agent-view.ts';

@Resolver()
export class AgentResolver {
  constructor(
    private readonly findAgents: FindAgents,
    private readonly agentLoader: AgentLoader,
    private readonly registerAgentCase: RegisterAgent,
  ) {}

  @Query('agent')
  async agent(@Context() context: RequestContext, @Args('agentId') agentId: string): Promise<AgentView | undefined> {
    return this.agentLoader.load(context, agentId);
  }

  @Query('agents')
  async agents(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArguments,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<AgentView>> {
    const request = pageRequest(args, { name: 'agents', isId: isStorable }, info);
    return connection(await this.findAgents.list(caller.workspace, request), request, {
      node: agentView,
      cursor: (agent) => ({ at: agent.createdAt, id: agent.agentId }),
    });
  }

  @Mutation('registerAgent')
  async registerAgent(@CurrentCaller() caller: Caller, @Args('input') input: RegisterAgentInput) {
    return payload('agent', await this.registerAgentCase.register(caller, registrationOf(input)), agentView);
  }
}
