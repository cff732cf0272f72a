import type { AttemptHistoryRow, RunHistoryRow, StepHistoryRow } from '@aftercall/wire-format';
import { dayOfRun } from '@aftercall/wire-format';
import type { Page, PageRequest } from '../paging/page.ts';
import { isStorable, isUuid } from '../problems/text-rules.ts';
import type { RunFilter, RunHistory } from './run-history.ts';

/** Reads runs. Whatever cannot be an id of anything finds nothing, and the ledger is not asked. */
export class FindRuns {
  constructor(private readonly history: RunHistory) {}

  async find(workspace: string, id: string): Promise<RunHistoryRow | undefined> {
    const [run] = await this.findMany(workspace, [id.toLowerCase()]);
    return run;
  }

  async findMany(workspace: string, ids: readonly string[]): Promise<readonly RunHistoryRow[]> {
    const known = ids.filter((id) => dayOfRun(id) !== undefined);
    return known.length === 0 ? [] : this.history.findRuns(workspace, known);
  }

  async list(workspace: string, filter: RunFilter, request: PageRequest): Promise<Page<RunHistoryRow>> {
    const { callId, agentId, externalId, actionId } = filter;
    const isImpossible = [callId, agentId, externalId].some((text) => text !== undefined && !isStorable(text));
    if (isImpossible || (actionId !== undefined && !isUuid(actionId))) return { rows: [], hasMore: false };
    return this.history.listRuns(workspace, filter, request);
  }

  steps(workspace: string, runIds: readonly string[]): Promise<readonly StepHistoryRow[]> {
    return this.history.findSteps(workspace, runIds);
  }

  attempts(workspace: string, runIds: readonly string[]): Promise<readonly AttemptHistoryRow[]> {
    return this.history.findAttempts(workspace, runIds);
  }
}
