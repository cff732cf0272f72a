import { systemClock } from '@aftercall/service-runtime';
import type { Clock } from '@aftercall/service-runtime';
import type { Dispatcher } from 'undici';
import { checkRequest } from '../check-request.ts';
import type { EgressAllow } from '../egress-allow.ts';
import { maxLanes } from '../limits.ts';
import type { SafeRequest } from '../request.ts';
import type { SafeOutcome } from '../response.ts';
import { Exchange } from './exchange.ts';
import { Lanes } from './lanes.ts';
import { Underway } from './underway.ts';

/** Sends requests to targets that flows chose. Never follows a redirect, never sends anything twice. */
export interface SafeHttpClient {
  /** Resolves within `timeoutMs`, with how it ended. */
  send(request: SafeRequest): Promise<SafeOutcome>;
  /** Gives up what is on its way and closes all connections; later requests end as STOPPED. */
  close(): Promise<void>;
}

/** What a client needs. */
export interface SafeClientOptions {
  readonly allow: EgressAllow;
  /** Measures `totalMs`. */
  readonly clock?: Clock;
}

/** A client with its own connections. */
export function createSafeClient({ allow, clock = systemClock }: SafeClientOptions): SafeHttpClient {
  const lanes = new Lanes(allow, maxLanes);
  const underway = new Underway();
  let isClosed = false;
  return {
    async send(request) {
      const checked = checkRequest(request);
      if ('problem' in checked) return { kind: 'not-sent', code: 'BAD_URL', message: checked.problem, totalMs: 0 };
      if (isClosed) return { kind: 'not-sent', code: 'STOPPED', message: 'the client is closed', totalMs: 0 };
      const { url } = checked;
      const { laneKey, maxConnections } = request;
      const exchange = new Exchange(request, url, clock);
      const place = underway.add(exchange);
      const stopWatching = watch(exchange, request);
      if (!exchange.isSettled())
        lanes.dispatch(laneKey, url, { exchange, options: optionsOf(request, url), maxConnections });
      const outcome = await exchange.outcome;
      stopWatching();
      underway.remove(place);
      return outcome;
    },
    async close() {
      isClosed = true;
      const message = 'the client was closed';
      for (const exchange of underway.exchanges()) exchange.giveUp({ before: 'STOPPED', after: 'ABORTED', message });
      await lanes.destroy();
    },
  };
}

function optionsOf({ method, headers, body }: SafeRequest, url: URL): Dispatcher.DispatchOptions {
  return { method, path: url.pathname + url.search, headers: headers.flat(), body: body ?? null };
}

/**
 * Gives the exchange up when its time is over or its signal says so. Returns how to stop watching. The timer is the
 * system's own, not the clock's: sockets know no other time, and a sleep that is cancelled costs as much as a request.
 */
function watch(exchange: Exchange, { timeoutMs, signal }: SafeRequest): () => void {
  const timer = setTimeout(() => {
    const message = `not complete within ${timeoutMs} ms`;
    exchange.giveUp({ before: 'CONNECT_TIMEOUT', after: 'TIMEOUT', message });
  }, timeoutMs);
  const abort = (): void => {
    exchange.giveUp({ before: 'ABORTED', after: 'ABORTED', message: 'given up by the caller' });
  };
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
}
