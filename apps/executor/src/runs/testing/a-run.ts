import type { CallEventData } from '@aftercall/wire-format';
import type { AttemptFact, Fact, IntentFact, StepFact } from '../journal-entry.ts';
import type { RunId, StoredRun } from '../run-ledger.ts';

/** A run as the intake opens it, with what the test does not care about filled in. */
export function aRun(over: {
  runId: RunId;
  document?: unknown;
  data?: Partial<CallEventData>;
  callId?: string;
  workspace?: string;
}): Omit<StoredRun, 'journal'> {
  const callId = over.callId ?? 'c-1001';
  return {
    identity: {
      runId: over.runId,
      workspace: over.workspace ?? 'acme',
      actionId: '018f0000-0000-4000-8000-000000000001',
      actionName: 'Notify CRM',
      version: 1,
      agentId: 'agent-billing',
      callId,
      eventType: 'call.ended',
      isAnalyzed: false,
      replayGeneration: 0,
      openedAt: new Date('2026-11-20T09:00:00.123Z'),
    },
    document: over.document ?? { format: 1, nodes: [], edges: [] },
    data: { callId, agentId: 'agent-billing', outcome: 'completed', ...over.data },
    constants: { CRM_URL: 'https://crm.example' },
  };
}

export function anIntent(node: string, number = 1): IntentFact {
  return { kind: 'intent', node, number, startedAt: '2026-11-20T09:00:01.000Z' };
}

export function anAttempt(node: string, over: Partial<AttemptFact> = {}): AttemptFact {
  return {
    kind: 'attempt',
    node,
    number: 1,
    status: 'SUCCEEDED',
    isCounted: true,
    cause: null,
    startedAt: '2026-11-20T09:00:01.000Z',
    durationMs: 12.5,
    request: { method: 'POST', url: 'https://crm.example/tickets', headers: [], body: '{}' },
    response: { status: 201, headers: [], body: { id: 'T-1' }, bodyBytes: 12, isTruncated: false },
    ...over,
  };
}

export function aStep(node: string, over: Partial<StepFact> = {}): StepFact {
  return {
    kind: 'step',
    node,
    status: 'SUCCEEDED',
    port: 'success',
    writes: null,
    externalIds: [],
    cause: null,
    ...over,
  };
}

export function aWait(node: string, until: string): Fact {
  return { kind: 'waiting', node, until, lane: 'crm', cause: { code: 'STATUS_NOT_SUCCESS', message: 'answered 503' } };
}
