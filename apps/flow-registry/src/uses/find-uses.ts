import type { ActionStore, ActionWithFlows } from '../actions/action-store.ts';
import { draftFlow, versionFlow, type KnownFlows } from '../actions/known-flows.ts';
import type { PostCallAction } from '../actions/post-call-action.ts';
import { problem, type InUseProblem } from '../problems/problem.ts';

/** What of a workspace a flow may name. */
export type Named = 'authProfiles' | 'constants';

/** Finds the actions whose draft or live version names something of their workspace; archived ones are left out. */
export class FindUses {
  constructor(
    private readonly actions: ActionStore,
    private readonly flows: KnownFlows,
  ) {}

  /** For each name the actions that use it, by name. */
  async of(workspace: string, kind: Named, names: readonly string[]): Promise<Map<string, PostCallAction[]>> {
    // The store looks for the name as text, which is fast and finds too many; what a flow names is read from the flow.
    const mentioning = names.length === 0 ? [] : await this.actions.findMentioning(workspace, names);
    const used = mentioning.map((found) => ({ action: found.action, names: this.namesIn(found, kind) }));
    return new Map(names.map((name) => [name, used.filter((one) => one.names.has(name)).map(({ action }) => action)]));
  }

  private namesIn({ action, live }: ActionWithFlows, kind: Named): ReadonlySet<string> {
    const flows = [draftFlow(action.id, action.draft), ...(live === undefined ? [] : [versionFlow(live)])];
    return new Set(flows.flatMap((flow) => this.flows.needsOf(flow)[kind]));
  }
}

const MAX_NAMED = 100;

/** What is told of a thing that cannot be deleted because these actions use it. */
export function inUse(path: readonly string[], actions: readonly PostCallAction[]): InUseProblem {
  const [first, ...others] = actions.map(({ name }) => `"${name}"`);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `${first ?? 'something'}${more} still uses it: take it out of these flows, and publish them, first`;
  const usedBy = actions.slice(0, MAX_NAMED).map(({ id }) => id);
  return { ...problem('IN_USE', path, message), code: 'IN_USE', usedBy };
}
