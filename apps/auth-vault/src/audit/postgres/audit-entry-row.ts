import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `vault.audit_entry`, as far as the service writes it; number and time are the database's. */
@Entity({ schema: 'vault', name: 'audit_entry' })
export class AuditEntryRow {
  // TypeORM needs a primary column. It is never written: GENERATED ALWAYS refuses any other value than DEFAULT.
  @PrimaryColumn('bigint', { insert: false }) number?: string;
  @Column('text', { nullable: true }) workspace!: string | null;
  @Column('text') service!: string;
  @Column('text') action!: string;
  @Column('text') outcome!: string;
  @Column('uuid', { name: 'profile_id', nullable: true }) profileId!: string | null;
  @Column('text', { name: 'profile_name', nullable: true }) profileName!: string | null;
  @Column('integer', { nullable: true }) version!: number | null;
  @Column('text', { nullable: true }) origin!: string | null;
  @Column('text', { name: 'run_id', nullable: true }) runId!: string | null;
  @Column('text', { name: 'request_id' }) requestId!: string;
}
