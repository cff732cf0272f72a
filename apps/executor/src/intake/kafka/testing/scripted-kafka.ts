import type { Kafka } from 'kafkajs';

/** What one consumer does: fails at its first connection, crashes later, or falls silent. */
export type ConsumerScript = { connect: Error } | { crash: Error } | 'silent' | 'well';

const events = {
  GROUP_JOIN: 'join',
  CRASH: 'crash',
  FETCH_START: 'fetch',
  HEARTBEAT: 'beat',
  REBALANCING: 'rebalancing',
};

type Listener = (event: { payload: unknown }) => void;

/** As much of kafkajs as a consumer's life needs, by script: the next consumer plays the next part, the last one for ever. */
export class ScriptedKafka {
  /** How many consumers were made and thrown away. */
  made = 0;
  gone = 0;
  readonly #scripts: readonly ConsumerScript[];

  constructor(...scripts: readonly ConsumerScript[]) {
    this.#scripts = scripts;
  }

  asKafka(): Kafka {
    const admin = {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
      fetchTopicOffsets: () => Promise.resolve([{ partition: 0, low: '0', high: '0', offset: '0' }]),
    };
    return { consumer: () => this.#consumer(), admin: () => admin } as unknown as Kafka;
  }

  #consumer(): unknown {
    const script = this.#scripts[Math.min(this.made, this.#scripts.length - 1)];
    this.made += 1;
    const listeners = new Map<string, Listener>();
    return {
      events,
      on: (name: string, listener: Listener) => void listeners.set(name, listener),
      connect: () => (isConnectFailure(script) ? Promise.reject(script.connect) : Promise.resolve()),
      disconnect: () => {
        this.gone += 1;
        return Promise.resolve();
      },
      subscribe: () => Promise.resolve(),
      run: () => {
        if (typeof script === 'object' && 'crash' in script)
          listeners.get('crash')?.({ payload: { error: script.crash } });
        if (script === 'well') listeners.get('join')?.({ payload: { memberAssignment: { calls: [0] } } });
        return Promise.resolve();
      },
      seek: () => undefined,
      pause: () => undefined,
      paused: () => [],
      resume: () => undefined,
    };
  }
}

function isConnectFailure(script: ConsumerScript | undefined): script is { connect: Error } {
  return typeof script === 'object' && 'connect' in script;
}
