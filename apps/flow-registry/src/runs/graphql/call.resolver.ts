import type { Json } from '@aftercall/flow-model';
import type { CallHistoryAction, CallHistoryRow } from '@aftercall/wire-format';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { maySeeBodies } from '../../identity/roles.ts';
import { ActionLoader } from '../../actions/graphql/action-loader.ts';
import { listedView } from '../../actions/graphql/action-view.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { callActions, callStory } from '../call-story.ts';
import { FindCalls } from '../find-calls.ts';
import { FindRuns } from '../find-runs.ts';
import { callCursorId, readCallCursorId } from '../run-history.ts';
import { RunLoader } from './run-loader.ts';
import { causeOf, runView, type RunView } from './run-view.ts';

/** A call as other entities hold it; its events are read when somebody asks for them. */
interface CallView {
  id: string;
  agentId: string;
  outcome: string | null;
}

interface CallFilterInput {
  agentId?: string | null;
  outcome?: string | null;
  from?: Date | null;
  to?: Date | null;
}

const MAX_RUNS_OF_CALL = 100;

@Resolver('Call')
export class CallResolver {
  constructor(
    private readonly findCalls: FindCalls,
    private readonly findRuns: FindRuns,
    private readonly runLoader: RunLoader,
  ) {}

  @Query('call')
  async call(@Context() context: RequestContext, @Args('id') id: string): Promise<CallView | null> {
    return (await this.story(context, id)) ?? null;
  }

  @Query('calls')
  async calls(@Context() context: RequestContext, @Args() args: PageArguments & { filter?: CallFilterInput | null }) {
    const request = pageRequest(args, { name: 'calls', isId: (id) => readCallCursorId(id) !== undefined });
    const given = Object.entries(args.filter ?? {}).filter(([, value]) => value !== null);
    const page = await this.findCalls.list(context.caller.workspace, Object.fromEntries(given), request);
    const stories = await Promise.all(page.rows.map((listed) => this.story(context, listed.event.call_id)));
    const rows = page.rows.map((listed, index) => ({ listed, story: stories[index] ?? callOf(listed.event) }));
    return connection({ ...page, rows }, request, {
      node: ({ story }) => story,
      cursor: ({ listed }) => ({ at: listed.event.received_at, id: callCursorId(listed) }),
    });
  }

  @ResolveField('events')
  async events(@Context() context: RequestContext, @Parent() call: CallView) {
    return (await this.runLoader.callEvents(context, call.id)).map(eventView);
  }

  @ResolveField('actions')
  async actions(@Context() context: RequestContext, @Parent() call: CallView): Promise<CallHistoryAction[]> {
    return callActions(await this.runLoader.callEvents(context, call.id));
  }

  @ResolveField('runs')
  async runs(@Context() context: RequestContext, @Parent() call: CallView): Promise<RunView[]> {
    const request = { first: MAX_RUNS_OF_CALL, after: undefined };
    return (await this.findRuns.list(context.caller.workspace, { callId: call.id }, request)).rows.map(runView);
  }

  private async story(context: RequestContext, callId: string): Promise<CallView | undefined> {
    return callStory(await this.runLoader.callEvents(context, callId));
  }
}

@Resolver('CallEvent')
export class CallEventResolver {
  constructor(private readonly runLoader: RunLoader) {}

  @ResolveField('data')
  async data(@Context() context: RequestContext, @Parent() { payload }: CallEventView): Promise<Json> {
    if (payload === undefined || !maySeeBodies(context.caller)) return null;
    return (await this.runLoader.body(context, payload))?.value ?? null;
  }
}

@Resolver('CallAction')
export class CallActionResolver {
  constructor(
    private readonly actionLoader: ActionLoader,
    private readonly runLoader: RunLoader,
  ) {}

  @ResolveField('action')
  async action(@Context() context: RequestContext, @Parent() entry: CallHistoryAction) {
    const action = await this.actionLoader.head(context, entry.actionId);
    return action === undefined ? null : listedView(action);
  }

  @ResolveField('run')
  async run(@Context() context: RequestContext, @Parent() entry: CallHistoryAction): Promise<RunView | null> {
    const row = entry.runId === null ? undefined : await this.runLoader.run(context, entry.runId);
    return row === undefined ? null : runView(row);
  }
}

function callOf(event: CallHistoryRow): CallView {
  return { id: event.call_id, agentId: event.agent_id, outcome: event.outcome };
}

function eventView(row: CallHistoryRow) {
  const { disposition, duplicates, door, topic, partition, offset, payload_day: day, payload_id: id } = row;
  return {
    id: row.event_id,
    type: `${row.event_type}.v1`,
    door,
    receivedAt: row.received_at,
    disposition,
    reason: causeOf(row.reason_code, row.reason_message),
    duplicates,
    topic,
    partition,
    offset,
    payload: day === null || id === null ? undefined : { day, id },
  };
}
type CallEventView = ReturnType<typeof eventView>;
