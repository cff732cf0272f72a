import type { VaultDatabase } from '../../plumbing/postgres/vault-database.ts';
import type { KeyCanaries } from '../key-canaries.ts';
import type { SealedSecret } from '../sealer.ts';
import { KeyCanaryRow } from './key-canary-row.ts';

/** The canaries in `vault.key_canary`. */
export class PostgresKeyCanaries implements KeyCanaries {
  constructor(private readonly database: VaultDatabase) {}

  async list(): Promise<readonly SealedSecret[]> {
    const rows = await this.database.inInstallation((manager) =>
      manager.find(KeyCanaryRow, { order: { keyId: 'ASC' } }),
    );
    return rows.map(({ keyId, wrappedKey, ciphertext }) => ({ keyId, wrappedKey, ciphertext }));
  }

  async addIfAbsent(canary: SealedSecret): Promise<void> {
    await this.database.inInstallation((manager) =>
      manager.createQueryBuilder().insert().into(KeyCanaryRow).values(canary).orIgnore().execute(),
    );
  }
}
