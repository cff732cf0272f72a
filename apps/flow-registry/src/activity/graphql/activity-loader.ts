import type { RunHistoryRow } from '@aftercall/wire-format';
import { loadOne, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { ActionFigures } from '../activity-ledger.ts';
import type { ReadActivity } from '../read-activity.ts';

const LAST_RUNS = Symbol('last runs of actions');
const textOf = (id: string): string => id.toLowerCase();

/** What a list of actions shows of their runs, read at once for the whole page. */
export class ActivityLoader {
  /** One kind of batch for each number of hours: they are different questions. */
  private readonly recent = new Map<number, symbol>();

  constructor(private readonly activity: ReadActivity) {}

  figures(context: RequestContext, actionId: string, hours: number): Promise<ActionFigures | undefined> {
    const batch = {
      read: (ids: readonly string[]) => this.activity.countRecentRuns(context.caller.workspace, ids, hours),
      keyOf: (figures: ActionFigures) => figures.actionId,
      textOf,
    };
    return loadOne(context, this.kindOf(hours), batch, actionId);
  }

  lastRun(context: RequestContext, actionId: string): Promise<RunHistoryRow | undefined> {
    const batch = {
      read: (ids: readonly string[]) => this.activity.findLastRuns(context.caller.workspace, ids),
      keyOf: (run: RunHistoryRow) => run.action_id,
      textOf,
    };
    return loadOne(context, LAST_RUNS, batch, actionId);
  }

  private kindOf(hours: number): symbol {
    const kind = this.recent.get(hours) ?? Symbol(`activity of ${String(hours)} hours`);
    this.recent.set(hours, kind);
    return kind;
  }
}
