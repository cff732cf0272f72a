import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { connection, pageRequest, type Connection, type PageArguments } from '../../paging/graphql/connection.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { CreateWorkspace } from '../create-workspace.ts';
import { FindWorkspaces } from '../find-workspaces.ts';
import { isWorkspaceId, type Workspace } from '../workspace.ts';

@Resolver()
export class WorkspaceResolver {
  constructor(
    private readonly findWorkspaces: FindWorkspaces,
    private readonly createWorkspaceCase: CreateWorkspace,
  ) {}

  @Query('viewer')
  async viewer(@CurrentCaller() caller: Caller) {
    const { name, role, isOfInstallation } = caller;
    return { name, role, isOfInstallation, workspace: await this.findWorkspaces.own(caller) };
  }

  @Query('workspaces')
  async workspaces(@CurrentCaller() caller: Caller, @Args() args: PageArguments): Promise<Connection<Workspace>> {
    const request = pageRequest(args, { name: 'workspaces', isId: isWorkspaceId });
    return connection(await this.findWorkspaces.list(caller, request), request, {
      node: (workspace) => workspace,
      cursor: (workspace) => ({ at: workspace.createdAt, id: workspace.id }),
    });
  }

  @Mutation('createWorkspace')
  async createWorkspace(@Args('input') input: { id: string; name: string }) {
    return payload('workspace', await this.createWorkspaceCase.create(input), (workspace) => workspace);
  }
}
