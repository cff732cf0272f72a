/** The outcomes that the call events know; a call system may send others. Without flow-model: this page needs no more of it. */
export const callOutcomes = [
  'completed',
  'transferred',
  'failed',
  'busy',
  'no_answer',
  'canceled',
  'voicemail',
  'abandoned',
] as const;
