import type { ServiceName } from '@aftercall/service-runtime';
import type { VaultOperation } from '../access/access-rules.ts';

/** How a request ended. `FAILED` is a fault: the profile was there and could not be opened. */
export type AuditedOutcome =
  'RELEASED' | 'CREATED' | 'FORBIDDEN' | 'INVALID' | 'NOT_FOUND' | 'ORIGIN_NOT_ALLOWED' | 'REVOKED' | 'FAILED';

/** Who asked for what, about which profile, for which request. Never a secret, nor text that could be one. */
export interface AuditEntry {
  /** Undefined only when the caller's token named none. */
  readonly workspace: string | undefined;
  readonly service: ServiceName;
  readonly action: VaultOperation;
  readonly outcome: AuditedOutcome;
  readonly profileId?: string | undefined;
  readonly profileName?: string | undefined;
  readonly version?: number | undefined;
  readonly origin?: string | undefined;
  readonly runId?: string | undefined;
  readonly requestId: string;
}

/** The record of what left the vault and of who tried. It can be added to, and nothing else. */
export interface AuditLog {
  /**
   * Returns when the entry is durable; only then may an answer go out. Entries keep the order of their commits.
   *
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  append(entry: AuditEntry): Promise<void>;
}
