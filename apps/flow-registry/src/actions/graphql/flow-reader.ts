import type { HearingDescription } from '@aftercall/flow-model';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { VersionKey } from '../action-store.ts';
import { draftFlow, draftName, versionFlow, versionName, type KnownFlows, type NamedFlow } from '../known-flows.ts';
import type { ActionLoader } from './action-loader.ts';
import type { DraftView } from './action-view.ts';

/** What follows from the flows of drafts and versions, for fields that many rows of a list have. */
export class FlowReader {
  constructor(
    private readonly actionLoader: ActionLoader,
    private readonly flows: KnownFlows,
  ) {}

  async hearingOfVersion(context: RequestContext, key: VersionKey) {
    return (await this.flows.hearing(versionName(key), () => this.readVersion(context, key))) ?? null;
  }

  async hearingOfDraft(context: RequestContext, draft: DraftView) {
    return (await this.flows.hearing(draftName(draft.actionId, draft), () => this.readDraft(context, draft))) ?? null;
  }

  /** What an action hears, if that is known without reading: null = its flow says nothing of it, undefined = not known. */
  knownHearing(name: string): HearingDescription | null | undefined {
    const known = this.flows.knownHearing(name);
    return known && (known.value ?? null);
  }

  /** `undefined`: not known without reading. */
  knownChangeSinceLive(draft: DraftView): boolean | undefined {
    if (draft.liveNumber === null) return true;
    const live = { actionId: draft.actionId, number: draft.liveNumber };
    return this.flows.knownDifference([versionName(live), draftName(draft.actionId, draft)]);
  }

  async isChangedSinceLive(context: RequestContext, draft: DraftView): Promise<boolean> {
    if (draft.liveNumber === null) return true;
    const live = { actionId: draft.actionId, number: draft.liveNumber };
    return this.flows.differ([versionName(live), draftName(draft.actionId, draft)], () =>
      Promise.all([this.readVersion(context, live), this.readDraft(context, draft)]),
    );
  }

  private async readVersion(context: RequestContext, key: VersionKey): Promise<NamedFlow | undefined> {
    const version = await this.actionLoader.version(context, key);
    return version && versionFlow(version);
  }

  /** The draft as it is by now, under its own name. */
  private async readDraft(
    context: RequestContext,
    { actionId, flow, revision }: DraftView,
  ): Promise<NamedFlow | undefined> {
    if (flow !== undefined) return draftFlow(actionId, { revision, flow });
    const action = await this.actionLoader.action(context, actionId);
    return action && draftFlow(actionId, action.draft);
  }
}
