import type { CallEvent, CallEventReading, EventProblem } from '@aftercall/wire-format';
import type { FlowCatalog } from '../catalog/flow-catalog.ts';
import { admitCall, type Arrival } from './admit-calls.ts';
import type { Admission } from './intake-ledger.ts';

/** For whom a sender may speak: a key for one workspace, a topic for those of the operator's map. */
export type Speaker = { workspace: string } | { topic: string; workspaces: 'all' | ReadonlySet<string> };

/** What came in at a door, read but not judged. */
export interface DoorArrival extends Pick<Arrival, 'door' | 'receivedAt' | 'provenance'> {
  reading: CallEventReading;
  speaker: Speaker;
}

export type ArrivalJudgement =
  | { admitted: true; admission: Admission }
  | {
      admitted: false;
      problem: EventProblem;
      /** The workspace that it spoke for, when it may. */
      workspace: string | null;
      eventId: string | null;
      callId: string | null;
    };

/** Judges what came in at either door, once and in one place: is it an event, whose is it, who hears it? */
export function judgeArrival(catalog: FlowCatalog, arrival: DoorArrival, newRunId: () => string): ArrivalJudgement {
  const { reading, speaker, ...rest } = arrival;
  if (!reading.ok) {
    const { problem, id = null, callId = null } = reading;
    const workspace = 'workspace' in speaker ? speaker.workspace : null;
    return { admitted: false, problem, workspace, eventId: id, callId };
  }
  const { event } = reading;
  const identity = { eventId: event.id, callId: event.data.callId };
  const spoken = workspaceOf(catalog, event, speaker);
  if ('code' in spoken) return { admitted: false, problem: spoken, workspace: null, ...identity };
  const { workspace } = spoken;
  const judgement = admitCall(catalog, { ...rest, event, workspace }, newRunId);
  return judgement.admitted ? judgement : { admitted: false, problem: judgement.problem, workspace, ...identity };
}

function workspaceOf(catalog: FlowCatalog, event: CallEvent, speaker: Speaker): { workspace: string } | EventProblem {
  const { workspace } = event;
  if ('workspace' in speaker) {
    if (workspace === undefined || workspace === speaker.workspace) return speaker;
    return notAllowed(`this key speaks for workspace ${speaker.workspace} only: leave the attribute workspace out`);
  }
  if (workspace === undefined) {
    const message = 'the attribute workspace is required on Kafka: say for which workspace the event is';
    return { code: 'WORKSPACE_MISSING', path: 'workspace', message };
  }
  const name = JSON.stringify(workspace.slice(0, 64));
  if (speaker.workspaces !== 'all' && !speaker.workspaces.has(workspace)) {
    return notAllowed(`topic ${speaker.topic} may not speak for workspace ${name}: name it in KAFKA_CALL_TOPICS`);
  }
  // Kept under a workspace that nobody made, the event could not be announced again once somebody did.
  if (!catalog.hasWorkspace(workspace)) return notAllowed(`there is no workspace ${name}`);
  return { workspace };
}

function notAllowed(message: string): EventProblem {
  return { code: 'WORKSPACE_NOT_ALLOWED', path: 'workspace', message };
}
