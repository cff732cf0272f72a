import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { withRequestId } from '../log/request-id.ts';

/** One message: a query with its variables, as by HTTP. */
const MAX_MESSAGE_BYTES = 1_048_576;
/** A peer that answers no ping within this time is gone, or takes nothing of what waits for it. */
const PING_EVERY_MS = 12_000;
const PATH = '/graphql';

/** WebSocket close codes (RFC 6455, 7.4.1). */
const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;

/** A connection as the protocol above it sees it. */
export interface OpenSocket {
  readonly protocol: string;
  /** Resolves when the text is on its way, so that whoever waits for it cannot run ahead of a slow reader. */
  send: (text: string) => Promise<void>;
  /** One message in parts: what many are sent alike is not copied for each. */
  sendParts: (...parts: readonly (string | Buffer)[]) => Promise<void>;
  close: (code?: number, reason?: string) => void;
  /** Answers come in no order: the next message does not wait for what the last one asked. */
  onMessage: (take: (text: string) => Promise<void>) => void;
}

interface Settings {
  /** Whether a page of this origin may speak for whoever is signed in; requests without an origin come from no page. */
  isOwnPage: (headers: IncomingHttpHeaders) => boolean;
  protocol: string;
  /** Takes a new connection; the answer is called when it is closed. */
  opened: (socket: OpenSocket, headers: IncomingHttpHeaders) => (code: number, reason: string) => Promise<void>;
  onError: (error: unknown) => void;
}

/** WebSockets at `/graphql`, beside the requests of the same server. */
export class SocketDoor {
  private readonly sockets: WebSocketServer;
  private readonly pings: NodeJS.Timeout;
  private readonly answered = new WeakSet<WebSocket>();
  private isClosed = false;

  constructor(
    server: Server,
    private readonly settings: Settings,
  ) {
    this.sockets = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      handleProtocols: (offered) => (offered.has(settings.protocol) ? settings.protocol : false),
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.upgrade(request, socket, head);
    });
    this.pings = setInterval(() => {
      this.pingAll();
    }, PING_EVERY_MS).unref();
  }

  /** Tells every client to come back elsewhere, and waits until they are gone. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.pings);
    const left = [...this.sockets.clients].map((socket) => new Promise((gone) => socket.once('close', gone)));
    for (const socket of this.sockets.clients) socket.close(GOING_AWAY, 'going away');
    await Promise.race([Promise.all(left), new Promise((over) => setTimeout(over, 1000).unref())]);
    for (const socket of this.sockets.clients) socket.terminate();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (this.isClosed) refuse(socket, '503 Service Unavailable');
    else if (request.url?.split('?', 1)[0] !== PATH) refuse(socket, '404 Not Found');
    else if (request.headers.origin !== undefined && !this.settings.isOwnPage(request.headers))
      refuse(socket, '403 Forbidden');
    else
      this.sockets.handleUpgrade(request, socket, head, (opened) => {
        this.welcome(opened, request.headers);
      });
  }

  private welcome(socket: WebSocket, headers: IncomingHttpHeaders): void {
    this.answered.add(socket);
    socket.on('pong', () => this.answered.add(socket));
    // What is wrong with a frame closes the connection with its own code; there is nobody else to tell.
    socket.on('error', () => undefined);
    const closed = this.settings.opened(this.openSocket(socket), headers);
    socket.once('close', (code, reason) => {
      closed(code, reason.toString()).catch(this.settings.onError);
    });
  }

  private openSocket(socket: WebSocket): OpenSocket {
    return {
      protocol: socket.protocol,
      send: (text) => sendParts(socket, [text]),
      sendParts: (...parts) => sendParts(socket, parts),
      close: (code, reason) => {
        socket.close(code, reason);
      },
      onMessage: (take) => {
        socket.on('message', (data: Buffer) => {
          withRequestId(randomUUID(), () => {
            take(data.toString()).catch((error: unknown) => {
              this.settings.onError(error);
              socket.close(INTERNAL_ERROR, 'internal error');
            });
          });
        });
      },
    };
  }

  private pingAll(): void {
    for (const socket of this.sockets.clients) {
      if (!this.answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Fragments of one message (RFC 6455, 5.4). A connection that breaks meanwhile says so by closing. */
function sendParts(socket: WebSocket, parts: readonly (string | Buffer)[]): Promise<void> {
  return new Promise((sent) => {
    if (socket.readyState !== socket.OPEN) {
      sent();
      return;
    }
    for (const [index, part] of parts.entries()) {
      const fin = index === parts.length - 1;
      socket.send(part, { binary: false, fin }, () => {
        if (fin) sent();
      });
    }
  });
}
