import { seeded } from '../stage/seeded.ts';
import { stormAgents, type StormAgent } from './flows.ts';

/** One call of the storm, and what its call system and its people do about it. */
export interface PlannedCall {
  callId: string;
  agentId: StormAgent;
  door: 'HTTP' | 'KAFKA';
  /** Announced again some time later. */
  isRepeated: boolean;
  /** When its analysis comes, after its end; undefined = never. */
  analysedAfterMs: number | undefined;
  /** When somebody cancels its run; undefined = nobody does. */
  cancelledAfterMs: number | undefined;
  disposition: string;
}

const REPEATED = 0.05;
const CANCELLED = 0.02;
const LATEST_CANCEL_MS = 4000;
/** Beyond the deadline of `waitFor` too: some come too late. */
const LATEST_ANALYSIS_MS = 7000;
const ANALYSED = 0.75;

/** The nth call for a seed, whatever was asked before. */
export function plannedCall(seed: number, nth: number, hasKafka: boolean): PlannedCall {
  const random = seeded(seed * 7_919 + nth);
  const agentId = stormAgents[Math.floor(random() * stormAgents.length)] ?? 'agent-sequence';
  const door = random() < 0.5 && hasKafka ? 'KAFKA' : 'HTTP';
  const isRepeated = random() < REPEATED;
  const analysedAfterMs = sometimes(random, ANALYSED, LATEST_ANALYSIS_MS);
  const cancelledAfterMs = sometimes(random, CANCELLED, LATEST_CANCEL_MS);
  const disposition = random() < 0.5 ? 'escalated' : 'resolved';
  const isJoined = agentId === 'agent-joined';
  return {
    ...{ callId: `s${seed}-${nth}`, agentId, door, isRepeated, cancelledAfterMs, disposition },
    analysedAfterMs: isJoined ? analysedAfterMs : undefined,
  };
}

/** A time up to `latestMs`, for so large a share of all; undefined for the rest. */
function sometimes(random: () => number, share: number, latestMs: number): number | undefined {
  const [isMeant, atMs] = [random() < share, Math.round(random() * latestMs)];
  return isMeant ? atMs : undefined;
}

/** The call's end, or its analysis, as its call system publishes it: about 1 KB. */
export function eventOf({ callId, agentId, disposition }: PlannedCall, type: 'ended' | 'analyzed'): StormEvent {
  const summary = `Call ${callId}: ${'the caller asked about an invoice. '.repeat(20)}`;
  const ended = { outcome: 'completed', disposition, summary, variables: { customerId: callId } };
  return {
    ...{ specversion: '1.0', source: 'urn:aftercall:chaos', type: `call.${type}.v1`, workspace: 'default' },
    id: `evt-${callId}-${type}`,
    time: new Date().toISOString(),
    data: {
      callId,
      agentId,
      ...(type === 'ended' ? ended : { sentiment: 'negative', analysis: { asked: 'invoice' } }),
    },
  };
}

export interface StormEvent {
  id: string;
  type: string;
  data: { callId: string; agentId: string };
  [attribute: string]: unknown;
}
