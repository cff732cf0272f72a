import { isSameJson, sampledRequest, type FlowDocument } from '@aftercall/flow-model';
import type { ActionStore } from '../actions/action-store.ts';
import { noSuchAction } from '../actions/change-action.ts';
import { readFlow } from '../actions/known-flows.ts';
import { refuseArchived, type PostCallAction } from '../actions/post-call-action.ts';
import type { Caller } from '../identity/caller.ts';
import { problem, refused, type Outcome, type PlainProblem } from '../problems/problem.ts';
import { isStorable, isUuid } from '../problems/text-rules.ts';
import { readSample, type PinnedSample, type SampleInput } from './pinned-sample.ts';
import { MAX_SAMPLES, type SampleStore } from './sample-store.ts';

/** What was pinned or taken off, and the action that it is kept beside. */
export interface Pinned {
  action: PostCallAction;
  nodeKey: string;
}

/** Pins answers to the API Requests of a draft, and takes them off again. The draft's revision stays as it is. */
export class PinSample {
  constructor(
    private readonly actions: ActionStore,
    private readonly samples: SampleStore,
    private readonly now: () => Date,
  ) {}

  async pin(
    caller: Caller,
    input: { actionId: string; nodeKey: string; sample: SampleInput },
  ): Promise<Outcome<Pinned>> {
    const found = await this.find(caller, input.actionId);
    if (!found.ok) return found;
    const { action } = found;
    const node = requestNode(readFlow(action.draft.flow), input.nodeKey);
    if (node === undefined) return refused(noSuchNode());
    const read = readSample({ ...input.sample, request: input.sample.request ?? sampledRequest(node) });
    if (!read.ok) return refused(read.problem);
    const pinned: PinnedSample = {
      nodeKey: node.key,
      sample: read.sample,
      pinnedAt: this.now(),
      pinnedBy: caller.name,
    };
    const saved = await this.samples.save(caller.workspace, action.id, pinned);
    if (saved === 'too-many') {
      const message = `this draft has ${MAX_SAMPLES} pinned samples, which is the most: take one off first`;
      return refused(problem('INVALID', ['input', 'nodeKey'], message));
    }
    return { ok: true, value: { action, nodeKey: node.key } };
  }

  async remove(caller: Caller, input: { actionId: string; nodeKey: string }): Promise<Outcome<Pinned>> {
    const found = await this.find(caller, input.actionId);
    if (!found.ok) return found;
    const { action } = found;
    const removed = isStorable(input.nodeKey)
      ? await this.samples.remove(caller.workspace, action.id, input.nodeKey)
      : 'not-found';
    if (removed === 'not-found') {
      return refused(problem('NOT_FOUND', ['input', 'nodeKey'], 'nothing is pinned to this node'));
    }
    return { ok: true, value: { action, nodeKey: input.nodeKey } };
  }

  private async find(
    caller: Caller,
    actionId: string,
  ): Promise<{ ok: true; action: PostCallAction } | ReturnType<typeof refused>> {
    const [action] = isUuid(actionId) ? await this.actions.findMany(caller.workspace, [actionId]) : [];
    if (action === undefined) return refused(noSuchAction(['input', 'actionId']));
    const refusal = refuseArchived(action);
    return refusal === undefined ? { ok: true, action } : refused(...refusal.problems);
  }
}

function requestNode(flow: FlowDocument | undefined, nodeKey: string) {
  const node = flow?.nodes.find((one) => one.key === nodeKey);
  return node?.kind === 'apiRequest' ? node : undefined;
}

function noSuchNode(): PlainProblem {
  return problem('NOT_FOUND', ['input', 'nodeKey'], 'the saved draft has no API Request with this key: save it first');
}

/** Whether the flow's request is not the one that was answered. */
export function isStale(flow: FlowDocument | undefined, { nodeKey, sample }: PinnedSample): boolean {
  const node = requestNode(flow, nodeKey);
  if (node === undefined) return true;
  return sample.request !== undefined && !isSameJson(sample.request, sampledRequest(node));
}
