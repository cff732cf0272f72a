import { readCallEvent, type CallEventFacts, type CallFacts, type Json, type JsonObject } from '@aftercall/flow-model';
import { findDataProblem, type TrialProblem, type TrialSample } from '@aftercall/wire-format';
import type { StartFacts } from './flow-part.ts';
import type { PastCall, PastCalls, PastStep } from './past-calls.ts';

/** The call for which something is tried. */
export interface TrialCall {
  callId: string;
  event: CallFacts['event'];
  facts: CallFacts;
  interaction: JsonObject;
  variables: JsonObject;
  /** What the steps of a past run made, by node. */
  pastSteps: ReadonlyMap<string, PastStep>;
  /** Typed: they win over whatever steps make. */
  typedVariables: JsonObject;
}

/** Who asks for which call. */
export interface CallQuestion {
  workspace: string;
  agentId: string | null;
  sample: TrialSample;
  start: StartFacts;
}

export type CallReading = { ok: true; call: TrialCall } | { ok: false; problems: TrialProblem[] };

const NOTHING_PAST: ReadonlyMap<string, PastStep> = new Map();

/** Puts the call together: what Start declares, overwritten by the past call or run, overwritten by what was typed. */
export async function readTrialCall(question: CallQuestion, past: PastCalls): Promise<CallReading> {
  const { sample } = question;
  const found = await findPast(question, past);
  if ('problem' in found) return { ok: false, problems: [found.problem] };
  const event = eventOf(question, found.call);
  const problem = findDataProblem(event.type, event.data);
  if (problem === undefined) return { ok: true, call: callOf(event, sample, found.steps) };
  const path = ['input', 'sample', 'event', ...problem.path.split('.')];
  return { ok: false, problems: [{ code: 'INVALID', path, message: problem.message }] };
}

function eventOf(question: CallQuestion, past: PastCall | undefined): CallEventFacts {
  const { sample, start } = question;
  const type = sample.event?.type ?? past?.eventType ?? start.event;
  const known = past?.data ?? declaredCall(question);
  const isAnalyzed = type === 'call.analyzed' || past?.isAnalyzed === true;
  return { type, data: { ...known, ...(sample.event?.data as JsonObject | undefined) }, isAnalyzed };
}

function callOf(
  event: CallEventFacts,
  { variables: typed = {} }: TrialSample,
  pastSteps: TrialCall['pastSteps'],
): TrialCall {
  const { facts, interaction, variables } = readCallEvent(event);
  return {
    callId: event.data['callId'] as string,
    event: event.type,
    facts,
    interaction,
    variables: { ...variables, ...typed },
    pastSteps,
    typedVariables: typed,
  };
}

type Found = { call: PastCall | undefined; steps: ReadonlyMap<string, PastStep> } | { problem: TrialProblem };

async function findPast({ workspace, sample, start }: CallQuestion, past: PastCalls): Promise<Found> {
  if (sample.runId !== undefined) {
    const run = await past.findRun(workspace, sample.runId);
    return run ?? { problem: unknown('runId', 'run') };
  }
  if (sample.callId === undefined) return { call: undefined, steps: NOTHING_PAST };
  const call = await past.findCall(workspace, sample.callId, start.event);
  return call === undefined ? { problem: unknown('callId', 'call') } : { call, steps: NOTHING_PAST };
}

function unknown(field: string, what: string): TrialProblem {
  const message = `no such ${what} in this workspace, or what it brought is no longer kept: choose another one`;
  return { code: 'NOT_FOUND', path: ['input', 'sample', field], message };
}

/** A completed call with the samples that Start declares. */
function declaredCall({ agentId, start }: CallQuestion): JsonObject {
  const samples = start.variables.filter(({ sample }) => sample !== undefined);
  return {
    callId: 'test-call',
    agentId: agentId ?? 'test-agent',
    outcome: 'completed',
    variables: Object.fromEntries(samples.map(({ name, sample }) => [name, sample as Json])),
  };
}
