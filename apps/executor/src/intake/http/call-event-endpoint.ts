import type { Clock, Logger } from '@aftercall/service-runtime';
import type { CallEventReading, EventProblem } from '@aftercall/wire-format';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { FlowCatalog } from '../../catalog/flow-catalog.ts';
import { admitCall } from '../admit-calls.ts';
import { identifySender } from '../identify-sender.ts';
import type { IntakeBatcher } from '../intake-batcher.ts';
import type { Admission } from '../intake-ledger.ts';
import { MAX_REQUEST_BYTES, readCallEvents } from './read-call-events.ts';

/** Bodies being read or written at once; past it senders are asked to wait, so that memory stays bounded. */
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;
const RETRY_AFTER_SECONDS = '1';
/** A sender that needs longer for its request holds a share of the bytes in flight that others could use. */
const MAX_SENDING_MS = 20_000;
/** On closing: for requests that are under way. What is cut off was not answered, and its sender sends it again. */
const CLOSING_MS = 3000;

interface Door {
  catalog: FlowCatalog;
  batcher: IntakeBatcher;
  clock: Clock;
  log: Logger;
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
export function callEventEndpoint(door: Door): FastifyInstance {
  let bytesInFlight = 0;
  const app = Fastify({
    bodyLimit: MAX_REQUEST_BYTES,
    requestTimeout: MAX_SENDING_MS,
    forceCloseConnections: 'idle',
    genReqId: () => door.newId(),
    requestIdHeader: false,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.decorateRequest('sent', null);
  cutOffWhenClosing(app);

  app.post('/v1/call-events', {
    // Before the body is read: strangers send nothing that we keep in memory.
    onRequest: async (request, reply) => {
      if (!door.catalog.isReady()) {
        await refuse(reply, { status: 503, code: 'NOT_READY', message: 'no published flows are known yet: try again' });
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
        await refuse(reply, { status: 429, code: 'TOO_MANY_REQUESTS', message: 'too much at once: try again shortly' });
        return;
      }
      bytesInFlight += bytes;
      reply.raw.once('close', () => {
        bytesInFlight -= bytes;
      });
    },
    handler: (request, reply) => handle(door, request, reply),
  });
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, { status: 404, code: 'NOT_FOUND', message: 'the door is POST /v1/call-events' }),
  );
  app.setErrorHandler((error, request, reply) => answerFault(door, error, request, reply));
  return app;
}

/** A sender that stalls must not keep the process from what comes after the door: handing its runs over to others. */
function cutOffWhenClosing(app: FastifyInstance): void {
  let cutOff: NodeJS.Timeout | undefined;
  app.addHook('preClose', (done) => {
    cutOff = setTimeout(() => {
      app.server.closeAllConnections();
    }, CLOSING_MS);
    done();
  });
  app.addHook('onClose', (_instance, done) => {
    clearTimeout(cutOff);
    done();
  });
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
  if (!reading.ok) {
    const { id, callId, problem } = reading;
    return { answer: { id: id ?? null, callId: callId ?? null, status: 'refused', problem } };
  }
  const { event } = reading;
  const answer: EventAnswer = { id: event.id, callId: event.data.callId, status: 'new' };
  if (event.workspace !== undefined && event.workspace !== workspace) {
    const message = `this key speaks for workspace ${workspace} only: leave the attribute workspace out`;
    const problem: EventProblem = { code: 'WORKSPACE_NOT_ALLOWED', path: 'workspace', message };
    return { answer: { ...answer, status: 'refused', problem } };
  }
  const receivedAt = door.clock.now();
  const judgement = admitCall(
    door.catalog,
    { workspace, event, door: 'HTTP', receivedAt, provenance: null },
    door.newId,
  );
  if (judgement.admitted) return { answer, admission: judgement.admission };
  return { answer: { ...answer, status: 'refused', problem: judgement.problem } };
}

function statusOf(events: readonly EventAnswer[]): 202 | 400 | 413 {
  const refused = events.filter(({ status }) => status === 'refused');
  if (refused.length === 0) return 202;
  return refused.every(({ problem }) => problem?.code === 'TOO_LARGE') ? 413 : 400;
}

interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** RFC 9457 problem details, with our `code` and the id under which the log knows this request. */
function refuse(reply: FastifyReply, { status, code, message }: Refusal): FastifyReply {
  if (status === 429 || status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, code, title: message, requestId: reply.request.id });
}

function answerFault(door: Door, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) {
    const message = `the request is too large: at most ${MAX_REQUEST_BYTES} bytes are taken`;
    return refuse(reply, { status: 413, code: 'TOO_LARGE', message });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return refuse(reply, { status: 400, code: 'UNREADABLE', message: 'the request cannot be read' });
  }
  door.log.error({ error, requestId: request.id }, 'call events could not be kept');
  if (code === 'POSTGRES_UNAVAILABLE') {
    return refuse(reply, { status: 503, code, message: 'the ledger does not answer: send the same again' });
  }
  return refuse(reply, {
    status: 500,
    code: 'INTERNAL',
    message: 'this should not have happened: send the same again',
  });
}
