import { problem, refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import { findWorkspaceProblems, type Workspace } from './workspace.ts';
import type { WorkspaceStore } from './workspace-store.ts';

export class CreateWorkspace {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  async create(input: { id: string; name: string }): Promise<Outcome<Workspace>> {
    const problems = findWorkspaceProblems(input);
    if (problems.length > 0) return refused(...problems);
    const workspace: Workspace = { id: input.id, name: input.name.trim(), createdAt: this.now() };
    const added = await this.workspaces.add(workspace);
    if (added === 'id-taken') {
      return refused(problem('NAME_TAKEN', ['input', 'id'], `a workspace ${input.id} exists: choose another id`));
    }
    return this.liveOn.settled({ ok: true, value: workspace, revision: added.revision });
  }
}
