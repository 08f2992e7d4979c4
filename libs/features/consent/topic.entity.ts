import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Something that a person can choose to receive. */
@Entity({ name: 'topics' })
@Unique('uq_topics_key', ['workspaceId', 'key'])
export class Topic {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_topics' })
  id: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId: string;

  /** Stable short name for rules and imports: lower-case letters, digits, hyphens. */
  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', default: '' })
  description: string;

  /** Offered on the preference page. */
  @Column({ name: 'is_public', type: 'boolean', default: true })
  isPublic: boolean;

  /** Order on the preference page, lowest first. */
  @Column({ type: 'integer', default: 0 })
  position: number;

  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true })
  archivedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
