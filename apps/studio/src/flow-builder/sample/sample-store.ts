import {
  sampledRequest,
  type Answer,
  type FlowDocument,
  type Json,
  type PinnedSample as CheckedSample,
} from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DraftFieldsFragment } from '../../registry-client/generated/graphql.ts';
import { EXAMPLE_CALLS, type SampleCall } from './sample-call.ts';

/** An answer that an author pinned. */
export interface PinnedSample {
  readonly nodeKey: string;
  readonly answer: Answer;
  /** The request that was answered; null = another one than the draft's at that time, nobody knows which. */
  readonly request: Json;
  readonly by: string;
  readonly at: Date;
}

/** The last answer of a request: sent from here, or recorded with the run that is the sample. */
export interface LastAnswer {
  readonly answer: Answer;
  /** The request as it was sent; undefined for a recorded one. */
  readonly request: Json | undefined;
}

/** What values are shown with: a call, and the answers of the requests before. Kept while the builder is open. */
export interface SampleState {
  readonly call: SampleCall;
  /** By node key. */
  readonly sent: Readonly<Record<string, LastAnswer>>;
  readonly pinned: readonly PinnedSample[];
}

type ToldDraft = Pick<DraftFieldsFragment, 'pinnedSamples'> & { readonly flow: FlowDocument };

export function createSample(draft: ToldDraft): StoreApi<SampleState> {
  const [call] = EXAMPLE_CALLS;
  if (call === undefined) throw new Error('there is no example call');
  return createStore<SampleState>()(() => ({ call, sent: {}, pinned: pinnedIn(draft) }));
}

/** What is pinned beside a draft, with the requests that were answered: the draft's own, unless they are stale. */
export function pinnedIn({ pinnedSamples, flow }: ToldDraft): PinnedSample[] {
  return pinnedSamples.map(({ nodeKey, isStale, pinnedAt, pinnedBy, status, headers, body }) => {
    const node = flow.nodes.find(({ key }) => key === nodeKey);
    const request = isStale || node?.kind !== 'apiRequest' ? null : sampledRequest(node);
    const answer = { status, headers: textsOf(headers), body };
    return { nodeKey, answer, request, by: pinnedBy, at: new Date(pinnedAt) };
  });
}

/** By node key: what was answered last, else what is pinned. */
export function answersOf({ sent, pinned }: SampleState): Readonly<Record<string, Answer>> {
  const last = Object.entries(sent).map(([key, { answer }]) => [key, answer] as const);
  return { ...pinnedAnswers(pinned), ...Object.fromEntries(last) };
}

/** By node key: what targets are taken to answer when nothing is sent. What is pinned wins over what came last. */
export function mockedAnswers(state: SampleState): Readonly<Record<string, Answer>> {
  return { ...answersOf(state), ...pinnedAnswers(state.pinned) };
}

function pinnedAnswers(pinned: readonly PinnedSample[]): Record<string, Answer> {
  return Object.fromEntries(pinned.map(({ nodeKey, answer }) => [nodeKey, answer]));
}

/** As the checks know them: they say when a sample is older than its request. */
export function checkedSamples(pinned: readonly PinnedSample[]): Record<string, CheckedSample> {
  return Object.fromEntries(
    pinned.map(({ nodeKey, answer: { status, headers, body }, request }) => [
      nodeKey,
      { status, headers, request, ...(body === null ? {} : { body: body as Json }) },
    ]),
  );
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name.toLowerCase(), String(text)]));
}
