import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'registry', name: 'pinned_sample' })
export class PinnedSampleRow {
  @PrimaryColumn({ type: 'uuid', name: 'action_id' })
  actionId!: string;

  @PrimaryColumn({ type: 'text', name: 'node_key' })
  nodeKey!: string;

  @Column({ type: 'text' })
  workspace!: string;

  @Column({ type: 'json' })
  sample!: object;

  @Column({ type: 'timestamptz', name: 'pinned_at' })
  pinnedAt!: Date;

  @Column({ type: 'text', name: 'pinned_by' })
  pinnedBy!: string;
}
