import type { ServiceProcess } from '../stage/service-process.ts';

/** What one process lived through, by the wall clock. */
export interface ProcessLife {
  pid: number;
  startedAtMs: number;
  /** How it ended; undefined = it runs. */
  end?: { atMs: number; how: 'killed' | 'in order' | 'by itself'; words?: string };
  /** When it stood still; a stop that goes on has no end yet. */
  stops: { fromMs: number; toMs: number }[];
}

/** What executors counted of themselves, over all their lives: the last that each told. */
export interface FleetCounts {
  takenOver: number;
  refusedWrites: number;
  inDoubt: number;
}

const METRICS: Readonly<Record<keyof FleetCounts, RegExp>> = {
  takenOver: /^aftercall_runs_taken_over_total(?:\{.*?\})? (\d+)/gm,
  refusedWrites: /^aftercall_refused_writes_total(?:\{.*?\})? (\d+)/gm,
  inDoubt: /^aftercall_attempts_in_doubt_total(?:\{.*?\})? (\d+)/gm,
};
const LOOK_EVERY_MS = 300;

interface Member {
  process: ServiceProcess;
  life: ProcessLife;
  counts: FleetCounts;
  isStopped: boolean;
  /** Its end is ours: it is not started again. */
  isEnding: boolean;
}

/** So many executors at once; one that ends is started again, whoever ended it. */
export class Fleet {
  readonly lives: ProcessLife[] = [];
  readonly #start: () => Promise<ServiceProcess>;
  readonly #members: Member[] = [];
  readonly #gone: FleetCounts[] = [];
  #watch: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(start: () => Promise<ServiceProcess>) {
    this.#start = start;
  }

  async start(size: number): Promise<void> {
    for (let count = 0; count < size; count += 1) await this.#add();
    await Promise.all(this.#members.map(({ process }) => process.untilReady()));
    this.#watch = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  /** Addresses of those that run and do not stand still, ready or not. */
  urls(): string[] {
    return this.#members
      .filter(({ isStopped, process }) => !isStopped && !process.hasEnded)
      .map(({ process }) => process.url);
  }

  counts(): FleetCounts {
    const all = [...this.#gone, ...this.#members.map(({ counts }) => counts)];
    return {
      takenOver: sum(all.map(({ takenOver }) => takenOver)),
      refusedWrites: sum(all.map(({ refusedWrites }) => refusedWrites)),
      inDoubt: sum(all.map(({ inDoubt }) => inDoubt)),
    };
  }

  /** As kill -9, and another one comes up. One that stands still is spared: it has yet to go on. @param nth - from 0 up to 1 */
  async kill(nth: number): Promise<void> {
    const member = this.#choose(nth, ({ isStopped }) => !isStopped);
    if (member === undefined) return;
    member.isEnding = true;
    await member.process.kill();
    this.#bury(member, 'killed');
    await this.#add();
  }

  /** The new one comes up first, as in a rolling update. */
  async replace(nth: number): Promise<void> {
    const member = this.#choose(nth, ({ isStopped }) => !isStopped);
    if (member === undefined) return;
    member.isEnding = true;
    await this.#add();
    await this.#scrape(member);
    await member.process.stop();
    this.#bury(member, 'in order');
  }

  /** Stands still for so long, then goes on where it was. */
  async pause(nth: number, forMs: number): Promise<void> {
    const member = this.#choose(nth, ({ isStopped }) => !isStopped);
    if (member === undefined) return;
    const stop = { fromMs: Date.now(), toMs: Infinity };
    member.life.stops.push(stop);
    member.isStopped = true;
    member.process.pause();
    await new Promise((done) => setTimeout(done, forMs));
    stop.toMs = Date.now();
    member.process.resume();
    member.isStopped = false;
  }

  /** Reads once more what they counted, and looks after them no longer. */
  async end(): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all(this.#members.map((member) => this.#scrape(member)));
  }

  #choose(nth: number, fits: (member: Member) => boolean): Member | undefined {
    const able = this.#members.filter((member) => !member.isEnding && fits(member));
    return able[Math.floor(nth * able.length)];
  }

  async #add(): Promise<void> {
    const process = await this.#start();
    const life: ProcessLife = { pid: process.pid, startedAtMs: process.startedAtMs, stops: [] };
    this.lives.push(life);
    const counts = { takenOver: 0, refusedWrites: 0, inDoubt: 0 };
    this.#members.push({ process, life, counts, isStopped: false, isEnding: false });
  }

  #bury(member: Member, how: NonNullable<ProcessLife['end']>['how']): void {
    const words = how === 'by itself' ? { words: member.process.complaint() } : {};
    member.life.end = { atMs: Date.now(), how, ...words };
    for (const stop of member.life.stops) stop.toMs = Math.min(stop.toMs, Date.now());
    this.#gone.push(member.counts);
    this.#members.splice(this.#members.indexOf(member), 1);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const ended = this.#members.filter(({ process, isEnding }) => process.hasEnded && !isEnding);
    for (const member of ended) {
      this.#bury(member, 'by itself');
      await this.#add();
    }
    await Promise.all(this.#members.filter(({ isStopped }) => !isStopped).map((member) => this.#scrape(member)));
    this.#isLooking = false;
  }

  async #scrape({ process, counts }: Member): Promise<void> {
    const text = await fetch(`${process.opsUrl}/metrics`, { signal: AbortSignal.timeout(2000) })
      .then((answer) => answer.text())
      .catch(() => undefined);
    if (text === undefined) return;
    for (const name of Object.keys(METRICS) as (keyof FleetCounts)[]) {
      counts[name] = sum([...text.matchAll(METRICS[name])].map(([, value]) => Number(value)));
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
