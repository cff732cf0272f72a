import type { PatientProducer } from '../stage/patient-producer.ts';
import { apiKey } from './flows.ts';
import type { StormEvent } from './planned-calls.ts';

export const TOPIC = 'chaos.calls';
const FLUSH_EVERY_MS = 40;
const BATCH = 20;
const MAX_POSTING = 6;
const POST_TIMEOUT_MS = 8000;

/** When an event was acknowledged first, and by which door. */
export interface Acknowledged {
  atMs: number;
  door: 'HTTP' | 'KAFKA';
  event: StormEvent;
}

interface Settings {
  /** Undefined without Kafka. */
  producer: PatientProducer | undefined;
  /** Executors that may be there now. */
  urls: () => readonly string[];
}

/**
 * A call system: what was not acknowledged it sends again, by HTTP to whichever executor there is. So every event is
 * acknowledged in the end, and some arrive more than once.
 */
export class CallDoors {
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Events that a door refused: none of them is wrong. */
  readonly refused: { event: StormEvent; problem: unknown }[] = [];
  readonly #settings: Settings;
  readonly #queues: Record<'HTTP' | 'KAFKA', StormEvent[]> = { HTTP: [], KAFKA: [] };
  readonly #timer: NodeJS.Timeout;
  #posting = 0;
  #publishing = false;
  #turn = 0;
  #isOver = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#timer = setInterval(() => {
      this.#flush();
    }, FLUSH_EVERY_MS);
  }

  send(event: StormEvent, door: 'HTTP' | 'KAFKA'): void {
    this.#queues[door].push(event);
  }

  /** By HTTP and at once, together in one request. */
  sendNow(events: StormEvent[]): void {
    void this.#post(events);
  }

  /** Events that no door has acknowledged yet. */
  waiting(): number {
    return this.#queues.HTTP.length + this.#queues.KAFKA.length + this.#posting + Number(this.#publishing);
  }

  stop(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }

  #flush(): void {
    while (this.#queues.HTTP.length > 0 && this.#posting < MAX_POSTING)
      void this.#post(this.#queues.HTTP.splice(0, BATCH));
    if (this.#queues.KAFKA.length > 0 && !this.#publishing) void this.#publish(this.#queues.KAFKA.splice(0, BATCH));
  }

  async #publish(events: StormEvent[]): Promise<void> {
    const { producer } = this.#settings;
    if (producer === undefined) throw new Error('there is no Kafka');
    this.#publishing = true;
    const messages = events.map((event) => ({ key: event.data.callId, value: JSON.stringify(event) }));
    const isThere = await producer.publish(TOPIC, messages, () => this.#isOver);
    if (isThere) for (const event of events) this.#acknowledge(event, 'KAFKA');
    this.#publishing = false;
  }

  async #post(events: StormEvent[]): Promise<void> {
    this.#posting += 1;
    const again = await this.#postOnce(events).catch(() => events);
    this.#queues.HTTP.unshift(...again);
    this.#posting -= 1;
  }

  /** Returns what is to be sent again. */
  async #postOnce(events: StormEvent[]): Promise<StormEvent[]> {
    const urls = this.#settings.urls();
    this.#turn += 1;
    const url = urls[this.#turn % urls.length];
    if (url === undefined) return events;
    const answer = await fetch(`${url}/v1/call-events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(events),
      signal: AbortSignal.timeout(POST_TIMEOUT_MS),
    });
    if (answer.status !== 202 && answer.status !== 400) {
      await answer.body?.cancel();
      return events;
    }
    const told = (await answer.json()) as { events: { status: string; problem?: unknown }[] };
    for (const [index, { status, problem }] of told.events.entries()) {
      const event = events[index];
      if (event === undefined) continue;
      if (status === 'refused') this.refused.push({ event, problem });
      else this.#acknowledge(event, 'HTTP');
    }
    return [];
  }

  #acknowledge(event: StormEvent, door: 'HTTP' | 'KAFKA'): void {
    if (!this.acknowledged.has(event.id)) this.acknowledged.set(event.id, { atMs: Date.now(), door, event });
  }
}
