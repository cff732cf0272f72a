import { checkFlow, parseFlowDocument, type Finding, type Surroundings } from '@aftercall/flow-model';
import { isFault } from '@aftercall/service-runtime';
import { callEventSchemas } from '@aftercall/wire-format';
import type { AgentStore } from '../agents/agent-store.ts';
import type { AuthProfileDirectory } from '../auth-profiles/auth-profile-directory.ts';
import type { ConstantStore } from '../constants/constant-store.ts';
import { samplesByNode } from '../samples/pinned-sample.ts';
import type { SampleStore } from '../samples/sample-store.ts';
import { findStorageFinding } from './flow-limits.ts';
import type { CheckedDraft, PostCallAction } from './post-call-action.ts';

/** Reads what a flow may name, and checks flows against it. */
export class CheckDraft {
  constructor(
    private readonly agents: AgentStore,
    private readonly constants: ConstantStore,
    private readonly authProfiles: AuthProfileDirectory,
    private readonly samples: SampleStore,
  ) {}

  /**
   * Everything that the checks say. With the vault away the names of auth profiles stay unchecked: an author goes on
   * working, and publishing looks again. Without an action, End Call nodes and samples stay unchecked too.
   */
  async findings(workspace: string, flow: unknown, action: CheckedAction | undefined): Promise<readonly Finding[]> {
    const unstorable = findStorageFinding(flow);
    if (unstorable !== undefined) return [unstorable];
    const profiles = namesAuthProfile(flow) ? await this.profilesIfThere(workspace) : [];
    return checkFlow(flow, await this.surroundings(workspace, action, profiles));
  }

  /**
   * What publishing needs: a check that is pure, because everything it looks at was read before.
   * @throws Fault VAULT_UNAVAILABLE when the flow names an auth profile and the vault does not answer: an invalid flow must
   * not become a version because somebody was away.
   */
  async forPublishing(workspace: string, action: PostCallAction): Promise<(present: PostCallAction) => CheckedDraft> {
    const profiles = namesAuthProfile(action.draft.flow) ? await this.authProfiles.names(workspace) : [];
    const surroundings = await this.surroundings(workspace, action, profiles);
    return (present) => {
      const errors = checkFlow(present.draft.flow, surroundings).filter((finding) => finding.severity === 'ERROR');
      if (errors.length > 0) return { ok: false, findings: errors };
      const parsed = parseFlowDocument(present.draft.flow);
      return parsed.ok ? { ok: true, flow: parsed.flow } : { ok: false, findings: parsed.findings };
    };
  }

  private async surroundings(
    workspace: string,
    action: CheckedAction | undefined,
    authProfiles: readonly string[] | undefined,
  ): Promise<Surroundings> {
    const [constants, ofAction] = await Promise.all([
      this.constants.all(workspace),
      action === undefined ? {} : this.besideAction(workspace, action),
    ]);
    return {
      constants: constants.map((constant) => constant.name),
      eventSchemas: callEventSchemas,
      ...ofAction,
      ...(authProfiles === undefined ? {} : { authProfiles: [...authProfiles] }),
    };
  }

  private async besideAction(workspace: string, action: CheckedAction) {
    const [agents, samples] = await Promise.all([
      this.agents.findMany(workspace, action.agentIds),
      this.samples.ofActions(workspace, [action.id]),
    ]);
    return {
      endNodes: agents.map((agent) => ({ agentId: agent.agentId, ids: agent.endNodes.map((endNode) => endNode.id) })),
      callVariables: agents.flatMap((agent) => agent.variables.map((variable) => variable.name)),
      samples: samplesByNode(samples),
    };
  }

  private async profilesIfThere(workspace: string): Promise<readonly string[] | undefined> {
    try {
      return await this.authProfiles.names(workspace);
    } catch (error) {
      if (isFault(error)) return undefined;
      throw error;
    }
  }
}

/** What of an action its flow is checked against. */
export type CheckedAction = Pick<PostCallAction, 'id' | 'agentIds'>;

/** Whether the vault has to be asked at all. */
function namesAuthProfile(flow: unknown): boolean {
  const parsed = parseFlowDocument(flow);
  if (!parsed.ok) return false;
  return parsed.flow.nodes.some((node) => node.kind === 'apiRequest' && node.config.authProfile !== undefined);
}
