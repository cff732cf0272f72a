import { ownMember, type Json, type JsonObject } from '../document/json.ts';

/**
 * What flows see of a call as `interaction.*`: the event's fields under their upper-case names, absent ones as null.
 * `DURATION` is in seconds, `TRANSCRIPT` is text (one line per turn), `TURNS` the list. Custom SIP headers stand under `SIP`.
 */
export function interactionOf(data: JsonObject, options: { isAnalyzed: boolean }): JsonObject {
  const known = (name: string): Json => ownMember(data, name);
  const interaction: JsonObject = {
    CALL_ID: known('callId'),
    AGENT_ID: known('agentId'),
    OUTCOME: known('outcome'),
    END_REASON: known('endReason'),
    END_NODE: known('endNodeId'),
    DIRECTION: known('direction'),
    ANI: known('from'),
    DNIS: known('to'),
    STARTED_AT: known('startedAt'),
    ENDED_AT: known('endedAt'),
    DURATION: durationSeconds(data),
    SUMMARY: known('summary'),
    DISPOSITION: known('disposition'),
  };
  Object.defineProperty(interaction, 'TRANSCRIPT', TRANSCRIPT);
  return Object.assign(interaction, {
    TURNS: known('transcript'),
    RECORDING_URL: known('recordingUrl'),
    SENTIMENT: known('sentiment'),
    ANALYSIS: known('analysis'),
    METADATA: known('metadata'),
    SIP: known('sipHeaders') ?? {},
    ANALYZED: options.isAnalyzed,
  });
}

/**
 * Made when a flow asks for it: few do, and it is most of what there is to make. One getter for all calls: a literal's own would
 * give each object a hidden class of its own, and that keeps the call in memory until the next full collection of garbage.
 */
const TRANSCRIPT: PropertyDescriptor & ThisType<JsonObject> = {
  enumerable: true,
  get() {
    const turns = this['TURNS'];
    return Array.isArray(turns) ? transcriptText(turns) : null;
  },
};

/** `durationMs` in seconds, else the time between start and end, else null. */
function durationSeconds(data: JsonObject): number | null {
  const durationMs = data['durationMs'];
  if (typeof durationMs === 'number') return durationMs / 1000;
  const startedAt = data['startedAt'];
  const endedAt = data['endedAt'];
  if (typeof startedAt !== 'string' || typeof endedAt !== 'string') return null;
  const elapsedMs = Date.parse(endedAt) - Date.parse(startedAt);
  return Number.isFinite(elapsedMs) && elapsedMs >= 0 ? elapsedMs / 1000 : null;
}

function transcriptText(turns: readonly Json[]): string {
  return turns
    .filter((turn): turn is JsonObject => typeof turn === 'object' && turn !== null && !Array.isArray(turn))
    .map(({ role, text }) => `${textOf(role)}: ${textOf(text)}`)
    .join('\n');
}

/** The schema of events lets only text through; a turn of an old event may be anything. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
