import type { ScriptedAnswer } from '@aftercall/dev-harness';
import type { HttpTarget, OutgoingRequest } from '../../delivery/http-target.ts';
import { ScriptedHttpTarget } from '../../delivery/testing/scripted-http-target.ts';
import { DEATHS_AND_STOPS } from './await-points.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedProcess } from './simulated-process.ts';

/**
 * What the target does with a request. `done-…`: it carries it out, and the answer breaks off, is cut short, or comes when nobody
 * waits any more. `unheard`: the connection breaks before the target has read it.
 */
export type Reaction =
  | 'done'
  | 'refused'
  | 'told-to-wait'
  | 'no-connection'
  | 'unheard'
  | 'done-unanswered'
  | 'done-cut-short'
  | 'done-too-late';

/** A request as the target saw it. */
export interface Receipt {
  who: string;
  runId: string;
  node: string;
  /** The idempotency key; a look-up has none. */
  key: string | undefined;
  isLookup: boolean;
  /** Its sender was stopped between its last check and its socket, which nobody can exclude. */
  isBehindCheck: boolean;
}

interface Settings {
  random: SeededRandom;
  /** What the first, second, … request of a node gets; afterwards all goes well. */
  reactionsOf: (runId: string, node: string) => readonly Reaction[];
  /** Hears of each receipt before it counts. */
  onReceipt: (receipt: Receipt) => void;
}

const MAX_RESPONSE_BYTES = 100_000;

/** All targets of a simulation as one: what it was asked, and what it carried out. */
export class SimulatedTarget {
  readonly receipts: Receipt[] = [];
  readonly #settings: Settings;
  readonly #carriedOut = new Map<string, number>();
  readonly #reacted = new Map<string, number>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The way to it from one process. */
  wayFrom(process: SimulatedProcess): HttpTarget {
    return new ScriptedHttpTarget(process.clock, MAX_RESPONSE_BYTES, {
      connect: (request) => this.#connect(process, request),
      carry: (request, arrive) => this.#carry(process, request, arrive),
    });
  }

  /** How often a node's request was carried out for a run. */
  carriedOut(runId: string, node: string): number {
    return this.#carriedOut.get(placeOf(runId, node)) ?? 0;
  }

  #connect(process: SimulatedProcess, request: OutgoingRequest): Promise<boolean> {
    const { runId, node, isLookup } = told(request);
    return process.call({
      what: 'target.connect',
      said: () => `connects to ${node}`,
      harms: DEATHS_AND_STOPS,
      effect: () => {
        const isRefused = !isLookup && this.#reactionOf(runId, node) === 'no-connection';
        if (isRefused) this.#count(this.#reacted, runId, node);
        return !isRefused;
      },
      whenAway: () => ({ ok: true, answer: false }),
      isWorthTelling: (isConnected) => !isConnected,
      tell: () => 'connection refused',
    });
  }

  #carry(process: SimulatedProcess, request: OutgoingRequest, arrive: () => ScriptedAnswer): Promise<ScriptedAnswer> {
    const stopsAtCheck = process.stops;
    const { runId, node, isLookup } = told(request);
    return process.call({
      what: isLookup ? 'target.look-up' : 'target.send',
      said: () => `sends ${isLookup ? 'look-up of ' : ''}${node}`,
      harms: DEATHS_AND_STOPS,
      effect: () => {
        arrive();
        const isBehindCheck = process.stops !== stopsAtCheck;
        const key = keyOf(request);
        const receipt = { who: process.name, runId, node, key, isLookup, isBehindCheck };
        this.#settings.onReceipt(receipt);
        this.receipts.push(receipt);
        return isLookup ? this.#lookUp(runId, node) : this.#react(runId, node);
      },
      whenAway: () => ({ ok: true, answer: { kind: 'reset' } }),
      isWorthTelling: () => true,
      tell: (answer) => (answer.kind === undefined ? `answers ${answer.status ?? 200}` : `⚡ ${answer.kind}`),
      travelMs: this.#settings.random.between(0.5, 5),
      answerAfterMs: () => this.#settings.random.between(5, 60),
    });
  }

  #lookUp(runId: string, node: string): ScriptedAnswer {
    return this.carriedOut(runId, node) > 0 ? { json: { id: idOf(node) } } : { status: 404 };
  }

  #react(runId: string, node: string): ScriptedAnswer {
    const reaction = this.#reactionOf(runId, node);
    this.#count(this.#reacted, runId, node);
    if (reaction.startsWith('done')) this.#count(this.#carriedOut, runId, node);
    switch (reaction) {
      case 'done':
        return { status: 201, json: { id: idOf(node) } };
      case 'refused':
      case 'no-connection':
        return { status: 503 };
      case 'told-to-wait':
        return { status: 429, headers: { 'retry-after': '1' } };
      case 'unheard':
      case 'done-unanswered':
        return { kind: 'reset' };
      case 'done-cut-short':
        return { kind: 'cut-mid-body' };
      case 'done-too-late':
        return { kind: 'hang' };
      default:
        return reaction satisfies never;
    }
  }

  #reactionOf(runId: string, node: string): Reaction {
    const nth = this.#reacted.get(placeOf(runId, node)) ?? 0;
    return this.#settings.reactionsOf(runId, node)[nth] ?? 'done';
  }

  #count(counts: Map<string, number>, runId: string, node: string): void {
    counts.set(placeOf(runId, node), (counts.get(placeOf(runId, node)) ?? 0) + 1);
  }
}

/** What the target gives a thing that it made. */
export function idOf(node: string): string {
  return `${node}-1`;
}

/** The flow of a simulation says in each URL for which run, and of which node, a request is. */
function told({ url }: OutgoingRequest): { runId: string; node: string; isLookup: boolean } {
  const { hostname, pathname, searchParams } = new URL(url);
  return {
    runId: searchParams.get('run') ?? '',
    node: hostname.split('.')[0] ?? '',
    isLookup: pathname === '/find',
  };
}

function keyOf({ headers }: OutgoingRequest): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
}

function placeOf(runId: string, node: string): string {
  return `${runId} ${node}`;
}
