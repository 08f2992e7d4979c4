import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Scope } from './scopes';

/** A key with which a program calls the API in one workspace. Only its hash is stored. */
@Entity({ name: 'api_keys' })
@Unique('uq_api_keys_hash', ['keyHash'])
export class ApiKey {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_api_keys' })
  id: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId: string;

  /** What it is for, chosen by its maker. */
  @Column({ type: 'text' })
  name: string;

  /** The readable middle of `tdg_<prefix>_<secret>`, to tell keys apart. */
  @Column({ type: 'text' })
  prefix: string;

  @Column({ name: 'key_hash', type: 'bytea' })
  keyHash: Buffer;

  @Column({ type: 'text', array: true })
  scopes: Scope[];

  /** User id; null when a command made it or the user is gone. */
  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  /** Null: until revoked. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  /** Accurate to a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}
