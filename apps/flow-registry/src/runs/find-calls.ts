import type { CallHistoryRow } from '@aftercall/wire-format';
import type { Page, PageRequest } from '../paging/page.ts';
import { isStorable } from '../problems/text-rules.ts';
import { callStory, type CallStory } from './call-story.ts';
import type { CallFilter, ListedCall, RunHistory } from './run-history.ts';

/** Reads what is known of calls, and why each action did or did not run. */
export class FindCalls {
  constructor(private readonly history: RunHistory) {}

  async find(workspace: string, callId: string): Promise<CallStory | undefined> {
    return callStory(await this.events(workspace, [callId]));
  }

  async events(workspace: string, callIds: readonly string[]): Promise<readonly CallHistoryRow[]> {
    const storable = callIds.filter(isStorable);
    return storable.length === 0 ? [] : this.history.findCallEvents(workspace, storable);
  }

  async list(workspace: string, filter: CallFilter, request: PageRequest): Promise<Page<ListedCall>> {
    if (!isStorable(filter.agentId ?? '') || !isStorable(filter.outcome ?? '')) return { rows: [], hasMore: false };
    return this.history.listCalls(workspace, filter, request);
  }
}
