import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { AttemptHistoryRow, CallEventData, RunHistoryRow, RunStatus } from '@aftercall/wire-format';
import { dayOfRun } from '@aftercall/wire-format';
import { ActionLoader } from '../../actions/graphql/action-loader.ts';
import { listedView } from '../../actions/graphql/action-view.ts';
import { maySeeBodies } from '../../identity/roles.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { FindRuns } from '../find-runs.ts';
import { attemptStories } from '../attempt-story.ts';
import { runRecords, type RunRecord } from '../run-records.ts';
import { planOfVersion, runSteps } from '../run-steps.ts';
import { stepVariables } from '../step-variables.ts';
import { waitingFor } from '../waiting-for.ts';
import { RunLoader } from './run-loader.ts';
import { attemptView, runCursor, runView, stepView, type RunView, type StepView } from './run-view.ts';

interface RunFilterInput {
  callId?: string | null;
  actionId?: string | null;
  version?: number | null;
  agentId?: string | null;
  status?: RunStatus[] | null;
  externalId?: string | null;
  from?: Date | null;
  to?: Date | null;
}

@Resolver('Run')
export class RunResolver {
  constructor(
    private readonly findRuns: FindRuns,
    private readonly runLoader: RunLoader,
    private readonly actionLoader: ActionLoader,
  ) {}

  @Query('run')
  async run(@Context() context: RequestContext, @Args('id') id: string): Promise<RunView | null> {
    const row = await this.runLoader.run(context, id);
    return row === undefined ? null : runView(row);
  }

  @Query('runs')
  async runs(@Context() context: RequestContext, @Args() args: PageArguments & { filter?: RunFilterInput | null }) {
    const request = pageRequest(args, { name: 'runs', isId: (id) => dayOfRun(id) !== undefined });
    const given = Object.entries(args.filter ?? {}).filter(([, value]) => value !== null);
    const page = await this.findRuns.list(context.caller.workspace, Object.fromEntries(given), request);
    return connection(page, request, { node: runView, cursor: runCursor });
  }

  @ResolveField('action')
  async action(@Context() context: RequestContext, @Parent() run: RunView) {
    const action = await this.actionLoader.head(context, run.row.action_id);
    return action === undefined ? null : listedView(action);
  }

  @ResolveField('version')
  async version(@Context() context: RequestContext, @Parent() { row }: RunView) {
    return (await this.actionLoader.versionHead(context, { actionId: row.action_id, number: row.version })) ?? null;
  }

  @ResolveField('call')
  call(@Parent() { row }: RunView) {
    return { id: row.call_id, agentId: row.agent_id, outcome: row.call_outcome };
  }

  @ResolveField('steps')
  async steps(@Context() context: RequestContext, @Parent() { row }: RunView): Promise<StepView[]> {
    const [version, rows] = await Promise.all([
      this.actionLoader.version(context, { actionId: row.action_id, number: row.version }),
      this.runLoader.steps(context, row.run_id),
    ]);
    const plan = planOfVersion(version?.flow);
    if (plan === undefined) return [];
    const variables = stepVariables(plan, rows, await this.callData(context, row));
    return runSteps(plan, rows).map((step) => stepView(row.run_id, step, variables.get(step.key)));
  }

  @ResolveField('history')
  async history(@Context() context: RequestContext, @Parent() { row }: RunView): Promise<RunRecord[]> {
    return runRecords(row, await this.runLoader.facts(context, row.run_id));
  }

  @ResolveField('waitingFor')
  async waitingFor(@Context() context: RequestContext, @Parent() { row }: RunView): Promise<string | null> {
    const isWaiting = row.status === 'WAITING' || row.status === 'IN_REVIEW';
    return waitingFor(row, isWaiting ? await this.runLoader.facts(context, row.run_id) : []);
  }

  private async callData(context: RequestContext, row: RunHistoryRow): Promise<CallEventData | undefined> {
    const body = await this.runLoader.body(context, { day: row.payload_day, id: row.payload_id });
    return body?.value as CallEventData | undefined;
  }
}

@Resolver('Step')
export class StepResolver {
  constructor(private readonly runLoader: RunLoader) {}

  @ResolveField('attempts')
  async attempts(@Context() context: RequestContext, @Parent() step: StepView) {
    const rows = await this.runLoader.attempts(context, step.runId);
    const stories = attemptStories(await this.runLoader.facts(context, step.runId), step.key);
    const withBodies = maySeeBodies(context.caller);
    const own = rows.filter((row) => row.node_key === step.key);
    return Promise.all(
      own.map(async (row) => {
        const [sent, received] = withBodies ? await this.storedBodies(context, row) : [];
        return attemptView(row, { story: stories.get(row.number), withBodies, sent, received });
      }),
    );
  }

  private storedBodies(context: RequestContext, { run_id, request, response }: AttemptHistoryRow) {
    const day = dayOfRun(run_id) ?? '';
    const ids = [request?.bodyId, response?.bodyId];
    return Promise.all(
      ids.map(async (id) => (id === undefined ? undefined : (await this.runLoader.body(context, { id, day }))?.value)),
    );
  }
}
