import type { JsonObject } from '@aftercall/flow-model';
import type { Cause, FactHistoryRow, RunHistoryRow } from '@aftercall/wire-format';
import { causeIn, memberOf, textIn } from './fact-members.ts';

export type RunRecordKind =
  | 'OPENED'
  | 'TAKEN_UP'
  | 'TAKEN_OVER'
  | 'SENDING'
  | 'ATTEMPT'
  | 'WAITING'
  | 'IN_REVIEW'
  | 'RESOLVED'
  | 'MAPPED_AGAIN'
  | 'CANCELLED'
  | 'STEP'
  | 'ENDED';

/** One thing that happened to a run, as a person reads it. */
export interface RunRecord {
  at: Date;
  kind: RunRecordKind;
  nodeKey: string | null;
  attempt: number | null;
  /** The person who ordered it. */
  by: string | null;
  /** The executor that recorded it. */
  executor: string | null;
  cause: Cause | null;
  message: string;
}

/** The whole history of a run, oldest first. Facts of a kind that this release does not know are left out. */
export function runRecords(run: RunHistoryRow, facts: readonly FactHistoryRow[]): RunRecord[] {
  const opened = plain(run.opened_at, 'OPENED', `call ${run.call_id} opened it with version ${run.version}`);
  const ended = factOfEnd(run);
  return [opened, ...facts.flatMap(recordOf), ...(ended === undefined ? [] : [ended])];
}

function factOfEnd({ ended_at, status, error_code, error_message }: RunHistoryRow): RunRecord | undefined {
  if (ended_at === null) return undefined;
  const cause = error_code === null ? null : { code: error_code, message: error_message ?? '' };
  const why = cause === null ? '' : `: ${cause.message}`;
  return { ...plain(ended_at, 'ENDED', `ended ${status}${why}`), cause };
}

function plain(at: Date, kind: RunRecordKind, message: string): RunRecord {
  return { at, kind, message, nodeKey: null, attempt: null, by: null, executor: null, cause: null };
}

function recordOf(row: FactHistoryRow): RunRecord[] {
  const telling = tellers[row.kind];
  if (telling === undefined) return [];
  const { fact } = row;
  const { kind, message } = telling(fact);
  const record: RunRecord = {
    at: row.at,
    kind,
    message,
    nodeKey: row.node_key,
    attempt: typeof fact['number'] === 'number' ? fact['number'] : null,
    by: textIn(fact, 'by') || null,
    executor: row.worker_id,
    cause: causeIn(fact),
  };
  return [record];
}

interface Telling {
  kind: RunRecordKind;
  message: string;
}

/** By the kinds of facts that executors write. */
const tellers: Readonly<Record<string, ((fact: JsonObject) => Telling) | undefined>> = {
  taken: (fact) =>
    textIn(fact, 'from') === ''
      ? { kind: 'TAKEN_UP', message: 'an executor went on with it' }
      : { kind: 'TAKEN_OVER', message: `taken over from executor ${textIn(fact, 'from')}, whose lease was over` },
  intent: (fact) => ({ kind: 'SENDING', message: `${requestOf(fact)} is about to be sent` }),
  attempt: (fact) => ({ kind: 'ATTEMPT', message: `${requestOf(fact)} ${endOf(fact)}` }),
  waiting: (fact) => ({ kind: 'WAITING', message: `waits until ${textIn(fact, 'until')}${because(fact)}` }),
  review: (fact) => ({ kind: 'IN_REVIEW', message: `a person must decide${because(fact)}` }),
  resolved: (fact) => ({ kind: 'RESOLVED', message: ordered(fact, resolutionOf(fact)) }),
  remapped: (fact) => ({ kind: 'MAPPED_AGAIN', message: ordered(fact, remappingOf(fact)) }),
  cancelled: (fact) => ({ kind: 'CANCELLED', message: ordered(fact, 'cancelled the run') }),
  step: (fact) => ({ kind: 'STEP', message: `${stepEndOf(fact)}${because(fact)}` }),
};

function requestOf(fact: JsonObject): string {
  return `${fact['isLookup'] === true ? 'look-up' : 'request'} ${textIn(fact, 'number')}`;
}

function endOf(fact: JsonObject): string {
  const status = memberOf(fact['response'], 'status');
  switch (fact['status']) {
    case 'SUCCEEDED':
    case 'FAILED':
      return typeof status === 'number' ? `was answered ${status}` : `ended${because(fact)}`;
    case 'IN_DOUBT':
      return `is in doubt${because(fact)}`;
    default:
      return `was not sent${because(fact)}`;
  }
}

function resolutionOf(fact: JsonObject): string {
  switch (fact['resolution']) {
    case 'repeat':
      return 'had the request sent again with the same key';
    case 'done':
      return 'said that it was carried out, and how it was answered';
    default:
      return 'gave the request up';
  }
}

function remappingOf(fact: JsonObject): string {
  const how = Array.isArray(fact['mapping']) ? 'with another mapping' : 'with the mapping of its version';
  return `had the stored answer mapped again, ${how}`;
}

function stepEndOf(fact: JsonObject): string {
  const port = textIn(fact, 'port');
  return textIn(fact, 'status').toLowerCase() + (port === '' ? '' : `, on by ${port}`);
}

function ordered(fact: JsonObject, what: string): string {
  const reason = textIn(fact, 'reason');
  return `${textIn(fact, 'by')} ${what}${reason === '' ? '' : `: ${reason}`}`;
}

function because(fact: JsonObject): string {
  const cause = causeIn(fact);
  return cause === null ? '' : `: ${cause.message}`;
}
