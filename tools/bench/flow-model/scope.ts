import type { Json, JsonObject, Scope } from '@aftercall/flow-model';

export type { Json, JsonObject, Scope };

/** A call of 40 turns, about 3 KB as JSON. */
export const scope: Scope = {
  interaction: {
    CALL_ID: 'c-1001',
    AGENT_ID: 'agent-billing',
    OUTCOME: 'completed',
    DISPOSITION: 'escalated',
    DURATION: 187,
    SUMMARY:
      'The caller asked about an invoice that was charged twice. She said "please, today" — the agent opened a case.',
    ANI: '+14155550142',
    SENTIMENT: null,
    TURNS: Array.from({ length: 40 }, (_, at) => ({
      role: at % 2 === 0 ? 'agent' : 'caller',
      text: `Turn ${String(at)}: a sentence of usual length.`,
      startMs: at * 4000,
      endMs: at * 4000 + 3500,
    })),
  },
  variables: { tier: 'gold', customerId: 'A-1', ticketId: 'T-42' },
  steps: {},
  env: { CRM_URL: 'https://crm.example' },
  run: { id: 'run-1', startedAt: '2026-11-20T09:02:00Z' },
};
