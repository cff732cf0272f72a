import type { Answer, Json } from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SendTestRequestMutation } from '../../registry-client/generated/graphql.ts';

/** What came of a request that was tried. */
export type SendResult = NonNullable<SendTestRequestMutation['sendTestRequest']['result']>;

/** The node's own request, or the question of its look-up. */
export type SendPart = 'REQUEST' | 'LOOKUP';

/** Where one Send stands. */
export type SendState =
  | { readonly type: 'sending'; readonly cancel: () => void }
  | { readonly type: 'done'; readonly result: SendResult; readonly at: Date; readonly value: Json | undefined }
  | { readonly type: 'cancelled'; readonly afterMs: number }
  /** It was not tried, and why. */
  | { readonly type: 'refused'; readonly problem: string; readonly code: string | undefined };

/** By node and part; kept while the builder is open, whatever is selected meanwhile. */
export type Sends = Readonly<Record<string, SendState>>;

export function createSends(): StoreApi<Sends> {
  return createStore<Sends>()(() => ({}));
}

export function sendKey(nodeKey: string, part: SendPart): string {
  return `${nodeKey} ${part}`;
}

/** The answer as mappings read it; undefined where none came. */
export function answerOf({ meta, data }: SendResult, value: Json | undefined): Answer | undefined {
  if (meta.status === null) return undefined;
  const headers = meta.responseHeaders.map(({ name, value: text }) => [name.toLowerCase(), text] as const);
  return { status: meta.status, headers: Object.fromEntries(headers), body: value ?? data?.text ?? undefined };
}

/** The body's value, when it is JSON. */
export function readBody({ data }: SendResult): Json | undefined {
  if (data?.kind !== 'JSON' || typeof data.text !== 'string') return undefined;
  try {
    return JSON.parse(data.text) as Json;
  } catch {
    return undefined;
  }
}
