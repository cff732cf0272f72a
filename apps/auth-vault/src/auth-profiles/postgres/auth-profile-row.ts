import type { AuthProfileKind } from '@aftercall/wire-format';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApiKeySettings, AuthProfileHealth, SealedAuthProfile } from '../auth-profile.ts';

/** A row of `vault.auth_profile`: what may be shown, and the sealed secret. */
@Entity({ schema: 'vault', name: 'auth_profile' })
export class AuthProfileRow {
  @PrimaryColumn('text') workspace!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') kind!: AuthProfileKind;
  @Column('text', { array: true }) origins!: string[];
  @Column('jsonb', { nullable: true }) settings!: ApiKeySettings | null;
  @Column('text') health!: AuthProfileHealth;
  @Column('integer') version!: number;
  @Column('text', { name: 'key_id' }) keyId!: string;
  @Column('bytea', { name: 'wrapped_key' }) wrappedKey!: Buffer;
  @Column('bytea') ciphertext!: Buffer;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

export function toRow(workspace: string, { sealed, ...profile }: SealedAuthProfile): AuthProfileRow {
  return Object.assign(new AuthProfileRow(), {
    workspace,
    ...profile,
    origins: [...profile.origins],
    keyId: sealed.keyId,
    wrappedKey: sealed.wrappedKey,
    ciphertext: sealed.ciphertext,
  });
}

export function toProfile(row: AuthProfileRow): SealedAuthProfile {
  const { id, name, kind, origins, settings, health, version, createdAt, updatedAt } = row;
  const sealed = { keyId: row.keyId, wrappedKey: row.wrappedKey, ciphertext: row.ciphertext };
  return { id, name, kind, origins, settings, health, version, createdAt, updatedAt, sealed };
}
