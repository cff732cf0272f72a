import { sampledRequest, type Answer, type Json } from '@aftercall/flow-model';
import { ask } from '../../registry-client/ask.ts';
import { PinSampleDocument, UnpinSampleDocument } from '../../registry-client/generated/graphql.ts';
import { announce } from '../../ui/announcements.ts';
import { nodeOf, titleOfKey } from '../edit/node-title.ts';
import type { Workbench } from '../workbench/workbench.ts';

/**
 * Pins the last answer to its request, beside the draft. Says why when it cannot be pinned: it is too large, or the request
 * is not in the saved draft yet.
 */
export async function pinSample(workbench: Workbench, nodeKey: string): Promise<void> {
  const { sample, autosave, action, flow } = workbench;
  const last = sample.getState().sent[nodeKey];
  if (last === undefined) return;
  await autosave.settled();
  const { answer, request = requestOf(workbench, nodeKey) } = last;
  const { status, headers, body } = answer;
  const input = { actionId: action.getState().id, nodeKey, status, headers, body: body ?? null, request };
  const told = await ask({ document: PinSampleDocument, variables: { input } })
    .then(({ savePinnedSample }) => savePinnedSample.userErrors[0]?.message)
    .catch(inWords);
  if (told !== undefined) {
    workbench.refuse(`The sample was not pinned: ${told}`);
    return;
  }
  keep(workbench, nodeKey, { answer, request: request ?? null });
  announce(`Pinned the answer of ${titleOfKey(flow, nodeKey)}`);
}

/** Takes the pinned answer off again. */
export async function unpinSample(workbench: Workbench, nodeKey: string): Promise<void> {
  const input = { actionId: workbench.action.getState().id, nodeKey };
  const told = await ask({ document: UnpinSampleDocument, variables: { input } })
    .then(({ removePinnedSample }) => removePinnedSample.userErrors.find(({ code }) => code !== 'NOT_FOUND')?.message)
    .catch(inWords);
  if (told !== undefined) {
    workbench.refuse(`The sample is still pinned: ${told}`);
    return;
  }
  keep(workbench, nodeKey, undefined);
  announce(`Unpinned the sample of ${titleOfKey(workbench.flow, nodeKey)}`);
}

function keep(
  { sample }: Workbench,
  nodeKey: string,
  pinned: { readonly answer: Answer; readonly request: Json } | undefined,
): void {
  sample.setState((before) => {
    const others = before.pinned.filter((one) => one.nodeKey !== nodeKey);
    return { pinned: pinned === undefined ? others : [...others, { nodeKey, ...pinned, by: 'you', at: new Date() }] };
  });
}

function requestOf({ flow }: Workbench, nodeKey: string): Json | undefined {
  const node = nodeOf(flow, nodeKey);
  return node?.kind === 'apiRequest' ? sampledRequest(node) : undefined;
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
