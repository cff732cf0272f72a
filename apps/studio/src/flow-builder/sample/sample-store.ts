import type { Answer } from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DraftFieldsFragment } from '../../registry-client/generated/graphql.ts';
import { EXAMPLE_CALLS, type SampleCall } from './sample-call.ts';

/** An answer that an author pinned, and how it stands to the request as it is now. */
export type PinnedSample = DraftFieldsFragment['pinnedSamples'][number];

/** What values are shown with: a call, and the answers of the requests before. Kept while the builder is open. */
export interface SampleState {
  readonly call: SampleCall;
  /** The last answer of each request that was sent from here, by node key. */
  readonly sent: Readonly<Record<string, Answer>>;
  readonly pinned: readonly PinnedSample[];
}

export function createSample(pinned: readonly PinnedSample[]): StoreApi<SampleState> {
  const [call] = EXAMPLE_CALLS;
  if (call === undefined) throw new Error('there is no example call');
  return createStore<SampleState>()(() => ({ call, sent: {}, pinned }));
}

/** By node key: what was answered last, else what is pinned. */
export function answersOf({ sent, pinned }: SampleState): Readonly<Record<string, Answer>> {
  return { ...Object.fromEntries(pinned.map((sample) => [sample.nodeKey, answerOf(sample)])), ...sent };
}

export function answerOf({ status, headers, body }: PinnedSample): Answer {
  return { status, headers: textsOf(headers), body: body };
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name.toLowerCase(), String(text)]));
}
