import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `vault.key_canary`. */
@Entity({ schema: 'vault', name: 'key_canary' })
export class KeyCanaryRow {
  @PrimaryColumn('text', { name: 'key_id' }) keyId!: string;
  @Column('bytea', { name: 'wrapped_key' }) wrappedKey!: Buffer;
  @Column('bytea') ciphertext!: Buffer;
}
