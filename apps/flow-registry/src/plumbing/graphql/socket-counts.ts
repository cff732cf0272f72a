/** Two hundred open pages of one key are a busy team; thousands are a program that leaks. */
export const MAX_SOCKETS_PER_KEY = 250;
export const MAX_OPERATIONS_PER_KEY = 500;

interface Count {
  sockets: number;
  operations: number;
}

/** Open sockets and running operations by API key, sessions counted with their key. */
export class SocketCounts {
  private readonly counts = new Map<string, Count>();

  /** False: there are as many as there may be, and this one is not counted. */
  addSocket(keyId: string): boolean {
    return this.add(keyId, 'sockets', MAX_SOCKETS_PER_KEY);
  }

  addOperation(keyId: string): boolean {
    return this.add(keyId, 'operations', MAX_OPERATIONS_PER_KEY);
  }

  remove(keyId: string, gone: Count): void {
    const count = this.counts.get(keyId);
    if (count === undefined) return;
    count.sockets -= gone.sockets;
    count.operations -= gone.operations;
    if (count.sockets <= 0 && count.operations <= 0) this.counts.delete(keyId);
  }

  private add(keyId: string, what: keyof Count, most: number): boolean {
    const count = this.counts.get(keyId) ?? { sockets: 0, operations: 0 };
    if (count[what] >= most) return false;
    count[what] += 1;
    this.counts.set(keyId, count);
    return true;
  }
}
