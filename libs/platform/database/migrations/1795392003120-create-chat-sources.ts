import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chat systems that report conversations, and the conversations that were reported: each is one event. */
export class CreateChatSources1795392003120 implements MigrationInterface {
  readonly name = 'CreateChatSources1795392003120';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE chat_sources (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        token_hash bytea NOT NULL,
        mapping jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        CONSTRAINT pk_chat_sources PRIMARY KEY (id),
        CONSTRAINT uq_chat_sources_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_chat_sources_token UNIQUE (token_hash),
        CONSTRAINT fk_chat_sources_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_chat_sources_name CHECK (btrim(name) <> '' AND length(name) <= 100)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE chat_conversations (
        workspace_id uuid NOT NULL,
        source_id uuid NOT NULL,
        conversation_id text NOT NULL,
        contact_id uuid NOT NULL,
        started_at timestamptz NOT NULL,
        CONSTRAINT pk_chat_conversations PRIMARY KEY (source_id, conversation_id),
        CONSTRAINT fk_chat_conversations_source FOREIGN KEY (workspace_id, source_id)
          REFERENCES chat_sources (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_chat_conversations_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_chat_conversations_id CHECK (length(conversation_id) BETWEEN 1 AND 200)
      )
    `);
    await queryRunner.query('CREATE INDEX ix_chat_conversations_contact ON chat_conversations (contact_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE chat_conversations, chat_sources');
  }
}
