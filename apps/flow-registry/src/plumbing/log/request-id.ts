import { AsyncLocalStorage } from 'node:async_hooks';

/** The id that ties an answer to its log lines; never a basis for decisions. */
const current = new AsyncLocalStorage<string>();

export function withRequestId(requestId: string, work: () => void): void {
  current.run(requestId, work);
}

export function requestId(): string {
  return current.getStore() ?? 'none';
}
