/** What may never be. Each rule says it for people. */
export const findingRules = {
  LOST: 'an acknowledged event without its disposition',
  NO_RUN: 'a call whose run is missing, or that has several',
  OPEN: 'a run that has not ended',
  DEFECT: 'a run that ended for a reason of ours',
  REFUSED: 'a good event that a door refused',
  ORDER_LOST: 'an order that was carried out, and did not show',
  GHOST: 'a request of which the ledger has no run',
  AFTER_ANSWER: 'a request after its answer was stored',
  AFTER_END: 'a request after its run had ended or was cancelled',
  UNREPORTED: 'a repetition that is neither reported in doubt nor of a refusal nor declared idempotent',
  NOT_DECIDED: 'a repetition that nobody decided, of a request that a person decides about',
  DONE_TWICE: 'carried out twice, though the target can be asked',
  INVENTED: 'an answer in the ledger that the target never gave',
  EARLY: 'a request before its time',
  KEY: 'a request with another key than its own',
} as const;
export type FindingRule = keyof typeof findingRules;

export interface Finding {
  rule: FindingRule;
  callId: string;
  /** What exactly. */
  what: string;
  /** Of a process that stood still between its check and its socket: nobody can exclude it, so it is counted apart. */
  isOfStoppedProcess?: boolean;
}
