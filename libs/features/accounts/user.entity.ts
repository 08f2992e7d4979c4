import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A person who signs in; the workspaces they work in are memberships. */
@Entity({ name: 'users' })
@Unique('uq_users_email', ['emailKey'])
export class User {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_users' })
  id: string;

  /** As typed, for showing and for mail. */
  @Column({ type: 'text' })
  email: string;

  /** Comparison form: one user per mailbox. */
  @Column({ name: 'email_key', type: 'text' })
  emailKey: string;

  @Column({ type: 'text' })
  name: string;

  /** Argon2id, in PHC format. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'last_signed_in_at', type: 'timestamptz', nullable: true })
  lastSignedInAt: Date | null;
}
