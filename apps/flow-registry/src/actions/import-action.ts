import type { AgentStore } from '../agents/agent-store.ts';
import type { Caller } from '../identity/caller.ts';
import { problem, refused, type Outcome, type Problem } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import { readActionDocument, type ImportedAction } from './action-document.ts';
import type { ActionStore } from './action-store.ts';
import { findDocumentProblems } from './check-document.ts';
import { findUnknownAgents } from './find-unknown-agents.ts';
import { keepNew } from './keep-new.ts';
import { findNamingProblems, openAction, type PostCallAction } from './post-call-action.ts';

export interface ImportInput {
  document: unknown;
  name: string | undefined;
  agentIds: readonly string[];
}

/** Makes an action of an exported one, or of a flow document alone. It is unpublished, whatever it was where it came from. */
export class ImportAction {
  constructor(
    private readonly actions: ActionStore,
    private readonly agents: AgentStore,
    private readonly liveOn: LiveOn,
    private readonly made: { now: () => Date; newId: () => string },
  ) {}

  async import(caller: Caller, input: ImportInput): Promise<Outcome<PostCallAction>> {
    const read = readActionDocument(input.document);
    if (!read.ok) return refused(read.problem);
    const problems = await this.findProblems(caller, input, read.imported);
    if (problems.length > 0) return refused(...problems);
    const { flow, description } = read.imported;
    const wanted = { name: nameOf(input, read.imported), description, agentIds: input.agentIds, flow };
    const action = openAction(this.made.newId(), wanted, { by: caller.name, at: this.made.now() });
    return keepNew({ actions: this.actions, liveOn: this.liveOn }, caller, action);
  }

  private async findProblems(caller: Caller, input: ImportInput, imported: ImportedAction): Promise<Problem[]> {
    const isFlowAlone = imported.name === undefined;
    if (isFlowAlone && input.name === undefined) {
      return [problem('INVALID', ['input', 'name'], 'name is missing: a flow document alone has none, so give one')];
    }
    const inDocument = ['input', 'document'];
    const naming = findNamingProblems({ name: nameOf(input, imported), description: imported.description });
    return [
      ...naming.map((found) =>
        isOfDocument(found.path, input) ? { ...found, path: [...inDocument, ...found.path.slice(1)] } : found,
      ),
      ...findDocumentProblems(imported.flow, isFlowAlone ? inDocument : [...inDocument, 'flow']),
      ...(await findUnknownAgents(this.agents, caller.workspace, input.agentIds)),
    ];
  }
}

function nameOf(input: ImportInput, imported: ImportedAction): string {
  return input.name ?? imported.name ?? '';
}

/** A name that the caller gave is the caller's to mend, all else stands in the document. */
function isOfDocument(path: readonly string[], input: ImportInput): boolean {
  return path.at(-1) !== 'name' || input.name === undefined;
}
