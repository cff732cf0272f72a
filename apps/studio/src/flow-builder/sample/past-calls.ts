import { completeCall, isJsonObject, type Answer, type Json, type JsonObject } from '@aftercall/flow-model';
import { ask } from '../../registry-client/ask.ts';
import {
  SampleCallDocument,
  SampleCallsDocument,
  SampleRunDocument,
  type SampleCallQuery,
  type SampleRunQuery,
} from '../../registry-client/generated/graphql.ts';
import type { SampleCall } from './sample-call.ts';

type ToldCall = NonNullable<SampleCallQuery['call']>;

/** A past call, and what its run was answered. */
export interface PastSample {
  readonly call: SampleCall;
  /** By node key. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** A past call as a list offers it. */
export interface OfferedCall {
  readonly call: SampleCall;
  readonly outcome: string | null;
  readonly at: Date;
}

/** The last calls of the agents whose data is still kept, the newest first, ten at most. */
export async function listPastCalls(agentIds: readonly string[], signal?: AbortSignal): Promise<OfferedCall[]> {
  const answers = await Promise.all(
    agentIds.map((agentId) => ask({ document: SampleCallsDocument, variables: { agentId }, signal })),
  );
  const calls = answers.flatMap(({ calls: told }) => (told?.nodes ?? []).flatMap(offered));
  return calls.toSorted((one, other) => other.at.getTime() - one.at.getTime()).slice(0, 10);
}

/** @returns undefined when there is no such call, or what it brought is no longer kept */
export async function readPastCall(callId: string): Promise<PastSample | undefined> {
  const { call } = await ask({ document: SampleCallDocument, variables: { callId } });
  const read = call === null ? undefined : sampleCallOf(call);
  return read && { call: read, answers: {} };
}

/** @returns undefined when there is no such run, or what its call brought is no longer kept */
export async function readPastRun(runId: string): Promise<PastSample | undefined> {
  const { run } = await ask({ document: SampleRunDocument, variables: { runId } });
  const call = run === null ? undefined : sampleCallOf(run.call);
  if (run === null || call === undefined) return undefined;
  return { call: { ...call, source: { type: 'run', runId } }, answers: answersIn(run) };
}

function offered(told: ToldCall): OfferedCall[] {
  const call = sampleCallOf(told);
  const last = told.events?.at(-1);
  return call === undefined || last === undefined
    ? []
    : [{ call, outcome: told.outcome, at: new Date(last.receivedAt) }];
}

/** Its events put together: its end, completed by its analysis. Undefined when neither is kept. */
export function sampleCallOf({ id, events }: ToldCall): SampleCall | undefined {
  const dataOf = (type: string): JsonObject | undefined => {
    const data = events?.find((event) => event.type === `${type}.v1`)?.data as Json | undefined;
    return data !== undefined && isJsonObject(data) ? data : undefined;
  };
  const ended = dataOf('call.ended');
  const analyzed = dataOf('call.analyzed');
  if (ended === undefined && analyzed === undefined) return undefined;
  return {
    label: id,
    type: ended === undefined ? 'call.analyzed' : 'call.ended',
    data: ended === undefined || analyzed === undefined ? { ...ended, ...analyzed } : completeCall(ended, analyzed),
    source: { type: 'call', callId: id },
  };
}

/** The last complete answer to each request that is still kept. */
function answersIn({ steps }: NonNullable<SampleRunQuery['run']>): Record<string, Answer> {
  const answers = steps.flatMap(({ key, attempts }): [string, Answer][] => {
    const response = attempts.findLast((attempt) => !attempt.isLookup && attempt.response !== null)?.response;
    if (response == null || response.isExpired) return [];
    const headers = response.headers.map(({ name, value }) => [name.toLowerCase(), value] as const);
    return [[key, { status: response.status, headers: Object.fromEntries(headers), body: response.body ?? undefined }]];
  });
  return Object.fromEntries(answers);
}
