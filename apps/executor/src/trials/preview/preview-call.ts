import type { AttemptRequest, PreviewedCall } from '@aftercall/wire-format';
import { describeChanges } from './compare-requests.ts';
import type { ImaginedVersion } from './imagine-version.ts';
import type { PastCall } from '../past-calls.ts';

type PreviewedRequest = PreviewedCall['requests'][number];
type Imagined = NonNullable<ReturnType<ImaginedVersion['requests']['get']>>;

/** 100 calls with their transcripts in several requests would be more than anybody reads. */
const MAX_BODY_CHARACTERS = 16 * 1024;

/** Two versions beside each other, for one past call. */
export function previewCall(call: PastCall, live: ImaginedVersion, draft: ImaginedVersion): PreviewedCall {
  const keys = new Set([...draft.requests.keys(), ...live.requests.keys()]);
  const requests = [...keys].map((key) => compare(key, live.requests.get(key), draft.requests.get(key)));
  const changes = [hearingChange(live, draft), wayChange(live, draft), ...requests.map(requestChange)];
  const summary = changes.filter((change) => change !== '').join(' ');
  return {
    callId: call.callId,
    agentId: call.agentId,
    eventType: `${call.eventType}.v1`,
    receivedAt: call.receivedAt.toISOString(),
    isChanged: summary !== '',
    summary,
    live: live.told,
    draft: draft.told,
    requests,
  };
}

function compare(nodeKey: string, live: Imagined | undefined, draft: Imagined | undefined): PreviewedRequest {
  const changes = live === undefined || draft === undefined ? [] : describeChanges(live, draft);
  const change = changeOf(live, draft, changes);
  const told = draft ?? live;
  return {
    nodeKey,
    name: told?.name ?? nodeKey,
    change,
    changes,
    live: change === 'SAME' ? null : shown(live),
    draft: change === 'SAME' ? null : shown(draft),
    isUncertain: told?.isUncertain === true,
    answer: answerOf(told, change),
  };
}

function changeOf(
  live: Imagined | undefined,
  draft: Imagined | undefined,
  changes: readonly string[],
): PreviewedRequest['change'] {
  if (live === undefined) return 'ADDED';
  if (draft === undefined) return 'REMOVED';
  return changes.length > 0 ? 'CHANGED' : 'SAME';
}

function answerOf(request: Imagined | undefined, change: PreviewedRequest['change']): PreviewedRequest['answer'] {
  if (request === undefined || request.isAssumed) return 'UNKNOWN';
  return change === 'SAME' || change === 'REMOVED' ? 'RECORDED' : 'RECORDED_FOR_ANOTHER_REQUEST';
}

function shown(imagined: Imagined | undefined): AttemptRequest | null {
  if (imagined === undefined) return null;
  const { shown: request } = imagined;
  const { body } = request;
  if (body === null || body.length <= MAX_BODY_CHARACTERS) return request;
  return { ...request, body: `${body.slice(0, MAX_BODY_CHARACTERS).toWellFormed()}…` };
}

function hearingChange(live: ImaginedVersion, draft: ImaginedVersion): string {
  if (live.told.isHeard === draft.told.isHeard) return '';
  if (draft.told.isHeard) return `The draft hears this call; the live version does not (${reasonOf(live)}).`;
  return `The draft does not hear this call (${reasonOf(draft)}); the live version does.`;
}

function reasonOf({ told }: ImaginedVersion): string {
  return told.reason?.code ?? '';
}

/** Told only where both hear the call: else everything differs. */
function wayChange(live: ImaginedVersion, draft: ImaginedVersion): string {
  if (!live.told.isHeard || !draft.told.isHeard) return '';
  const [before, after] = [wayOf(live), wayOf(draft)];
  const end =
    live.told.end === draft.told.end ? '' : ` It ends as ${draft.told.end ?? ''}, not as ${live.told.end ?? ''}.`;
  return before === after && end === '' ? '' : `It goes another way: ${after}, not ${before}.${end}`;
}

function wayOf({ told }: ImaginedVersion): string {
  const taken = told.path.filter(({ state }) => state !== 'SKIPPED');
  if (taken.length === 0) return 'no step';
  return taken.map(({ key, state, port }) => `${key} ${state === 'FAILED' ? 'fails' : (port ?? '')}`).join(', ');
}

function requestChange({ nodeKey, change, changes }: PreviewedRequest): string {
  switch (change) {
    case 'SAME':
      return '';
    case 'ADDED':
      return `${nodeKey} is sent.`;
    case 'REMOVED':
      return `${nodeKey} is not sent.`;
    case 'CHANGED':
      return `${nodeKey} is sent otherwise: ${changes[0] ?? ''}${changes.length > 1 ? ', …' : ''}.`;
    default:
      return change satisfies never;
  }
}
