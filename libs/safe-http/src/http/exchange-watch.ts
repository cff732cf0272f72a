import { Socket } from 'node:net';
import type { Clock } from '@aftercall/service-runtime';
import { closedBecause, familyOf } from '../address-rules.ts';
import type { EgressFacts, ExchangePhase, Observed, TlsFacts } from '../observed.ts';
import { EgressBlockedError, type GuardedConnector } from './guarded-connect.ts';
import { tlsFactsOf } from './tls-facts.ts';

/** Instants of one exchange, in milliseconds of the monotonic clock. */
type Moment = 'began' | 'resolved' | 'connected' | 'secured' | 'sent' | 'firstByte' | 'ended';

/**
 * Watches one exchange and its connection: what it costs is paid only where somebody wants to see it. The connection serves
 * this exchange alone.
 */
export class ExchangeWatch {
  readonly #clock: Clock;
  readonly #isSecure: boolean;
  readonly #at: Partial<Record<Moment, number>> = {};
  #isResolving = false;
  #socket: Socket | undefined;
  #egress: EgressFacts | undefined;
  #tls: TlsFacts | undefined;
  #httpVersion: string | undefined;
  #statusText: string | undefined;
  #systemCode: string | undefined;

  constructor(origin: URL, clock: Clock) {
    this.#clock = clock;
    this.#isSecure = origin.protocol === 'https:';
    this.#note('began');
  }

  /** The same connector, watched. */
  over(connect: GuardedConnector): GuardedConnector {
    return (options, callback) => {
      this.#connecting(familyOf(options.hostname.replace(/^\[|\]$/g, '')) === undefined);
      const socket = connect(options, (...made) => {
        const [error, connected] = made;
        if (error === null) this.#connected(connected);
        else this.failed(error);
        callback(...made);
      });
      if (socket instanceof Socket) this.#follow(socket);
      return socket;
    };
  }

  sending(): void {
    this.#note('sent');
  }

  answering(statusText: string | undefined): void {
    this.#note('firstByte');
    this.#statusText = statusText;
  }

  failed(error: NodeJS.ErrnoException): void {
    if (error instanceof EgressBlockedError) this.#egress = error.egress;
    // A handshake that failed tells all the same whether a certificate was asked for.
    this.#tls ??= this.#socket && tlsFactsOf(this.#socket);
    this.#systemCode = error.code ?? (error.cause as NodeJS.ErrnoException | undefined)?.code;
  }

  /** What was seen until now. */
  seen(): Observed {
    this.#note('ended');
    return {
      phase: this.#phase(),
      dnsMs: this.#isResolving ? this.#between('began', 'resolved') : undefined,
      tcpMs: this.#between(this.#isResolving ? 'resolved' : 'began', 'connected'),
      tlsMs: this.#between('connected', 'secured'),
      firstByteMs: this.#between('sent', 'firstByte'),
      bodyMs: this.#between('firstByte', 'ended'),
      httpVersion: this.#httpVersion,
      statusText: this.#statusText,
      egress: this.#egress,
      tls: this.#tls,
      systemCode: this.#systemCode,
    };
  }

  /** Right before the connection is made. */
  #connecting(isName: boolean): void {
    this.#isResolving = isName;
    this.#at.began = this.#clock.monotonicMs();
  }

  /** As soon as there is a socket, before anything of it has happened. */
  #follow(socket: Socket): void {
    this.#socket = socket;
    socket.once('lookup', (error: Error | null) => {
      if (error === null) this.#note('resolved');
    });
    socket.once('connect', () => {
      this.#note('connected');
    });
    if (!this.#isSecure) return;
    socket.once('secureConnect', () => {
      this.#note('secured');
      this.#tls = tlsFactsOf(socket);
    });
  }

  /** The guard let the connection through; what it says first is the answer. */
  #connected(socket: Socket): void {
    const { remoteAddress: address, remotePort: port } = socket;
    if (address !== undefined && port !== undefined) {
      this.#egress = { address, port, closedBecause: closedBecause(address), isBlocked: false };
    }
    socket.once('data', (bytes: Buffer) => {
      this.#note('firstByte');
      this.#httpVersion = /^HTTP\/(\d(?:\.\d)?) /.exec(bytes.subarray(0, 16).toString('latin1'))?.[1];
    });
  }

  #phase(): ExchangePhase {
    if (this.#at.firstByte !== undefined) return 'BODY';
    if (this.#at.sent !== undefined) return 'FIRST_BYTE';
    if (this.#at.connected !== undefined && this.#isSecure) return 'TLS';
    return this.#isResolving && this.#at.resolved === undefined ? 'DNS' : 'CONNECT';
  }

  /** The first time counts. */
  #note(moment: Moment): void {
    this.#at[moment] ??= this.#clock.monotonicMs();
  }

  #between(from: Moment, to: Moment): number | undefined {
    const [begin, end] = [this.#at[from], this.#at[to]];
    return begin === undefined || end === undefined ? undefined : Math.max(0, end - begin);
  }
}
