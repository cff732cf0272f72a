import { until } from '@aftercall/dev-harness';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What a subscription brought, as it came. */
export class Received {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  readonly data: any[] = [];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  readonly errors: any[] = [];
  closed: { code: number; reason: string } | undefined;
  isComplete = false;

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  async next(count = 1): Promise<any> {
    await until(() => this.data.length >= count || this.errors.length > 0, { what: `payload ${count}` });
    if (this.data.length < count) throw new Error(JSON.stringify(this.errors));
    return this.data[count - 1];
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  async error(): Promise<any> {
    await until(() => this.errors.length > 0, { what: 'an error' });
    return this.errors[0];
  }

  async closing(): Promise<{ code: number; reason: string }> {
    await until(() => this.closed !== undefined, { what: 'the socket to be closed' });
    return this.closed ?? { code: 0, reason: '' };
  }
}

/** One client of the protocol graphql-transport-ws, over one socket. */
export class LiveClient {
  readonly client: Client;
  readonly seen: Received[] = [];
  isConnected = false;

  constructor(
    url: string,
    { params, headers = {} }: { params?: Record<string, unknown>; headers?: Record<string, string> },
    retryAttempts = 0,
  ) {
    class WithHeaders extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers });
      }
    }
    this.client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WithHeaders,
      connectionParams: params ?? {},
      retryAttempts,
      retryWait: () => Promise.resolve(),
      on: {
        connected: () => {
          this.isConnected = true;
        },
        closed: (event) => {
          this.isConnected = false;
          const { code, reason } = event as { code: number; reason: string };
          for (const one of this.seen) one.closed ??= { code, reason };
        },
      },
    });
  }

  subscribe(query: string, variables?: Record<string, unknown>): Received & { stop: () => void } {
    const received = new Received();
    this.seen.push(received);
    const stop = this.client.subscribe(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors !== undefined) received.errors.push(...errors);
          if (data != null) received.data.push(data);
        },
        error: (error) => received.errors.push(...(Array.isArray(error) ? (error as unknown[]) : [error])),
        complete: () => {
          received.isComplete = true;
        },
      },
    );
    return Object.assign(received, { stop });
  }

  async dispose(): Promise<void> {
    await this.client.dispose();
  }
}
