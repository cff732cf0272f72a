import type { Clock, Logger } from '@aftercall/service-runtime';
import { Client } from 'pg';

const RECONNECT_MS = [100, 500, 2000];
/** A host that is gone without a word would otherwise hold up the next try for minutes. */
const CONNECT_TIMEOUT_MS = 5000;

interface Settings {
  databaseUrl: string;
  applicationName: string;
  channels: readonly string[];
  /** What is heard of, for the log: "the connection that hears of … is lost". */
  hearsOf: string;
  onNotice: (channel: string, payload: string) => void;
  /** Notices may have been missed: called when the connection is lost, while it is away, and once it listens again. */
  onGap: () => void;
  clock: Clock;
  log: Logger;
}

/** Hears PostgreSQL's notifications over a connection of its own, which comes back when it is lost. */
export class Listening {
  private client: Client | undefined;
  private readonly stopping = new AbortController();
  private connecting: Promise<void> = Promise.resolve();

  constructor(private readonly settings: Settings) {}

  /** Listens from here on. @throws when the database does not answer */
  async start(): Promise<void> {
    await this.listen();
  }

  /** Listens as soon as the database answers. */
  startWhenThere(): void {
    this.connecting = this.connectAgain('now');
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const { databaseUrl, applicationName, channels, onNotice, onGap } = this.settings;
    const client = new Client({
      connectionString: databaseUrl,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => {
      onNotice(channel, payload ?? '');
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(channels.map((channel) => `listen ${channel}`).join('; '));
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      if (this.stopping.signal.aborted) return;
      this.settings.log.warn({}, `the connection that hears of ${this.settings.hearsOf} is lost: connecting again`);
      this.connecting = this.connectAgain('again');
    });
    this.client = client;
    onGap();
  }

  private async connectAgain(when: 'now' | 'again'): Promise<void> {
    const { clock, log, hearsOf, onGap } = this.settings;
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      onGap();
      try {
        await clock.sleep(RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)] ?? 0, this.stopping.signal);
        await this.listen();
        log.info({}, `hearing of ${hearsOf} ${when}`);
        return;
      } catch {
        // The database is still away, or we are stopping: the loop's condition tells which.
      }
    }
  }
}
