import type { CallEventReading, EventProblem } from '@aftercall/wire-format';

/** One event, as it was sent, at whatever door. */
export const MAX_EVENT_BYTES = 1_048_576;

/** An event that is too large is refused for that before anything else; `reading` says which one it was, when it was read. */
export function tooLarge(eventBytes: number, reading?: CallEventReading): CallEventReading {
  const message = `the event has ${eventBytes} bytes: at most ${MAX_EVENT_BYTES} are taken; send a link to long transcripts or recordings`;
  const problem: EventProblem = { code: 'TOO_LARGE', path: '', message };
  if (reading?.ok === true) return { ok: false, problem, id: reading.event.id, callId: reading.event.data.callId };
  return { id: undefined, callId: undefined, ...reading, ok: false, problem };
}
