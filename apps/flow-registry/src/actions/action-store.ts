import type { Outcome } from '../problems/problem.ts';
import type { Page, PageRequest } from '../paging/page.ts';
import type {
  ActionHead,
  ActionStatus,
  ActionVersion,
  Decision,
  PostCallAction,
  VersionHead,
} from './post-call-action.ts';

export interface ActionFilter {
  agentId?: string | undefined;
  /** Archived ones are left out unless asked for, here or by their status. */
  includeArchived?: boolean | undefined;
  /** In one of these states. */
  status?: readonly ActionStatus[] | undefined;
  /** A text that stands in the name or the description, letter case aside. */
  search?: string | undefined;
}

/** Names one version of one action. */
export interface VersionKey {
  actionId: string;
  number: number;
}

/** An action in a list, with the version that is live, if one is. */
export interface ListedAction {
  action: ActionHead;
  live: VersionHead | undefined;
}

/** An action with the version that is live, if one is. */
export interface ActionWithFlows {
  action: PostCallAction;
  live: ActionVersion | undefined;
}

/**
 * Keeps post-call actions of a workspace and their versions. Another workspace's id is an unknown id. What executors must
 * know (live version, agents, paused, archived, name) also stands in the feed: `revision` is the feed's.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface ActionStore {
  /** Keeps a new action; two actions of one workspace that are not archived never share a name (letter case aside). */
  add(workspace: string, action: PostCallAction): Promise<{ revision: number } | 'name-taken'>;
  /**
   * Reads one action, lets `decide` say what to keep, and keeps it: one call, one transaction, one after the other for the
   * same action. `decide` may run again when two callers collide, so it must be pure.
   */
  change<T>(
    workspace: string,
    id: string,
    decide: (action: PostCallAction) => Decision<T>,
  ): Promise<Outcome<T> | 'not-found' | 'name-taken'>;
  /** Those of the ids that are actions of this workspace, in no order. */
  findMany(workspace: string, ids: readonly string[]): Promise<readonly PostCallAction[]>;
  /** The same without flows. */
  findHeads(workspace: string, ids: readonly string[]): Promise<readonly ListedAction[]>;
  /** Newest first. */
  list(workspace: string, filter: ActionFilter, request: PageRequest): Promise<Page<ListedAction>>;
  /**
   * Actions that are not archived, by name, at most 1 000, in the text of whose draft or live version one of the texts
   * stands, as JSON writes it: a quick look that finds too many rather than too few.
   */
  findMentioning(workspace: string, texts: readonly string[]): Promise<readonly ActionWithFlows[]>;
  /** Those of the keys that are versions in this workspace, in no order. */
  findVersions(workspace: string, keys: readonly VersionKey[]): Promise<readonly ActionVersion[]>;
  findVersionHeads(workspace: string, keys: readonly VersionKey[]): Promise<readonly VersionHead[]>;
  /** Of one action, newest first. */
  listVersions(workspace: string, actionId: string, request: PageRequest): Promise<Page<VersionHead>>;
}
