import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mail of sequences: messages that need consent to a topic, heed caps and quiet hours, and exist once per step that a contact
 * takes. They leave in turns of their own, so that no password waits behind them. Lists of single messages leave them out.
 */
export class CreateSequenceMail1795392003000 implements MigrationInterface {
  readonly name = 'CreateSequenceMail1795392003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE messages
        ADD COLUMN topic_id uuid,
        ADD COLUMN enrollment_id uuid,
        ADD COLUMN step text,
        ADD COLUMN visit integer,
        ADD COLUMN on_cap text,
        ADD COLUMN on_quiet_hours text,
        DROP CONSTRAINT ck_messages_kind,
        ADD CONSTRAINT ck_messages_kind CHECK (kind IN ('transactional', 'sequence')),
        ADD CONSTRAINT ck_messages_sequence CHECK (
          num_nonnulls(topic_id, enrollment_id, step, visit, on_cap, on_quiet_hours) = CASE WHEN kind = 'sequence' THEN 6 ELSE 0 END),
        ADD CONSTRAINT ck_messages_on_cap CHECK (on_cap IN ('skip', 'defer', 'ignore')),
        ADD CONSTRAINT ck_messages_on_quiet_hours CHECK (on_quiet_hours IN ('skip', 'defer', 'ignore')),
        ADD CONSTRAINT uq_messages_step UNIQUE (enrollment_id, step, visit)
    `);
    for (const index of ['ix_messages_list', 'ix_messages_due_here', 'ix_messages_forget'])
      await queryRunner.query(`DROP INDEX ${index}`);
    for (const index of [
      `ix_messages_list ON messages (workspace_id, id DESC) WHERE kind = 'transactional'`,
      'ix_messages_due_here ON messages (workspace_id, kind, due_at) WHERE is_open',
      `ix_messages_forget ON messages (closed_at) WHERE template_version_id IS NOT NULL AND kind = 'transactional'`,
    ])
      await queryRunner.query(`CREATE INDEX ${index}`);
    await queryRunner.query('ALTER TABLE messages DROP COLUMN priority');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DELETE FROM deliveries d USING messages m WHERE m.id = d.message_id AND m.kind = 'sequence'`,
    );
    await queryRunner.query(`DELETE FROM messages WHERE kind = 'sequence'`);
    for (const index of ['ix_messages_list', 'ix_messages_due_here', 'ix_messages_forget'])
      await queryRunner.query(`DROP INDEX ${index}`);
    await queryRunner.query(`
      ALTER TABLE messages
        DROP CONSTRAINT ck_messages_sequence, DROP CONSTRAINT uq_messages_step, DROP CONSTRAINT ck_messages_kind,
        ADD CONSTRAINT ck_messages_kind CHECK (kind = 'transactional'),
        ADD COLUMN priority smallint NOT NULL DEFAULT 0,
        DROP COLUMN topic_id, DROP COLUMN enrollment_id, DROP COLUMN step, DROP COLUMN visit,
        DROP COLUMN on_cap, DROP COLUMN on_quiet_hours
    `);
    for (const index of [
      'ix_messages_list ON messages (workspace_id, id DESC)',
      'ix_messages_due_here ON messages (workspace_id, priority, due_at) WHERE is_open',
      'ix_messages_forget ON messages (closed_at) WHERE template_version_id IS NOT NULL',
    ])
      await queryRunner.query(`CREATE INDEX ${index}`);
  }
}
