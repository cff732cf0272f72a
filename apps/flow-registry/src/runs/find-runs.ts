import { gunzipSync } from 'node:zlib';
import type { Json } from '@aftercall/flow-model';
import type { AttemptHistoryRow, FactHistoryRow, RunHistoryRow, StepHistoryRow } from '@aftercall/wire-format';
import { dayOfRun } from '@aftercall/wire-format';
import type { Page, PageRequest } from '../paging/page.ts';
import { isStorable, isUuid } from '../problems/text-rules.ts';
import type { BodyKey, RunFilter, RunHistory } from './run-history.ts';

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

  facts(workspace: string, runIds: readonly string[]): Promise<readonly FactHistoryRow[]> {
    return this.history.findFacts(workspace, runIds);
  }

  /** By id; a body that is no longer kept is not among them. */
  async bodies(workspace: string, keys: readonly BodyKey[]): Promise<readonly StoredBody[]> {
    const rows = await this.history.findBodies(workspace, keys);
    return rows.map(({ payload_id, encoding, body }) => {
      const text = encoding === 'gzip' ? gunzipSync(body) : Buffer.from(body);
      return { id: payload_id, value: JSON.parse(text.toString('utf8')) as Json };
    });
  }
}

/** A body that stands apart from its row. */
export interface StoredBody {
  id: string;
  value: Json;
}
