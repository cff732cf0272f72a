import { loadOne, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { ListedAction, VersionKey } from '../action-store.ts';
import type { FindActions } from '../find-actions.ts';
import type { ActionVersion, PostCallAction, VersionHead } from '../post-call-action.ts';

const ACTIONS = Symbol('actions');
const HEADS = Symbol('heads of actions');
const VERSIONS = Symbol('versions');
const VERSION_HEADS = Symbol('heads of versions');

/** Actions and versions for the fields of other entities, read in one batch each. Flows are read only where they are needed. */
export class ActionLoader {
  constructor(private readonly findActions: FindActions) {}

  action(context: RequestContext, id: string): Promise<PostCallAction | undefined> {
    const batch = {
      read: (ids: readonly string[]) => this.findActions.findMany(context.caller.workspace, ids),
      keyOf: (action: PostCallAction) => action.id,
      textOf: (key: string) => key.toLowerCase(),
    };
    return loadOne(context, ACTIONS, batch, id);
  }

  head(context: RequestContext, id: string): Promise<ListedAction | undefined> {
    const batch = {
      read: (ids: readonly string[]) => this.findActions.findHeads(context.caller.workspace, ids),
      keyOf: ({ action }: ListedAction) => action.id,
      textOf: (key: string) => key.toLowerCase(),
    };
    return loadOne(context, HEADS, batch, id);
  }

  version(context: RequestContext, key: VersionKey): Promise<ActionVersion | undefined> {
    const read = (keys: readonly VersionKey[]) => this.findActions.findVersions(context.caller.workspace, keys);
    return loadOne(context, VERSIONS, { read, keyOf: keyOfVersion, textOf: textOfVersion }, key);
  }

  versionHead(context: RequestContext, key: VersionKey): Promise<VersionHead | undefined> {
    const read = (keys: readonly VersionKey[]) => this.findActions.findVersionHeads(context.caller.workspace, keys);
    return loadOne(context, VERSION_HEADS, { read, keyOf: keyOfVersion, textOf: textOfVersion }, key);
  }
}

function keyOfVersion({ actionId, number }: VersionHead): VersionKey {
  return { actionId, number };
}

function textOfVersion({ actionId, number }: VersionKey): string {
  return `${actionId.toLowerCase()}/${number}`;
}
