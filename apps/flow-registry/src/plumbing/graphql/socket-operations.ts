import { isFault, systemClock, type Logger } from '@aftercall/service-runtime';
import { execute, GraphQLError, type ExecutionArgs, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { makeServer, type Context, type Server, type SubscribePayload, type WebSocket } from 'graphql-ws';
import type { Authenticate, Presented } from '../../identity/authenticate.ts';
import type { CredentialWatch } from '../../identity/credential-watch.ts';
import type { RequestRate } from '../../identity/request-rate.ts';
import { chooseDocument, type PersistedDocuments } from '../persisted-documents.ts';
import { faultFormat } from './fault-format.ts';
import { OperationRefused, readOperation } from './read-operation.ts';
import { SharedSubscriptions, type SubscriptionContext } from './shared-subscriptions.ts';
import { admitSocket, closings, type Close, type SocketCaller } from './socket-caller.ts';
import { MAX_OPERATIONS_PER_KEY, SocketCounts } from './socket-counts.ts';

/** A message of type `next`, as far as it is the same for everybody. */
const NEXT_BEGINS = '{"type":"next","payload":';

type LiveSocket = WebSocket & { sendParts: (...parts: readonly (string | Buffer)[]) => Promise<void> };

/** What belongs to one socket. */
interface Extra {
  socket: LiveSocket;
  handshake: Presented;
  close: Close;
  /** Aborted when the socket is closed. */
  closed: AbortController;
  admitted?: SocketCaller | undefined;
}

interface Shown {
  errors?: readonly GraphQLError[] | undefined;
  data?: Record<string, unknown> | null | undefined;
}

type SocketContext = Context<Record<string, unknown>, Extra>;

interface Parts {
  schema: GraphQLSchema;
  introspection: boolean;
  authenticate: Authenticate;
  watch: CredentialWatch;
  log: Logger;
  rate: RequestRate;
  documents: PersistedDocuments;
  /** For sessions. */
  areDocumentsRequired: boolean;
}

/** GraphQL over WebSockets by graphql-transport-ws: every operation, under the limits that hold by HTTP. */
export class SocketOperations {
  private readonly server: Server<Extra>;
  private readonly counts = new SocketCounts();
  private readonly format: ReturnType<typeof faultFormat>;

  constructor(private readonly parts: Parts) {
    this.format = faultFormat(parts.log);
    this.server = makeServer<Record<string, unknown>, Extra>({
      onConnect: (context) => this.connect(context),
      onSubscribe: (context, id, payload) => this.read(context, id, payload),
      onComplete: (context) => {
        this.completed(context);
      },
      onClose: ({ extra }) => {
        extra.admitted?.leave();
        extra.closed.abort();
      },
      onNext: (...[, , , , result]) => this.shown(result),
      onError: (_context, _id, _payload, errors) => this.formatted(errors),
      execute,
      subscribe: new SharedSubscriptions((result) => this.shown(result) ?? { data: result.data ?? null }, systemClock)
        .subscribe,
    });
  }

  /** Takes a new connection; the answer is called when it is closed. */
  opened(socket: LiveSocket, handshake: Presented): (code: number, reason: string) => Promise<void> {
    const close: Close = (why) => {
      const [code, reason] = closings[why];
      void socket.close(code, reason);
    };
    return this.server.opened(socket, { socket, handshake, close, closed: new AbortController() });
  }

  private async connect({ extra, connectionParams }: SocketContext): Promise<boolean> {
    const { authenticate, watch } = this.parts;
    const asking = { handshake: extra.handshake, params: connectionParams ?? {}, close: extra.close };
    try {
      extra.admitted = await admitSocket({ authenticate, watch, counts: this.counts }, asking);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.parts.log.error({ code: error.code, error }, 'a socket could not be authenticated');
      extra.close('unavailable');
    }
    return extra.admitted !== undefined;
  }

  private async read(
    { extra }: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { admitted } = extra;
    if (admitted === undefined) return [refusal('UNAUTHENTICATED', 'not signed in')];
    const { caller, credential } = admitted;
    const waitS = await this.parts.rate.take(credential);
    if (waitS !== undefined) return [refusal('RATE_LIMITED', `too many requests: try again in ${waitS} s`)];
    const isRequired = this.parts.areDocumentsRequired && credential.sessionId !== undefined;
    const chosen = await chooseDocument(this.parts.documents, payload, isRequired);
    if (!chosen.ok) return [refusal(chosen.code, chosen.message)];
    try {
      const operation = readOperation(this.parts, { ...payload, query: String(chosen.query) });
      if (!this.counts.addOperation(credential.keyId)) {
        return [refusal('RATE_LIMITED', `more than ${MAX_OPERATIONS_PER_KEY} operations run at once for this API key`)];
      }
      admitted.operations += 1;
      const contextValue: SubscriptionContext = {
        caller,
        loaders: new Map(),
        hungUp: () => extra.closed.signal,
        deliver: (result) => extra.socket.sendParts(NEXT_BEGINS, result, `,"id":${JSON.stringify(id)}}`),
      };
      return { ...operation, contextValue };
    } catch (error) {
      if (error instanceof OperationRefused) return error.errors;
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  private completed({ extra: { admitted } }: SocketContext): void {
    if (admitted === undefined || admitted.operations === 0) return;
    admitted.operations -= 1;
    this.counts.remove(admitted.credential.keyId, { sockets: 0, operations: 1 });
  }

  /** `undefined`: as it is. */
  private shown({ errors, data = null }: Shown): FormattedExecutionResult | undefined {
    return errors === undefined ? undefined : { data, errors: this.formatted(errors) };
  }

  private formatted(errors: readonly GraphQLError[]) {
    return errors.map((error) => this.format(error.toJSON(), error));
  }
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
