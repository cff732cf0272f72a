import type { NoAnswer, NotSent, SafeHttpClient, SafeOutcome } from '@aftercall/safe-http';
import type { HttpTarget, NoAnswerCode, NotSentCode, OutgoingRequest, TargetOutcome } from '../http-target.ts';

interface Settings {
  client: SafeHttpClient;
  /** Answers are read up to here. */
  maxResponseBytes: number;
  /** Connections per `connectionKey`: as many as its lane lets requests through. */
  maxConnections: number;
}

/** Sends through the egress guard. */
export class SafeHttpTarget implements HttpTarget {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async send(request: OutgoingRequest): Promise<TargetOutcome> {
    const { client, maxResponseBytes, maxConnections } = this.#settings;
    const { method, url, headers, body, timeoutMs, connectionKey: laneKey, signal, isObserved } = request;
    let isRefused = false;
    const onRequestStart = (): boolean => {
      isRefused = !request.maySend();
      return !isRefused;
    };
    const limits = { timeoutMs, maxResponseBytes, maxConnections };
    const outcome = await client.send({
      method,
      url,
      headers,
      body,
      ...limits,
      laneKey,
      signal,
      isObserved,
      onRequestStart,
    });
    const ended = toTargetOutcome(outcome, isRefused);
    return outcome.observed === undefined ? ended : { ...ended, observed: outcome.observed };
  }
}

function toTargetOutcome(outcome: SafeOutcome, isRefused: boolean): TargetOutcome {
  switch (outcome.kind) {
    case 'answered': {
      const { kind, status, headers, body, truncated, timing } = outcome;
      return { kind, status, headers, body, isTruncated: truncated, durationMs: timing.totalMs };
    }
    case 'not-sent': {
      const { kind, code, message, totalMs } = outcome;
      return { kind, code: isRefused ? 'NOT_OURS' : notSentCodes[code], message, durationMs: totalMs };
    }
    case 'no-answer': {
      const { kind, code, message, totalMs } = outcome;
      return { kind, code: noAnswerCodes[code], message, durationMs: totalMs };
    }
    default:
      return outcome satisfies never;
  }
}

/** `STOPPED` without a refusal is a client that was closed: our own end, as the signal is. */
const notSentCodes: Record<NotSent['code'], NotSentCode> = {
  EGRESS_BLOCKED: 'EGRESS_BLOCKED',
  BAD_URL: 'URL_INVALID',
  DNS_FAILED: 'DNS_FAILED',
  CONNECT_FAILED: 'CONNECT_FAILED',
  CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  TLS_FAILED: 'TLS_FAILED',
  ABORTED: 'INTERRUPTED',
  STOPPED: 'INTERRUPTED',
};

const noAnswerCodes: Record<NoAnswer['code'], NoAnswerCode> = {
  TIMEOUT: 'TIMEOUT',
  RESET: 'RESET',
  BODY_CUT: 'BODY_CUT',
  ABORTED: 'INTERRUPTED',
};
