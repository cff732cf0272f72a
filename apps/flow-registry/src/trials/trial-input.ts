import type { TrialAnswer, TrialSample } from '@aftercall/wire-format';

/** A sample as callers give it: null is the same as left out. */
export interface SampleInput {
  callId?: string | null;
  runId?: string | null;
  event?: { type?: 'CALL_ENDED' | 'CALL_ANALYZED' | null; data: unknown } | null;
  variables?: unknown;
}

/** A pinned or typed answer as callers give it. */
export interface AnswerInput {
  nodeKey: string;
  status?: number | null;
  headers?: readonly { name: string; value: string }[] | null;
  body?: unknown;
}

const EVENT_TYPES = { CALL_ENDED: 'call.ended', CALL_ANALYZED: 'call.analyzed' } as const;

/** The sample as executors read it. What is no object where one is needed stays as it is: the executor says so. */
export function sampleOf(input: SampleInput | null | undefined): TrialSample {
  const { callId, runId, event, variables } = input ?? {};
  return {
    ...(callId == null ? {} : { callId }),
    ...(runId == null ? {} : { runId }),
    ...(event == null ? {} : { event: { type: EVENT_TYPES[event.type ?? 'CALL_ENDED'], data: event.data as never } }),
    ...(variables == null ? {} : { variables: variables as never }),
  };
}

/** The answers as executors read them. */
export function answersOf(input: readonly AnswerInput[] | null | undefined): TrialAnswer[] {
  return (input ?? []).map(({ nodeKey, status, headers, body }) => ({
    nodeKey,
    status: status ?? null,
    headers: (headers ?? []).map(({ name, value }): [string, string] => [name, value]),
    ...(body == null ? {} : { body: body as never }),
  }));
}
