import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContactFieldType } from './contact-field';

/** The declaration of one custom field of a workspace. */
@Entity('contact_fields')
export class ContactField {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId: string;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  label: string;

  @Column({ type: 'text' })
  type: ContactFieldType;

  @Column({ type: 'text', array: true })
  choices: string[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
