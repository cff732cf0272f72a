import type { ChaosReport } from './executor-chaos.ts';
import { findingRules, type FindingRule } from './findings.ts';

export type Judged = Pick<ChaosReport, 'counts' | 'findings' | 'fleet' | 'balance' | 'lives'>;

/** What is wrong, a line each; empty: nothing was lost, and nothing was done again that need not be. */
export function findFaults({ counts, findings, fleet, balance, lives }: Judged): string[] {
  const ofRules = Map.groupBy(
    findings.filter(({ isOfStoppedProcess }) => isOfStoppedProcess !== true),
    ({ rule }) => rule,
  );
  return [
    ...[...ofRules].map(
      ([rule, { length, 0: first }]) =>
        `${length} × ${findingRules[rule]} (${first?.callId ?? ''}: ${first?.what ?? ''})`,
    ),
    ...brokenDown(lives).map(({ pid, end }) => `the executor ${pid} ended by itself: ${end?.words ?? ''}`),
    ...(balance.isZero ? [] : [`the ledger does not balance:\n${balance.said}`]),
    ...(counts.attemptsInDoubt === 0 ? ['no step was in doubt: this run proves nothing'] : []),
    ...(counts.takenOver === 0 ? ['no run was taken over: this run proves nothing'] : []),
    ...(fleet.refusedWrites === 0 ? ['no flush was refused: this run proves nothing'] : []),
  ];
}

/** Ended by nobody's order, and not for want of PostgreSQL when it started, after which somebody has to start it again. */
function brokenDown(lives: Judged['lives']): Judged['lives'] {
  return lives.filter(({ end }) => end?.how === 'by itself' && end.words?.includes('could not start') !== true);
}

/** One line of the table: how many, and what may be. */
export interface Row {
  what: string;
  count: number;
  note: string;
}

export function tableOf(report: ChaosReport): Row[] {
  const { counts, findings, fleet, balance, lives } = report;
  const { acknowledged, runs, requests } = counts;
  const found = (...rules: FindingRule[]): number =>
    findings.filter(({ rule, isOfStoppedProcess }) => rules.includes(rule) && isOfStoppedProcess !== true).length;
  const row = (what: string, count: number, note = ''): Row => ({ what, count, note });
  return [
    row(
      'events acknowledged',
      acknowledged.http + acknowledged.kafka,
      `HTTP ${acknowledged.http}, Kafka ${acknowledged.kafka}`,
    ),
    row('announced again', counts.duplicates, 'duplicates, which open nothing'),
    row('runs', runs.all, `succeeded ${runs.succeeded}, failed ${runs.failed}, cancelled ${runs.cancelled}`),
    row('requests', requests.all, 'that targets received'),
    row('LOST', found('LOST', 'NO_RUN', 'REFUSED', 'GHOST'), 'has to be 0'),
    row('NOT ENDED', found('OPEN', 'DEFECT', 'ORDER_LOST'), 'has to be 0'),
    row('SENT AFTER A STORED ANSWER', found('AFTER_ANSWER', 'AFTER_END'), 'has to be 0'),
    row(
      '  by a process stopped before its socket',
      findings.filter(({ isOfStoppedProcess }) => isOfStoppedProcess === true).length,
      'nobody can exclude it: counted apart',
    ),
    row(
      'repeated',
      requests.refused + requests.inDoubt + requests.declared + found('UNREPORTED'),
      'requests that came again',
    ),
    row('  after an answer that refused', requests.refused, 'by the schedule'),
    row('  reported in doubt', requests.inDoubt, `of ${counts.attemptsInDoubt} attempts in doubt`),
    row('  declared idempotent', requests.declared, 'not reported: GETs, and targets that know a key again'),
    row('  NEITHER', found('UNREPORTED', 'NOT_DECIDED', 'DONE_TWICE'), 'has to be 0'),
    row('WRONG TIME, KEY OR ANSWER', found('EARLY', 'KEY', 'INVENTED'), 'has to be 0'),
    row('ENDED BY ITSELF', brokenDown(lives).length, `of ${lives.length} executors, has to be 0`),
    row('BALANCE', Number(!balance.isZero), 'has to be 0'),
    row('taken over', counts.takenOver, 'runs, more than 0'),
    row('refused writes', fleet.refusedWrites, 'by the fence, more than 0; as executors told before they were killed'),
    row('decided by people', counts.resolved, 'about requests in doubt'),
  ];
}
