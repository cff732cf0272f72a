import { setTimeout as delay } from 'node:timers/promises';
import { UpProblem } from '../problem.ts';
import type { Ask } from './graphql-client.ts';

/** One run as GraphQL shows it. */
export interface SampleRun {
  readonly id: string;
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly steps: readonly SampleStep[];
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One step of it. */
export interface SampleStep {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly cause: { readonly code: string; readonly message: string } | null;
  readonly attempts: readonly {
    readonly status: string;
    readonly durationMs: number;
    readonly cause: { readonly code: string; readonly message: string } | null;
    readonly request: { readonly method: string; readonly url: string } | null;
    readonly response: { readonly status: number } | null;
  }[];
}

/** One request as the example target shows it. */
export interface ReceivedByTarget {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const openStatuses = new Set(['QUEUED', 'RUNNING', 'WAITING']);

/**
 * Waits for the run of a call to end.
 * @throws UpProblem when none appears or it is still open at the deadline, with what is known of the call
 */
export async function awaitRun(
  ask: Ask,
  callId: string,
  wait: { deadlineMs: number; signal: AbortSignal },
): Promise<SampleRun> {
  const endMs = performance.now() + wait.deadlineMs;
  for (;;) {
    const run = await findRun(ask, callId);
    if (run !== undefined && !openStatuses.has(run.status)) return run;
    if (performance.now() > endMs) throw new UpProblem(await wordsFor(ask, callId, run));
    await delay(50, undefined, { signal: wait.signal });
  }
}

/** What the target received for this call. */
export async function readReceived(targetUrl: string, callId: string, run: SampleRun): Promise<ReceivedByTarget[]> {
  const answer = await fetch(`${targetUrl}/received`);
  const all = (await answer.json()) as ReceivedByTarget[];
  const ticketId = run.variables['ticketId'];
  const marks = [callId, ...(typeof ticketId === 'string' ? [ticketId] : [])];
  return all.filter((request) => marks.some((mark) => JSON.stringify(request).includes(mark)));
}

async function findRun(ask: Ask, callId: string): Promise<SampleRun | undefined> {
  const { runs } = await ask<{ runs: { nodes: SampleRun[] } | null }>(
    `query ($callId: ID!) { runs(first: 10, filter: { callId: $callId }) { nodes {
      id status error { code message } variables
      steps { key name kind status cause { code message }
        attempts { status durationMs cause { code message } request { method url } response { status } } }
    } } }`,
    { callId },
  );
  return runs?.nodes[0];
}

async function wordsFor(ask: Ask, callId: string, run: SampleRun | undefined): Promise<string> {
  if (run !== undefined) {
    const waiting = run.steps.filter(({ status }) => status !== 'SUCCEEDED' && status !== 'SKIPPED');
    const words = waiting.map(({ key, status, cause }) => `${key} ${status} ${cause?.message ?? ''}`.trim());
    return `run ${run.id} is still ${run.status}: ${words.join('; ')}`;
  }
  const { call } = await ask<{ call: unknown }>(
    `query ($id: ID!) { call(id: $id) {
      events { disposition reason { code message } } actions { actionName reason { code message } }
    } }`,
    { id: callId },
  );
  return `call ${callId} started no run: ${JSON.stringify(call)}`;
}
