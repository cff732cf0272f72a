import type { Clock } from '@aftercall/service-runtime';
import type { CallEventReading, EventProblem } from '@aftercall/wire-format';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FlowCatalog } from '../../catalog/flow-catalog.ts';
import { refuse } from '../../plumbing/http/problem-details.ts';
import type { Routes } from '../../plumbing/http/routes.ts';
import { identifySender } from '../identify-sender.ts';
import type { IntakeBatcher } from '../intake-batcher.ts';
import type { Admission } from '../intake-ledger.ts';
import { judgeArrival } from '../judge-arrival.ts';
import { MAX_REQUEST_BYTES, readCallEvents } from './read-call-events.ts';

/** Bodies being read or written at once; past it senders are asked to wait, so that memory stays bounded. */
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

interface Door {
  catalog: FlowCatalog;
  batcher: IntakeBatcher;
  clock: Clock;
  newId: () => string;
}

interface EventAnswer {
  id: string | null;
  callId: string | null;
  status: 'new' | 'duplicate' | 'refused';
  problem?: EventProblem;
}

type Judged = { answer: EventAnswer; admission?: undefined } | { answer: EventAnswer; admission: Admission };

interface Sent {
  workspace: string;
}

/**
 * `POST /v1/call-events`: the door without Kafka (CloudEvents 1.0.2 HTTP binding). 202 after the commit names each event as
 * new or duplicate; when any is refused the others are kept all the same and the answer is 400 (413 when each refused one is
 * too large), so sending the whole request again is safe.
 */
export function callEventRoutes(door: Door): Routes {
  let bytesInFlight = 0;
  return (app) => {
    app.decorateRequest('sent', null);
    app.post('/v1/call-events', {
      bodyLimit: MAX_REQUEST_BYTES,
      // Before the body is read: strangers send nothing that we keep in memory.
      onRequest: async (request, reply) => {
        if (!door.catalog.isReady()) {
          const message = 'no published flows are known yet: try again';
          await refuse(reply, { status: 503, code: 'NOT_READY', message });
          return;
        }
        const named = request.headers['aftercall-workspace'];
        const sender = identifySender(
          door.catalog,
          { authorization: request.headers.authorization, workspace: typeof named === 'string' ? named : undefined },
          door.clock.now(),
        );
        if (!sender.ok) {
          await refuse(reply, sender.refusal);
          return;
        }
        request.sent = { workspace: sender.workspace };
        const bytes = Number(request.headers['content-length'] ?? MAX_REQUEST_BYTES);
        if (bytesInFlight + bytes > MAX_BYTES_IN_FLIGHT) {
          const message = 'too much at once: try again shortly';
          await refuse(reply, { status: 429, code: 'TOO_MANY_REQUESTS', message });
          return;
        }
        bytesInFlight += bytes;
        reply.raw.once('close', () => {
          bytesInFlight -= bytes;
        });
      },
      handler: (request, reply) => handle(door, request, reply),
    });
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    sent: Sent | null;
  }
}

async function handle(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const reading = readCallEvents(request.headers, body);
  if (!reading.ok) return refuse(reply, reading.problem);
  const { workspace } = request.sent as Sent;
  const judged = reading.events.map((event) => judge(door, event, workspace));
  const admissions = judged.flatMap(({ admission }) => (admission === undefined ? [] : [admission]));
  const outcomes = admissions.length === 0 ? [] : await door.batcher.keep(admissions);
  let next = 0;
  const events = judged.map(({ answer, admission }): EventAnswer => {
    if (admission === undefined) return answer;
    const outcome = outcomes[next++] ?? 'refused';
    if (outcome !== 'refused') return { ...answer, status: outcome };
    const problem: EventProblem = {
      code: 'INVALID',
      path: 'data',
      message: 'data holds something that cannot be stored',
    };
    return { ...answer, status: 'refused', problem };
  });
  return reply.code(statusOf(events)).send({ events });
}

function judge(door: Door, reading: CallEventReading, workspace: string): Judged {
  const arrival = {
    reading,
    speaker: { workspace },
    door: 'HTTP',
    receivedAt: door.clock.now(),
    provenance: null,
  } as const;
  const judgement = judgeArrival(door.catalog, arrival, door.newId);
  if (judgement.admitted) {
    const { event } = judgement.admission;
    return {
      answer: { id: event.id, callId: event.data.callId, status: 'new' },
      admission: judgement.admission,
    };
  }
  const { eventId, callId, problem } = judgement;
  return { answer: { id: eventId, callId, status: 'refused', problem } };
}

function statusOf(events: readonly EventAnswer[]): 202 | 400 | 413 {
  const refused = events.filter(({ status }) => status === 'refused');
  if (refused.length === 0) return 202;
  return refused.every(({ problem }) => problem?.code === 'TOO_LARGE') ? 413 : 400;
}
