import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A draft's author as it is kept. */
export interface DraftAuthorValue {
  name: string;
  saves: number;
  savedAt: string;
}

@Entity({ schema: 'registry', name: 'action' })
export class ActionRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  workspace!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'text', array: true, name: 'agent_ids' })
  agentIds!: string[];

  @Column({ type: 'boolean', name: 'is_enabled' })
  isEnabled!: boolean;

  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'integer', name: 'draft_revision' })
  draftRevision!: number;

  @Column({ type: 'json', name: 'draft_flow' })
  draftFlow!: object;

  @Column({ type: 'timestamptz', name: 'draft_saved_at' })
  draftSavedAt!: Date;

  @Column({ type: 'text', name: 'draft_saved_by' })
  draftSavedBy!: string;

  @Column({ type: 'integer', name: 'draft_base', nullable: true })
  draftBase!: number | null;

  @Column({ type: 'json', name: 'draft_authors' })
  draftAuthors!: DraftAuthorValue[];

  @Column({ type: 'integer', name: 'live_version', nullable: true })
  liveVersion!: number | null;

  @Column({ type: 'integer', name: 'last_version' })
  lastVersion!: number;
}
