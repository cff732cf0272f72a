import type { Json } from '@aftercall/flow-model';
import type { Caller } from '../identity/caller.ts';
import type { ActionStore } from './action-store.ts';
import { EXPORT_KIND } from './action-document.ts';
import { findFlows, type VersionRef } from './version-ref.ts';

/** Writes an action as a document that can be imported here or elsewhere. */
export class ExportAction {
  constructor(private readonly actions: ActionStore) {}

  /** Undefined when there is no such action or version. */
  async export(caller: Caller, actionId: string, version: VersionRef): Promise<Json | undefined> {
    const found = await findFlows(this.actions, { workspace: caller.workspace, id: actionId }, [version]);
    const [flow] = found?.flows ?? [];
    if (found === undefined || flow === undefined) return undefined;
    const { name, description } = found.action;
    return { kind: EXPORT_KIND, format: 1, name, description, flow };
  }
}
