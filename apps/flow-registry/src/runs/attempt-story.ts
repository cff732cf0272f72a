import type { Cause, FactHistoryRow } from '@aftercall/wire-format';
import { causeIn, textIn } from './fact-members.ts';

/** What stood before an attempt: why it came no earlier. */
export interface AttemptWait {
  cause: Cause;
  since: Date;
  until: Date;
}

/** Another executor found the request under way when the one that sent it had ended. */
export interface TakeOver {
  from: string;
  by: string;
  at: Date;
}

/** What a person decided about an attempt in doubt. */
export interface AttemptResolution {
  resolution: 'REPEAT' | 'DONE' | 'GIVE_UP';
  by: string;
  at: Date;
  reason: string | null;
}

export interface AttemptStory {
  wait: AttemptWait | null;
  takeOver: TakeOver | null;
  resolution: AttemptResolution | null;
}

const untold: AttemptStory = { wait: null, takeOver: null, resolution: null };

/** What the journal tells around each attempt of a node, by the attempt's number. */
export function attemptStories(facts: readonly FactHistoryRow[], nodeKey: string): ReadonlyMap<number, AttemptStory> {
  const stories = new Map<number, AttemptStory>();
  let wait: AttemptWait | null = null;
  for (const row of facts) {
    if (row.node_key !== nodeKey) continue;
    const number = Number(row.fact['number']);
    if (row.kind === 'waiting') {
      wait = waitOf(row, wait);
    } else if (row.kind === 'attempt') {
      stories.set(number, { ...untold, wait, takeOver: takeOverOf(row, facts) });
      wait = null;
    } else if (row.kind === 'resolved') {
      stories.set(number, { ...(stories.get(number) ?? untold), resolution: resolutionOf(row) });
    }
  }
  return stories;
}

/** A wait that was prolonged is one wait. */
function waitOf({ at, fact }: FactHistoryRow, before: AttemptWait | null): AttemptWait {
  const cause = causeIn(fact) ?? { code: '', message: '' };
  return { cause: before?.cause ?? cause, since: before?.since ?? at, until: new Date(textIn(fact, 'until')) };
}

/** Facts of one journal row became durable together: a new owner's first words, and what it found under way. */
function takeOverOf(attempt: FactHistoryRow, facts: readonly FactHistoryRow[]): TakeOver | null {
  if (causeIn(attempt.fact)?.code !== 'EXECUTOR_LOST') return null;
  const taken = facts.find(({ kind, seq }) => kind === 'taken' && seq === attempt.seq);
  const from = taken === undefined ? '' : textIn(taken.fact, 'from');
  return from === '' ? null : { from, by: attempt.worker_id, at: attempt.at };
}

const RESOLUTIONS: Readonly<Record<string, AttemptResolution['resolution']>> = {
  repeat: 'REPEAT',
  done: 'DONE',
  giveUp: 'GIVE_UP',
};

function resolutionOf({ fact, at }: FactHistoryRow): AttemptResolution {
  const resolution = RESOLUTIONS[textIn(fact, 'resolution')] ?? 'GIVE_UP';
  return { resolution, by: textIn(fact, 'by'), at, reason: textIn(fact, 'reason') || null };
}
