import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'registry', name: 'agent' })
export class AgentRow {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text', name: 'agent_id' })
  agentId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb', name: 'end_nodes' })
  endNodes!: object[];

  @Column({ type: 'jsonb' })
  variables!: object[];

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
