import { isOfNewerFormat, visibleNodes } from '@aftercall/flow-model';
import { isKnown, type Fact, type TakenFact } from './journal-entry.ts';
import type { PlanCache } from './plan-cache.ts';
import { lostAttempts } from './recovery.ts';
import type { Claim, RunLedger, StoredRun } from './run-ledger.ts';
import { isMappingFailure } from './run-facts.ts';
import type { RunFrame } from './run-scope.ts';
import { fold, freshRun, type RunState } from './run.ts';

/** A claimed run, ready to go on; or why it never can, or not in this release. */
export type Resumption =
  | (Beginning & { ok: true; frame: RunFrame; state: RunState })
  | (Beginning & { ok: false; why: 'never'; error: { code: string; message: string } })
  | { ok: false; why: 'newer'; error: { code: string; message: string } };

const ofNewerRelease = {
  code: 'NEWER_RELEASE',
  message: 'a newer release wrote this run: it goes on in an executor of that release',
};

interface Beginning {
  nextSeq: number;
  taken: TakenFact;
  /** Requests that were under way when the former owner ended. */
  lost: Fact[];
}

interface Reader {
  ledger: Pick<RunLedger, 'findBody'>;
  plans: PlanCache;
}

/**
 * Reads a claimed run: where it stands by its journal, and the facts with which its new owner begins.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export async function resume({ run, from }: Claim, { ledger, plans }: Reader, now: Date): Promise<Resumption> {
  if (isOfNewerFormat(run.document) || !run.journal.every(isKnown)) {
    return { ok: false, why: 'newer', error: ofNewerRelease };
  }
  const nextSeq = (run.journal.at(-1)?.seq ?? 0) + 1;
  const state = fold(
    freshRun,
    run.journal.flatMap(({ facts }) => facts),
  );
  const beginning: Beginning = { nextSeq, taken: { kind: 'taken', from }, lost: lostAttempts(state, now) };
  const frame = frameOf(run, plans);
  if ('error' in frame) return { ...beginning, ok: false, why: 'never', error: frame.error };
  return { ...beginning, ok: true, frame, state: await withBodies(frame, state, ledger) };
}

function frameOf(run: StoredRun, plans: PlanCache): RunFrame | { error: { code: string; message: string } } {
  const { identity, data, constants } = run;
  if (data === undefined) {
    return { error: { code: 'CALL_DATA_GONE', message: 'the data of the call is no longer kept' } };
  }
  const reading = plans.planOf(identity, run.document);
  if (!reading.ok) {
    const message = `version ${String(identity.version)} of this action cannot be run: ${reading.message}`;
    return { error: { code: 'PLAN_INVALID', message } };
  }
  return { identity, plan: reading.plan, data, constants };
}

/** Large answers stand apart from the journal: those that a step still to come, or another mapping, may read are fetched. */
async function withBodies(frame: RunFrame, state: RunState, ledger: Reader['ledger']): Promise<RunState> {
  const { plan, identity } = frame;
  const toCome = plan.steps.filter(({ key }) => state.nodes.get(key)?.phase.at !== 'over');
  const readable = new Set(toCome.flatMap(({ key }) => [...visibleNodes(plan, key)]));
  for (const [key, { phase }] of state.nodes)
    if (phase.at === 'over' && isMappingFailure(phase.step)) readable.add(key);
  const nodes = new Map(state.nodes);
  for (const [key, node] of state.nodes) {
    const bodyId = node.response?.bodyId;
    if (node.response === undefined || bodyId === undefined || !readable.has(key)) continue;
    const body = await ledger.findBody(identity.runId, bodyId);
    nodes.set(key, { ...node, response: { ...node.response, body: body ?? null } });
  }
  return { ...state, nodes };
}
