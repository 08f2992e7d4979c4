import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BlockDocument } from './blocks/block-document';

/** Content that people edit. What is sent is a frozen version of it. */
@Entity({ name: 'templates' })
export class Template {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_templates' })
  id: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId: string;

  @Column({ type: 'text' })
  name: string;

  /** May hold merge fields. */
  @Column({ type: 'text' })
  subject: string;

  /** The line that inbox lists show after the subject; may hold merge fields. */
  @Column({ type: 'text', default: '' })
  preheader: string;

  /** What is compiled; of an email made of blocks it is what they became. */
  @Column({ type: 'text' })
  mjml: string;

  /** Its blocks; null for one that is written as MJML. */
  @Column({ type: 'jsonb', nullable: true })
  document: BlockDocument | null;

  /** Counts changes from 1. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  /** The gallery template it was made from. */
  @Column({ name: 'gallery_key', type: 'text', nullable: true })
  galleryKey: string | null;

  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true })
  archivedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
