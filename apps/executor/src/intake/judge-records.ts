import type { Clock, Logger } from '@aftercall/service-runtime';
import type { CallTopics } from '@aftercall/wire-format';
import type { FlowCatalog } from '../catalog/flow-catalog.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Admission } from './intake-ledger.ts';
import { judgeArrival, type ArrivalJudgement } from './judge-arrival.ts';
import { readRecord } from './read-record.ts';
import type { Place, SourceRecord } from './record-source.ts';

export interface JudgeSettings {
  catalog: FlowCatalog;
  topics: CallTopics;
  clock: Clock;
  log: Logger;
  newId: () => string;
}

/** Records of one partition: what becomes of each. */
export interface JudgedRecords {
  admissions: Admission[];
  deadLetters: DeadLetter[];
  /** What an admission becomes when PostgreSQL refuses it, by its index. */
  letterOf: (index: number) => DeadLetter;
}

/** Judges each record. None is passed over: it is an event to keep, or a dead letter with its reason. */
export function judgeRecords(settings: JudgeSettings, place: Place, records: readonly SourceRecord[]): JudgedRecords {
  const admitted: { admission: Admission; record: SourceRecord }[] = [];
  const deadLetters: DeadLetter[] = [];
  for (const record of records) {
    const judgement = judgeRecord(settings, place, record);
    if (judgement.admitted) {
      admitted.push({ admission: judgement.admission, record });
    } else {
      const { problem, workspace, eventId, callId } = judgement;
      deadLetters.push({ reason: problem, workspace, eventId, callId, place, record });
    }
  }
  return {
    admissions: admitted.map(({ admission }) => admission),
    deadLetters,
    letterOf: (index) => refusedByLedger(place, admitted[index]),
  };
}

function judgeRecord(settings: JudgeSettings, place: Place, record: SourceRecord): ArrivalJudgement {
  const { catalog, topics, clock, log, newId } = settings;
  const { topic, partition } = place;
  const offset = String(record.offset);
  try {
    const arrival = {
      reading: readRecord(record),
      speaker: { topic, workspaces: topics.get(topic) ?? new Set<string>() },
      door: 'KAFKA',
      receivedAt: clock.now(),
      provenance: { topic, partition, offset },
    } as const;
    return judgeArrival(catalog, arrival, newId);
  } catch (error) {
    // Thrown on, it would come again with the same record for ever, and nobody behind that record would be heard.
    log.error({ topic, partition, offset, error }, 'a record could not be judged');
    const message = 'an error of the executor kept this record from being read; its log says more';
    const problem = { code: 'UNREADABLE', path: '', message } as const;
    return { admitted: false, problem, workspace: null, eventId: null, callId: null };
  }
}

function refusedByLedger(
  place: Place,
  refused: { admission: Admission; record: SourceRecord } | undefined,
): DeadLetter {
  if (refused === undefined) throw new RangeError('no such admission');
  const { admission, record } = refused;
  const { event, workspace } = admission;
  const reason = { code: 'INVALID', message: 'data holds something that cannot be stored' } as const;
  return { reason, workspace, eventId: event.id, callId: event.data.callId, place, record };
}
