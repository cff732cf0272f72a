import type { EndedAttempt, Intent, StepDone, StepResult } from '../steps/step.ts';
import type { AttemptFact, Fact, IntentFact, NodeFact, StepFact } from './journal-entry.ts';

export function intentFact(node: string, intent: Intent, now: Date): IntentFact {
  const { number } = intent;
  const startedAt = now.toISOString();
  return intent.isLookup
    ? { kind: 'intent', node, number, isLookup: true, startedAt }
    : { kind: 'intent', node, number, startedAt };
}

/** What a step's result is in the journal: its attempts, then what becomes of the node. */
export function factsOf(node: string, result: StepResult, now: Date): Fact[] {
  return [...result.attempts.map((attempt) => attemptFact(node, attempt)), ...verdict(node, result, now)];
}

function verdict(node: string, result: StepResult, now: Date): Fact[] {
  switch (result.kind) {
    case 'done':
      return [stepFact(node, result)];
    case 'wait': {
      const until = new Date(now.getTime() + result.waitMs).toISOString();
      return [{ kind: 'waiting', node, until, lane: result.lane, cause: result.cause }];
    }
    case 'review':
      return [{ kind: 'review', node, cause: result.cause }];
    case 'stopped':
      return [];
    default:
      return result satisfies never;
  }
}

export function stepFact(node: string, { status, port, writes, externalIds, cause }: StepDone): StepFact {
  return { kind: 'step', node, status, port, writes, externalIds, cause };
}

/** A step that got its answer and could not read it: the answer is stored, and can be mapped again. */
export function isMappingFailure({ status, cause }: StepFact): boolean {
  return status === 'FAILED' && cause?.code === 'MAPPING_FAILED';
}

function attemptFact(node: string, attempt: EndedAttempt): AttemptFact {
  const { number, status, isCounted, cause, isLookup, startedAt, durationMs, request, response } = attempt;
  const ended = { number, status, isCounted, cause, durationMs, request, response, startedAt: startedAt.toISOString() };
  return isLookup ? { kind: 'attempt', node, ...ended, isLookup } : { kind: 'attempt', node, ...ended };
}

/** A node that the plan left out: no edge to it was taken. */
export function skippedStep(node: string): StepFact {
  return { kind: 'step', node, status: 'SKIPPED', port: null, writes: null, externalIds: [], cause: null };
}

/** A step that our own error kept from being run. */
export function defectiveStep(node: string): StepFact {
  const message = 'the step could not be run: an error of the executor, see its log';
  return { ...skippedStep(node), status: 'FAILED', cause: { code: 'DEFECT', message } };
}

const UNSTORABLE = {
  code: 'LEDGER_REFUSED',
  message: 'the ledger cannot store what this step sent, received or made; see the log of the executor',
};

/** What can be said in place of facts that the ledger refuses: which requests were made and that their steps failed. */
export function withoutContents(facts: readonly Fact[]): Fact[] {
  const kept = facts.flatMap((fact): Fact[] => {
    if (fact.kind === 'taken' || fact.kind === 'intent' || fact.kind === 'cancelled') return [fact];
    return fact.kind === 'attempt' ? [{ ...fact, cause: null, request: null, response: null }] : [];
  });
  const nodes = new Set(facts.flatMap((fact) => (isOutcome(fact) ? [fact.node] : [])));
  const failed = [...nodes].map((node): Fact => ({ ...skippedStep(node), status: 'FAILED', cause: UNSTORABLE }));
  return [...kept, ...failed];
}

function isOutcome(fact: Fact): fact is Exclude<NodeFact, { kind: 'intent' }> {
  return fact.kind !== 'taken' && fact.kind !== 'intent' && fact.kind !== 'cancelled';
}

/** The end of a run whose facts the ledger refuses. */
export const unstorableError: { code: string; message: string } = UNSTORABLE;
