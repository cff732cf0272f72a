import { loadOne, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { VersionKey } from '../action-store.ts';
import type { FindActions } from '../find-actions.ts';
import type { ActionVersion, PostCallAction } from '../post-call-action.ts';

const ACTIONS = Symbol('actions');
const VERSIONS = Symbol('versions');

/** Actions and versions for the fields of other entities, read in one batch each. */
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

  version(context: RequestContext, key: VersionKey): Promise<ActionVersion | undefined> {
    const batch = {
      read: (keys: readonly VersionKey[]) => this.findActions.findVersions(context.caller.workspace, keys),
      keyOf: ({ actionId, number }: ActionVersion): VersionKey => ({ actionId, number }),
      textOf: ({ actionId, number }: VersionKey) => `${actionId.toLowerCase()}/${number}`,
    };
    return loadOne(context, VERSIONS, batch, key);
  }
}
