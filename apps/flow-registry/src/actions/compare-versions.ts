import { compareFlows, type FlowComparison } from '@aftercall/flow-model';
import type { Caller } from '../identity/caller.ts';
import type { ActionStore } from './action-store.ts';
import { readFlow } from './known-flows.ts';
import { findFlows, type VersionRef } from './version-ref.ts';

/** Says what differs between two states of an action's flow. */
export class CompareVersions {
  constructor(private readonly actions: ActionStore) {}

  /** Undefined when there is no such action or version. */
  async compare(
    caller: Caller,
    actionId: string,
    sides: { from: VersionRef; to: VersionRef },
  ): Promise<FlowComparison | undefined> {
    const found = await findFlows(this.actions, { workspace: caller.workspace, id: actionId }, [sides.from, sides.to]);
    const [older, newer] = (found?.flows ?? []).map(readFlow);
    return older === undefined || newer === undefined ? undefined : compareFlows(older, newer);
  }
}
