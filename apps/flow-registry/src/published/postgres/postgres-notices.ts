import type { Clock, Logger } from '@aftercall/service-runtime';
import { Client, type Notification } from 'pg';
import type { NoticeBoard } from '../notice-board.ts';
import { EXECUTOR_SEEN_CHANNEL, PUBLISHED_CHANNEL } from './publish-entries.ts';

const RECONNECT_MS = [100, 500, 2000];
/** A host that is gone without a word would otherwise hold up the next try for minutes. */
const CONNECT_TIMEOUT_MS = 5000;

/**
 * Posts PostgreSQL's notifications on this replica's board, over a connection of its own. When that is lost it comes back,
 * and posts once on every topic: whatever was missed in between is then found by looking.
 */
export class PostgresNotices {
  private client: Client | undefined;
  private readonly stopping = new AbortController();
  private connecting: Promise<void> = Promise.resolve();

  constructor(
    private readonly databaseUrl: string,
    private readonly board: NoticeBoard,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Listens from here on. */
  async start(): Promise<void> {
    await this.listen();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.databaseUrl,
      application_name: 'aftercall-registry-notices',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('notification', (notification) => {
      this.post(notification);
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`listen ${PUBLISHED_CHANNEL}; listen ${EXECUTOR_SEEN_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      this.connecting = this.reconnect();
    });
    this.client = client;
    this.board.post('published');
    this.board.post('executor-seen');
  }

  private post(notification: Notification): void {
    if (notification.channel === PUBLISHED_CHANNEL) this.board.post('published');
    if (notification.channel === EXECUTOR_SEEN_CHANNEL) this.board.post('executor-seen');
  }

  private async reconnect(): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      if (attempt === 0) this.log.warn({}, 'the connection that hears of published changes is lost: connecting again');
      try {
        await this.clock.sleep(RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)] ?? 0, this.stopping.signal);
        await this.listen();
        this.log.info({}, 'hearing of published changes again');
        return;
      } catch {
        // The database is still away, or we are stopping: the loop's condition tells which.
      }
    }
  }
}
