import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'registry', name: 'action_version' })
export class ActionVersionRow {
  @PrimaryColumn({ type: 'uuid', name: 'action_id' })
  actionId!: string;

  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  workspace!: string;

  @Column({ type: 'json' })
  flow!: object;

  @Column({ type: 'text' })
  note!: string;

  @Column({ type: 'timestamptz', name: 'published_at' })
  publishedAt!: Date;

  @Column({ type: 'text', name: 'published_by' })
  publishedBy!: string;
}
