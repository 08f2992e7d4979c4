import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, people who sign in, keys for machines, and the append-only audit trail. */
export class CreateAccounts1795392000200 implements MigrationInterface {
  readonly name = 'CreateAccounts1795392000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE workspaces (
        id uuid NOT NULL DEFAULT uuidv7(),
        slug text NOT NULL,
        name text NOT NULL,
        time_zone text NOT NULL DEFAULT 'UTC',
        locale text NOT NULL DEFAULT 'en',
        postal_address text NOT NULL DEFAULT '',
        website_url text NOT NULL DEFAULT '',
        tracking_mode text NOT NULL DEFAULT 'none',
        minimum_segment_size integer NOT NULL DEFAULT 10,
        uncertain_policy text NOT NULL DEFAULT 'leave',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_workspaces PRIMARY KEY (id),
        CONSTRAINT uq_workspaces_slug UNIQUE (slug),
        CONSTRAINT ck_workspaces_slug CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        CONSTRAINT ck_workspaces_tracking_mode CHECK (tracking_mode IN ('none', 'aggregate', 'last-open-day', 'individual')),
        CONSTRAINT ck_workspaces_uncertain_policy CHECK (uncertain_policy IN ('leave', 'resend'))
      )
    `);
    await queryRunner.query(`
      CREATE TABLE users (
        id uuid NOT NULL DEFAULT uuidv7(),
        email text NOT NULL,
        email_key text NOT NULL,
        name text NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_signed_in_at timestamptz,
        CONSTRAINT pk_users PRIMARY KEY (id),
        CONSTRAINT uq_users_email UNIQUE (email_key)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE memberships (
        workspace_id uuid NOT NULL,
        user_id uuid NOT NULL,
        role text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_memberships PRIMARY KEY (workspace_id, user_id),
        CONSTRAINT fk_memberships_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT fk_memberships_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        CONSTRAINT ck_memberships_role CHECK (role IN ('owner', 'admin', 'marketer', 'viewer'))
      )
    `);
    await queryRunner.query('CREATE INDEX ix_memberships_user ON memberships (user_id)');
    // Only the hash of the session id is kept: a leaked table signs nobody in.
    await queryRunner.query(`
      CREATE TABLE sessions (
        id_hash bytea NOT NULL,
        user_id uuid NOT NULL,
        workspace_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ip inet,
        user_agent text NOT NULL DEFAULT '',
        CONSTRAINT pk_sessions PRIMARY KEY (id_hash),
        CONSTRAINT fk_sessions_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        CONSTRAINT fk_sessions_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_sessions_user ON sessions (user_id)');
    // One row per throttled thing ("login-account:…", "login-ip:…"): a fixed window that all API processes share.
    await queryRunner.query(`
      CREATE TABLE throttles (
        key text NOT NULL,
        hits integer NOT NULL,
        window_ends_at timestamptz NOT NULL,
        CONSTRAINT pk_throttles PRIMARY KEY (key)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE api_keys (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        prefix text NOT NULL,
        key_hash bytea NOT NULL,
        scopes text[] NOT NULL,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT pk_api_keys PRIMARY KEY (id),
        CONSTRAINT uq_api_keys_hash UNIQUE (key_hash),
        CONSTRAINT fk_api_keys_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT fk_api_keys_created_by FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL
      )
    `);
    await queryRunner.query('CREATE INDEX ix_api_keys_workspace ON api_keys (workspace_id, id)');
    await queryRunner.query(`
      CREATE TABLE audit_entries (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL DEFAULT '',
        action text NOT NULL,
        target_kind text NOT NULL,
        target_id text,
        details jsonb NOT NULL DEFAULT '{}',
        ip inet,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_audit_entries PRIMARY KEY (id),
        CONSTRAINT fk_audit_entries_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_audit_entries_actor_kind CHECK (actor_kind IN ('user', 'api-key', 'contact', 'system'))
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_audit_entries_workspace ON audit_entries (workspace_id, id DESC)',
    );
    await queryRunner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$
    `);
    await queryRunner.query(`
      CREATE TRIGGER tr_audit_entries_append_only BEFORE UPDATE ON audit_entries
      FOR EACH ROW EXECUTE FUNCTION refuse_change()
    `);
    // The stored answer of a POST that carried an Idempotency-Key; the same key answers the same again for a day.
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        status integer,
        response jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (workspace_id, key),
        CONSTRAINT fk_idempotency_keys_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_idempotency_keys_created ON idempotency_keys (created_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'idempotency_keys',
      'audit_entries',
      'api_keys',
      'throttles',
      'sessions',
      'memberships',
      'users',
      'workspaces',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('DROP FUNCTION refuse_change()');
  }
}
