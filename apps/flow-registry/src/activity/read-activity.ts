import type { FindRuns } from '../runs/find-runs.ts';
import { isUuid } from '../problems/text-rules.ts';
import type { RunHistoryRow } from '@aftercall/wire-format';
import {
  noFigures,
  type ActionFigures,
  type ActivityLedger,
  type EventCounts,
  type FailingStep,
  type RunFigures,
  type Span,
  type SpanFigures,
} from './activity-ledger.ts';

const HOUR_MS = 3_600_000;

/** A part of a span with what happened in it. */
export interface PartFigures extends RunFigures {
  readonly from: Date;
}

/** A failing step with the URL that its last request went to. */
export interface TracedFailure extends FailingStep {
  readonly targetOrigin: string | null;
}

/** Reads what happened in a span of time. An id that no action can have had no runs. */
export class ReadActivity {
  constructor(
    private readonly ledger: ActivityLedger,
    private readonly findRuns: FindRuns,
    private readonly now: () => Date,
  ) {}

  countEvents(workspace: string, span: Span): Promise<EventCounts> {
    return this.ledger.countEvents(workspace, span);
  }

  async countRuns(workspace: string, span: Span, parts: number): Promise<SpanFigures> {
    if (!canBeAnAction(span.actionId)) return { whole: noFigures, parts: new Map() };
    return this.ledger.countRuns(workspace, span, parts);
  }

  async countReviews(workspace: string, actionId: string | undefined): Promise<number> {
    return canBeAnAction(actionId) ? this.ledger.countReviews(workspace, actionId) : 0;
  }

  async findFailingSteps(workspace: string, span: Span, first: number): Promise<readonly TracedFailure[]> {
    if (!canBeAnAction(span.actionId)) return [];
    const failures = await this.ledger.findFailingSteps(workspace, span, first);
    const attempts = await this.findRuns.attempts(
      workspace,
      failures.map(({ lastRunId }) => lastRunId),
    );
    return failures.map((failure) => {
      const last = attempts.findLast(
        ({ run_id: runId, node_key: nodeKey }) => runId === failure.lastRunId && nodeKey === failure.nodeKey,
      );
      return { ...failure, targetOrigin: URL.parse(last?.request?.url ?? '')?.origin ?? null };
    });
  }

  /** The hours up to now; those that have begun count whole, so that the last bar is not always the shortest. */
  countRecentRuns(workspace: string, actionIds: readonly string[], hours: number): Promise<readonly ActionFigures[]> {
    const to = new Date(Math.ceil((this.now().getTime() + 1) / HOUR_MS) * HOUR_MS);
    const span = { from: new Date(to.getTime() - hours * HOUR_MS), to };
    return this.ledger.countRunsOf(workspace, actionIds, span, hours);
  }

  findLastRuns(workspace: string, actionIds: readonly string[]): Promise<readonly RunHistoryRow[]> {
    return this.ledger.findLastRuns(workspace, actionIds);
  }
}

/** Every part of a span, also those in which nothing happened. */
export function partsOf({ from, to }: Span, count: number, figures: SpanFigures['parts']): readonly PartFigures[] {
  const length = (to.getTime() - from.getTime()) / count;
  return Array.from({ length: count }, (_, place) => ({
    from: new Date(Math.round(from.getTime() + place * length)),
    ...(figures.get(place) ?? noFigures),
  }));
}

function canBeAnAction(actionId: string | undefined): boolean {
  return actionId === undefined || isUuid(actionId);
}
