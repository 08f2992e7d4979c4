import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Content (editable templates, frozen versions, the brand) and saved rule trees. */
export class CreateTemplatesAndSegments1795392000600 implements MigrationInterface {
  readonly name = 'CreateTemplatesAndSegments1795392000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE brands (
        workspace_id uuid NOT NULL,
        settings jsonb NOT NULL DEFAULT '{}',
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_brands PRIMARY KEY (workspace_id),
        CONSTRAINT fk_brands_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(`
      CREATE TABLE templates (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        subject text NOT NULL,
        preheader text NOT NULL DEFAULT '',
        mjml text NOT NULL,
        gallery_key text,
        archived_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_templates PRIMARY KEY (id),
        CONSTRAINT uq_templates_workspace UNIQUE (workspace_id, id),
        CONSTRAINT fk_templates_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_templates_list ON templates (workspace_id, id DESC)');
    // A version is frozen: source and compiled plan as they were. The same content again is the same version.
    await queryRunner.query(`
      CREATE TABLE template_versions (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        template_id uuid NOT NULL,
        number integer NOT NULL,
        subject text NOT NULL,
        preheader text NOT NULL,
        mjml text NOT NULL,
        content_hash bytea NOT NULL,
        compiled jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_template_versions PRIMARY KEY (id),
        CONSTRAINT uq_template_versions_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_template_versions_number UNIQUE (template_id, number),
        CONSTRAINT uq_template_versions_content UNIQUE (template_id, content_hash),
        CONSTRAINT fk_template_versions_template FOREIGN KEY (workspace_id, template_id)
          REFERENCES templates (workspace_id, id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(`
      CREATE TRIGGER tr_template_versions_frozen BEFORE UPDATE ON template_versions
      FOR EACH ROW EXECUTE FUNCTION refuse_change()
    `);
    // Pages of previews that a sandboxed frame loads by address. Unlogged: losing them costs a click on "preview".
    await queryRunner.query(`
      CREATE UNLOGGED TABLE template_previews (
        token_hash bytea NOT NULL,
        workspace_id uuid NOT NULL,
        owner_key text NOT NULL,
        html text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT pk_template_previews PRIMARY KEY (token_hash),
        CONSTRAINT fk_template_previews_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_template_previews_expires ON template_previews (expires_at)');
    await queryRunner.query(`
      CREATE TABLE segments (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        name_key text NOT NULL,
        description text NOT NULL DEFAULT '',
        kind text NOT NULL DEFAULT 'dynamic',
        tree jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        last_count integer,
        last_counted_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_segments PRIMARY KEY (id),
        CONSTRAINT uq_segments_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_segments_name UNIQUE (workspace_id, name_key),
        CONSTRAINT fk_segments_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_segments_kind CHECK (kind IN ('dynamic', 'static'))
      )
    `);
    await queryRunner.query(`
      CREATE TABLE segment_members (
        workspace_id uuid NOT NULL,
        segment_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_segment_members PRIMARY KEY (segment_id, contact_id),
        CONSTRAINT fk_segment_members_segment FOREIGN KEY (workspace_id, segment_id)
          REFERENCES segments (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_segment_members_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_segment_members_contact ON segment_members (contact_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'segment_members',
      'segments',
      'template_previews',
      'template_versions',
      'templates',
      'brands',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
