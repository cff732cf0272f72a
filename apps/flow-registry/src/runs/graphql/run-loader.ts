import type {
  AttemptHistoryRow,
  CallHistoryRow,
  FactHistoryRow,
  RunHistoryRow,
  StepHistoryRow,
} from '@aftercall/wire-format';
import { loadMany, loadOne, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { FindCalls } from '../find-calls.ts';
import type { FindRuns, StoredBody } from '../find-runs.ts';
import type { BodyKey } from '../run-history.ts';

const RUNS = Symbol('runs');
const STEPS = Symbol('steps');
const ATTEMPTS = Symbol('attempts');
const FACTS = Symbol('facts');
const BODIES = Symbol('bodies');
const CALL_EVENTS = Symbol('call events');

/** Rows of the ledger for the fields of a whole page, read in one batch per view. */
export class RunLoader {
  constructor(
    private readonly findRuns: FindRuns,
    private readonly findCalls: FindCalls,
  ) {}

  run(context: RequestContext, id: string): Promise<RunHistoryRow | undefined> {
    const read = (ids: readonly string[]) => this.findRuns.findMany(context.caller.workspace, ids);
    return loadOne(
      context,
      RUNS,
      { read, keyOf: (row: RunHistoryRow) => row.run_id, textOf: (key: string) => key.toLowerCase() },
      id,
    );
  }

  steps(context: RequestContext, runId: string): Promise<StepHistoryRow[]> {
    const read = (ids: readonly string[]) => this.findRuns.steps(context.caller.workspace, ids);
    return loadMany(context, STEPS, { read, keyOf: (row: StepHistoryRow) => row.run_id }, runId);
  }

  attempts(context: RequestContext, runId: string): Promise<AttemptHistoryRow[]> {
    const read = (ids: readonly string[]) => this.findRuns.attempts(context.caller.workspace, ids);
    return loadMany(context, ATTEMPTS, { read, keyOf: (row: AttemptHistoryRow) => row.run_id }, runId);
  }

  facts(context: RequestContext, runId: string): Promise<FactHistoryRow[]> {
    const read = (ids: readonly string[]) => this.findRuns.facts(context.caller.workspace, ids);
    return loadMany(context, FACTS, { read, keyOf: (row: FactHistoryRow) => row.run_id }, runId);
  }

  /** Undefined when it is no longer kept. */
  async body(context: RequestContext, key: BodyKey): Promise<StoredBody | undefined> {
    const read = async (keys: readonly BodyKey[]) => {
      const days = new Map(keys.map(({ id, day }) => [id, day]));
      const bodies = await this.findRuns.bodies(context.caller.workspace, keys);
      return bodies.map((body) => ({ body, key: { id: body.id, day: days.get(body.id) ?? '' } }));
    };
    const textOf = ({ id }: BodyKey): string => id;
    const found = await loadOne(context, BODIES, { read, keyOf: (row: { key: BodyKey }) => row.key, textOf }, key);
    return (found as { body: StoredBody } | undefined)?.body;
  }

  callEvents(context: RequestContext, callId: string): Promise<CallHistoryRow[]> {
    const read = (ids: readonly string[]) => this.findCalls.events(context.caller.workspace, ids);
    return loadMany(context, CALL_EVENTS, { read, keyOf: (row: CallHistoryRow) => row.call_id }, callId);
  }
}
