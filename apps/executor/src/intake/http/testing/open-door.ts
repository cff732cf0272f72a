import { createHash, randomBytes } from 'node:crypto';
import { createLogger, generateServiceKey, ServiceTokenVerifier, systemClock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import { FlowCatalog } from '../../../catalog/flow-catalog.ts';
import { publishedEntries, smallFlow } from '../../../catalog/testing/published.ts';
import { executorServer } from '../../../plumbing/http/executor-server.ts';
import type { RunOpening } from '../../../runs/run-opening.ts';
import type { RunStarter } from '../../../runs/run-starter.ts';
import { IntakeBatcher } from '../../intake-batcher.ts';
import { MemoryIntakeLedger } from '../../testing/memory-intake-ledger.ts';
import { callEventRoutes } from '../call-event-endpoint.ts';

/** Of a sender that may publish for `acme`. */
export const token = 'ac_live_test';
/** Structured mode. */
export const json = 'application/cloudevents+json';
/** Batched mode. */
export const batch = 'application/cloudevents-batch+json';
/** The event of a call that ended. */
export const ended = (callId: string, data: object = {}, over: object = {}) => ({
  specversion: '1.0',
  id: `evt-${callId}`,
  source: 'urn:test',
  type: 'call.ended.v1',
  time: new Date().toISOString(),
  data: { callId, agentId: 'agent-1', outcome: 'completed', ...data },
  ...over,
});

/** A door over a ledger in memory; `send` posts one event. */
export function openDoor({ isReady = true }: { isReady?: boolean } = {}) {
  const catalog = new FlowCatalog();
  const entries = publishedEntries(
    { kind: 'workspace', workspace: 'acme', name: 'Acme' },
    { kind: 'agent', workspace: 'acme', agentId: 'agent-1', name: 'One' },
    {
      kind: 'apiKey',
      keyId: 'k-1',
      workspace: 'acme',
      role: 'SENDER',
      tokenHash: createHash('sha256').update(token).digest('hex'),
      expiresAt: null,
    },
    {
      kind: 'action',
      workspace: 'acme',
      actionId: '018f0000-0000-4000-8000-000000000001',
      name: 'Notify CRM',
      isEnabled: true,
      agentIds: ['agent-1'],
      version: { number: 1, document: smallFlow() },
    },
  );
  if (isReady) catalog.apply(entries.length, entries);
  const ledger = new MemoryIntakeLedger();
  const begun: RunOpening[] = [];
  const room = { isThere: true };
  const runs: RunStarter = {
    ownerOfNew: () => (room.isThere ? { workerId: 'w-1', epoch: 1 } : undefined),
    begin: (openings, owner) => void begun.push(...(owner === undefined ? [] : openings)),
  };
  const batcher = new IntakeBatcher(ledger, runs, { kept: () => undefined });
  const log: string[] = [];
  const newId = () => makeRunId(new Date(), randomBytes);
  const trustedKeys = JSON.stringify({ keys: [generateServiceKey('registry').publicKey] });
  const app = executorServer({
    log: createLogger({ service: 'executor', level: 'info', destination: { write: (line) => void log.push(line) } }),
    newId,
    tokens: new ServiceTokenVerifier({ trustedKeys, audience: 'executor' }),
    publicRoutes: [callEventRoutes({ catalog, batcher, clock: systemClock, newId })],
    internalRoutes: [],
  });
  const post = async (type: string | undefined, body: string | Buffer, headers: Record<string, string> = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/call-events',
      headers: { ...(type && { 'content-type': type }), authorization: `Bearer ${token}`, ...headers },
      payload: body,
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() };
  };
  return { app, post, ledger, begun, room, log, send: (event: unknown) => post(json, JSON.stringify(event)) };
}
