import type { PreviewedCall } from '@aftercall/wire-format';
import type { ReplayPreview } from '../preview-replay.ts';
import { requestView } from './send-view.ts';
import { stepKinds } from './step-kinds.ts';

/** A preview as GraphQL shows it, with its sums. */
export function previewView({ liveVersion, calls }: ReplayPreview) {
  return {
    liveVersion,
    callCount: calls.length,
    changedCount: calls.filter((call) => call.isChanged).length,
    callsWithChangedRequests: calls
      .filter(({ requests }) => requests.some(({ change }) => change !== 'SAME'))
      .map(({ callId }) => callId),
    calls: calls.map(callView),
  };
}

function callView(call: PreviewedCall) {
  return {
    ...call,
    receivedAt: new Date(call.receivedAt),
    live: runView(call.live),
    draft: runView(call.draft),
    requests: call.requests.map((request) => ({
      ...request,
      live: requestView(request.live),
      draft: requestView(request.draft),
    })),
  };
}

function runView(run: PreviewedCall['live']) {
  return { ...run, path: run.path.map((step) => ({ ...step, kind: stepKinds[step.kind] })) };
}
