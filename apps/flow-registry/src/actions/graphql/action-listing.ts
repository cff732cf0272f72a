import type { GraphQLResolveInfo } from 'graphql';
import type { AgentLoader } from '../../agents/graphql/agent-loader.ts';
import type { AgentView } from '../../agents/graphql/agent-view.ts';
import { asksFor } from '../../plumbing/graphql/asked-fields.ts';
import { READ_ALONG } from '../../plumbing/graphql/read-along.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { ListedAction } from '../action-store.ts';
import { draftName, versionName } from '../known-flows.ts';
import { listedView, type ActionView, type DraftView } from './action-view.ts';
import type { FlowReader } from './flow-reader.ts';

/** These show the flow itself, so that they and the draft's revision must come of one read. */
export const FIELDS_OF_THE_FLOW = ['flow', 'problems', 'pinnedSamples'];

/** Views for a page of actions, with whatever of their fields can be answered at once. */
export class ActionListing {
  constructor(
    private readonly agentLoader: AgentLoader,
    private readonly flowReader: FlowReader,
  ) {}

  /** `info` is that of the field whose answer is a connection of these rows. */
  async views(
    context: RequestContext,
    info: GraphQLResolveInfo,
    rows: readonly ListedAction[],
  ): Promise<(row: ListedAction) => ActionView> {
    const isAsked = (names: readonly string[], ...under: string[]): boolean =>
      asksFor(info, names, ['nodes', ...under]) || asksFor(info, names, ['edges', 'node', ...under]);
    const agents = isAsked(['agents']) ? await this.agentsOf(context, rows) : undefined;
    const withDraft = !isAsked(FIELDS_OF_THE_FLOW, 'draft');
    return (row) => this.view(row, agents, withDraft);
  }

  private view(row: ListedAction, agents: Agents | undefined, withDraft: boolean): ActionView {
    const view = listedView(row);
    const { id: actionId, agentIds, liveNumber: number, draftHead, live } = view;
    const heard = number === null ? draftName(actionId, draftHead) : versionName({ actionId, number });
    return Object.assign(view, {
      [READ_ALONG]: {
        agents: agents && agentIds.flatMap((agentId) => agents.get(agentId) ?? []),
        draft: withDraft ? this.draft(draftHead) : undefined,
        liveVersion: number === null ? null : live,
        hears: this.flowReader.knownHearing(heard),
      },
    });
  }

  private draft(draft: DraftView): DraftView {
    const changedSinceLive = this.flowReader.knownChangeSinceLive(draft);
    return Object.assign(draft, { [READ_ALONG]: { changedSinceLive } });
  }

  private async agentsOf(context: RequestContext, rows: readonly ListedAction[]): Promise<Agents> {
    const ids = [...new Set(rows.flatMap(({ action }) => action.agentIds))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await this.agentLoader.load(context, id)] as const)));
  }
}

type Agents = ReadonlyMap<string, AgentView | undefined>;
