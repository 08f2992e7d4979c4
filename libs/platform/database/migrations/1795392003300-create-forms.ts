import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Public forms, their frozen versions, what was submitted, the mails that follow, and how often they were seen. */
export class CreateForms1795392003300 implements MigrationInterface {
  readonly name = 'CreateForms1795392003300';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['form_days', 'form_mails', 'form_submissions', 'form_versions', 'forms']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

const UP = [
  `CREATE TABLE forms (
    id uuid NOT NULL DEFAULT uuidv7(),
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    status text NOT NULL DEFAULT 'draft',
    draft jsonb NOT NULL,
    published_version integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_forms PRIMARY KEY (id),
    CONSTRAINT uq_forms_workspace UNIQUE (workspace_id, id),
    CONSTRAINT uq_forms_slug UNIQUE (slug),
    CONSTRAINT fk_forms_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
    CONSTRAINT ck_forms_slug CHECK (slug ~ '^[a-z0-9-]{8,80}$'),
    CONSTRAINT ck_forms_status CHECK (status IN ('draft', 'published', 'archived')),
    CONSTRAINT ck_forms_published CHECK (status <> 'published' OR published_version IS NOT NULL)
  )`,
  // The exact texts that people agreed to: never changed, never deleted while the form is there.
  `CREATE TABLE form_versions (
    workspace_id uuid NOT NULL,
    form_id uuid NOT NULL,
    number integer NOT NULL,
    definition jsonb NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    published_by text NOT NULL,
    CONSTRAINT pk_form_versions PRIMARY KEY (form_id, number),
    CONSTRAINT fk_form_versions_form FOREIGN KEY (workspace_id, form_id) REFERENCES forms (workspace_id, id) ON DELETE CASCADE
  )`,
  `CREATE TABLE form_submissions (
    id uuid NOT NULL DEFAULT uuidv7(),
    workspace_id uuid NOT NULL,
    form_id uuid NOT NULL,
    version integer NOT NULL,
    status text NOT NULL,
    score smallint NOT NULL,
    reasons text[] NOT NULL DEFAULT '{}',
    channel text NOT NULL,
    language text NOT NULL,
    contact_id uuid,
    email text,
    email_key text,
    answers jsonb NOT NULL DEFAULT '{}',
    consents jsonb NOT NULL DEFAULT '[]',
    source jsonb NOT NULL DEFAULT '{}',
    ip inet,
    network text,
    user_agent text,
    challenge text,
    confirmed_at timestamptz,
    confirm_ip inet,
    confirm_user_agent text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_form_submissions PRIMARY KEY (id),
    CONSTRAINT uq_form_submissions_workspace UNIQUE (workspace_id, id),
    CONSTRAINT uq_form_submissions_challenge UNIQUE (form_id, challenge),
    CONSTRAINT fk_form_submissions_version FOREIGN KEY (form_id, version) REFERENCES form_versions (form_id, number) ON DELETE CASCADE,
    CONSTRAINT fk_form_submissions_form FOREIGN KEY (workspace_id, form_id) REFERENCES forms (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_form_submissions_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_form_submissions_status CHECK (status IN ('held', 'spam', 'pending', 'confirmed', 'accepted'))
  )`,
  `CREATE INDEX ix_form_submissions_form ON form_submissions (form_id, id DESC)`,
  `CREATE INDEX ix_form_submissions_contact ON form_submissions (contact_id) WHERE contact_id IS NOT NULL`,
  `CREATE INDEX ix_form_submissions_email ON form_submissions (workspace_id, email_key)`,
  // For forgetting what was never confirmed.
  `CREATE INDEX ix_form_submissions_unconfirmed ON form_submissions (created_at) WHERE status IN ('held', 'spam', 'pending')`,
  // Mails that a submission causes; a worker posts them after the commit, and again after a crash.
  `CREATE TABLE form_mails (
    id uuid NOT NULL DEFAULT uuidv7(),
    workspace_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    kind text NOT NULL,
    to_email text,
    due_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    done_at timestamptz,
    outcome text,
    message_id uuid,
    CONSTRAINT pk_form_mails PRIMARY KEY (id),
    CONSTRAINT uq_form_mails_once UNIQUE NULLS NOT DISTINCT (submission_id, kind, to_email),
    CONSTRAINT fk_form_mails_submission FOREIGN KEY (workspace_id, submission_id)
      REFERENCES form_submissions (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_form_mails_kind CHECK (kind IN ('confirmation', 'notification', 'asset'))
  )`,
  `CREATE INDEX ix_form_mails_due ON form_mails (due_at) WHERE done_at IS NULL`,
  `CREATE TABLE form_days (
    workspace_id uuid NOT NULL,
    form_id uuid NOT NULL,
    day date NOT NULL,
    views bigint NOT NULL DEFAULT 0,
    starts bigint NOT NULL DEFAULT 0,
    CONSTRAINT pk_form_days PRIMARY KEY (form_id, day),
    CONSTRAINT fk_form_days_form FOREIGN KEY (workspace_id, form_id) REFERENCES forms (workspace_id, id) ON DELETE CASCADE
  )`,
];
