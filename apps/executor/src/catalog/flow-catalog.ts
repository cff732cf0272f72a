import { compilePlan, isOfNewerFormat, parseFlowDocument, type FlowDocument, type Plan } from '@aftercall/flow-model';
import type {
  PublishedAction,
  PublishedAgent,
  PublishedApiKey,
  PublishedConstant,
  PublishedEntry,
  PublishedValue,
  PublishedWorkspace,
} from '@aftercall/wire-format';

/** What is live of an action, ready to run; or why the published document does not compile here. */
export type LiveVersion =
  | { number: number; isUsable: true; document: FlowDocument; plan: Plan }
  | { number: number; isUsable: false; isOfNewerRelease: boolean; problem: string };

export interface CatalogAction {
  actionId: string;
  name: string;
  isEnabled: boolean;
  live: LiveVersion | undefined;
}

/**
 * Everything published, in memory: who listens to which call. It is the sum of the feed's entries, whatever order or
 * however often they arrive; an entry of an older revision than the one that is held changes nothing.
 */
export class FlowCatalog {
  private entries = new Map<string, PublishedEntry>();
  private readonly workspaces = new Map<string, PublishedWorkspace>();
  private readonly agents = new Map<string, PublishedAgent>();
  private readonly apiKeysByHash = new Map<string, PublishedApiKey>();
  private readonly constants = new Map<string, Map<string, string>>();
  /** By workspace and agent, then by action id. */
  private readonly actions = new Map<string, Map<string, CatalogAction>>();
  private revision = 0;
  private hasContent = false;

  /** The newest revision that has been applied. */
  currentRevision(): number {
    return this.revision;
  }

  /** False until a snapshot or a first answer of the registry came: nothing can be admitted before. */
  isReady(): boolean {
    return this.hasContent;
  }

  /** Takes over the feed's entries up to `revision`. */
  apply(revision: number, entries: readonly PublishedEntry[]): void {
    for (const entry of entries) {
      const held = this.entries.get(entry.key);
      if (held !== undefined && held.revision >= entry.revision) continue;
      if (held?.value) this.forget(held.value);
      this.entries.set(entry.key, entry);
      if (entry.value) this.learn(entry.value);
    }
    this.revision = Math.max(this.revision, revision);
    this.hasContent = true;
  }

  /** Starts again from nothing and takes these entries: the registry's revisions went back (a restored backup). */
  replace(revision: number, entries: readonly PublishedEntry[]): void {
    for (const held of this.entries.values()) if (held.value) this.forget(held.value);
    this.entries = new Map();
    this.revision = 0;
    this.apply(revision, entries);
  }

  hasWorkspace(workspace: string): boolean {
    return this.workspaces.has(workspace);
  }

  hasAgent(workspace: string, agentId: string): boolean {
    return this.agents.has(scoped(workspace, agentId));
  }

  /** The agent's post-call actions in a stable order, published and enabled or not. */
  actionsOf(workspace: string, agentId: string): CatalogAction[] {
    const actions = [...(this.actions.get(scoped(workspace, agentId))?.values() ?? [])];
    return actions.sort((a, b) => (a.actionId < b.actionId ? -1 : 1));
  }

  /** Whether a newer release wrote what one of the agent's actions does: which calls that hears is not known here. */
  isOfNewerRelease(workspace: string, agentId: string): boolean {
    const actions = this.actions.get(scoped(workspace, agentId))?.values() ?? [];
    return [...actions].some(({ isEnabled, live }) => isEnabled && live?.isUsable === false && live.isOfNewerRelease);
  }

  constantsOf(workspace: string): Record<string, string> {
    return Object.fromEntries(this.constants.get(workspace) ?? []);
  }

  /** The key with this SHA-256 (lower-case hex), expired or not. */
  findApiKey(tokenHash: string): PublishedApiKey | undefined {
    return this.apiKeysByHash.get(tokenHash);
  }

  private learn(value: PublishedValue): void {
    switch (value.kind) {
      case 'workspace':
        this.workspaces.set(value.workspace, value);
        return;
      case 'agent':
        this.agents.set(scoped(value.workspace, value.agentId), value);
        return;
      case 'apiKey':
        this.apiKeysByHash.set(value.tokenHash, value);
        return;
      case 'constant':
        this.constantsIn(value).set(value.name, value.value);
        return;
      case 'action': {
        const action = { ...pick(value), live: liveVersion(value) };
        for (const agentId of value.agentIds) this.actionsFor(value.workspace, agentId).set(value.actionId, action);
        return;
      }
      default:
        value satisfies never;
    }
  }

  private forget(value: PublishedValue): void {
    switch (value.kind) {
      case 'workspace':
        this.workspaces.delete(value.workspace);
        return;
      case 'agent':
        this.agents.delete(scoped(value.workspace, value.agentId));
        return;
      case 'apiKey':
        this.apiKeysByHash.delete(value.tokenHash);
        return;
      case 'constant':
        this.constantsIn(value).delete(value.name);
        return;
      case 'action':
        for (const agentId of value.agentIds) this.actionsFor(value.workspace, agentId).delete(value.actionId);
        return;
      default:
        value satisfies never;
    }
  }

  private constantsIn({ workspace }: PublishedConstant): Map<string, string> {
    return getOrMake(this.constants, workspace, () => new Map<string, string>());
  }

  private actionsFor(workspace: string, agentId: string): Map<string, CatalogAction> {
    return getOrMake(this.actions, scoped(workspace, agentId), () => new Map<string, CatalogAction>());
  }
}

function pick({ actionId, name, isEnabled }: PublishedAction): Omit<CatalogAction, 'live'> {
  return { actionId, name, isEnabled };
}

function liveVersion({ version }: PublishedAction): LiveVersion | undefined {
  if (version === null) return undefined;
  try {
    return compileVersion(version);
  } catch (error) {
    // A defect of the compiler must not take the other flows with it: calls say why this one does not run.
    return { number: version.number, isUsable: false, isOfNewerRelease: false, problem: String(error) };
  }
}

function compileVersion(version: NonNullable<PublishedAction['version']>): LiveVersion {
  const parsed = parseFlowDocument(version.document);
  if (!parsed.ok) return unusable(version, parsed.findings);
  const compiled = compilePlan(parsed.flow);
  if (!compiled.ok) return unusable(version, compiled.findings);
  return { number: version.number, isUsable: true, document: parsed.flow, plan: compiled.plan };
}

function unusable(
  { number, document }: NonNullable<PublishedAction['version']>,
  findings: readonly { code: string; message: string }[],
): LiveVersion {
  const problem = findings.map(({ code, message }) => `${code}: ${message}`).join('; ');
  return { number, isUsable: false, isOfNewerRelease: isOfNewerFormat(document), problem };
}

/** Workspace ids hold no slash, so the pair is unambiguous. */
function scoped(workspace: string, id: string): string {
  return `${workspace}/${id}`;
}

function getOrMake<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const held = map.get(key);
  if (held !== undefined) return held;
  const made = make();
  map.set(key, made);
  return made;
}
