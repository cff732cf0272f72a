import { GraphQLError, type ExecutionResult } from 'graphql';

/** Sends a payload, as JSON; resolves when it is on its way. */
export type Deliver = (payload: Buffer) => Promise<void>;

/** Payloads that wait for one subscriber while it reads slowly; then it is told to begin anew. */
export const MAX_WAITING = 16;

/** One who is sent payloads as they come. To the protocol it is a generator of results that brings none, and ends. */
export class Subscriber implements AsyncGenerator<ExecutionResult, undefined> {
  private readonly waiting: Buffer[] = [];
  private isSending = false;
  private readonly ended = Promise.withResolvers<undefined>();

  constructor(
    private readonly deliver: Deliver,
    private readonly onEnd: (subscriber: Subscriber) => void,
  ) {
    // Who left before the end does not hear of a failure.
    this.ended.promise.catch(() => null);
  }

  put(payload: Buffer): void {
    if (this.waiting.length >= MAX_WAITING) {
      this.finish(tooSlow());
      this.onEnd(this);
      return;
    }
    this.waiting.push(payload);
    if (!this.isSending) void this.sendAll();
  }

  finish(error?: unknown): void {
    this.waiting.length = 0;
    if (error === undefined) this.ended.resolve(undefined);
    else this.ended.reject(error instanceof Error ? error : new Error('a subscription failed', { cause: error }));
  }

  async next(): Promise<IteratorReturnResult<undefined>> {
    await this.ended.promise;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.finish();
    this.onEnd(this);
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error: unknown): Promise<IteratorReturnResult<undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    for (let payload = this.waiting.shift(); payload !== undefined; payload = this.waiting.shift()) {
      await this.deliver(payload);
    }
    this.isSending = false;
  }
}

function tooSlow(): GraphQLError {
  return new GraphQLError('this subscriber reads too slowly: subscribe again and read the list', {
    extensions: { code: 'TOO_SLOW' },
  });
}
