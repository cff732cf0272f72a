import type { EndedAttempt, Intent, StepResult } from '../steps/step.ts';
import type { AttemptFact, Fact, IntentFact, StepFact } from './journal-entry.ts';

export function intentFact(node: string, intent: Intent, now: Date): IntentFact {
  return {
    kind: 'intent',
    node,
    number: intent.number,
    ...(intent.isLookup ? { isLookup: true } : {}),
    startedAt: now.toISOString(),
  };
}

/** What a step's result is in the journal: its attempts, then what becomes of the node. */
export function factsOf(node: string, result: StepResult, now: Date): Fact[] {
  return [...result.attempts.map((attempt) => attemptFact(node, attempt)), ...verdict(node, result, now)];
}

function verdict(node: string, result: StepResult, now: Date): Fact[] {
  switch (result.kind) {
    case 'done': {
      const { status, port, writes, externalIds, cause } = result;
      return [{ kind: 'step', node, status, port, writes, externalIds, cause }];
    }
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

function attemptFact(node: string, attempt: EndedAttempt): AttemptFact {
  const { isLookup, startedAt, ...rest } = attempt;
  return { kind: 'attempt', node, ...rest, ...(isLookup ? { isLookup } : {}), startedAt: startedAt.toISOString() };
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
    if (fact.kind === 'taken' || fact.kind === 'intent') return [fact];
    return fact.kind === 'attempt' ? [{ ...fact, cause: null, request: null, response: null }] : [];
  });
  const nodes = new Set(facts.flatMap((fact) => (fact.kind === 'taken' || fact.kind === 'intent' ? [] : [fact.node])));
  const failed = [...nodes].map((node): Fact => ({ ...skippedStep(node), status: 'FAILED', cause: UNSTORABLE }));
  return [...kept, ...failed];
}

/** The end of a run whose facts the ledger refuses. */
export const unstorableError: { code: string; message: string } = UNSTORABLE;
