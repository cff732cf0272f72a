import type { AuditEntry, AuditLog } from '../audit-log.ts';

/** Entries kept in memory, in the order in which they came. */
export class MemoryAuditLog implements AuditLog {
  readonly entries: AuditEntry[] = [];

  append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }
}
