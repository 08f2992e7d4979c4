import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A transition table collects every inserted row before anybody asks whether something is tracked, which was an eighth
 * of the merge of an import. New contacts are therefore marked row by row, and not at all by this trigger where a
 * transaction says that it marks them itself, in one statement (docs/adr/0019-tracked-segments.md).
 */
export class MarkNewContactsByRow1795392001700 implements MigrationInterface {
  readonly name = 'MarkNewContactsByRow1795392001700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_contacts_mark_insert ON contacts');
    await queryRunner.query(`
      CREATE FUNCTION mark_new_contact() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO changed_contacts (workspace_id, contact_id) SELECT NEW.workspace_id, NEW.id
        WHERE EXISTS (SELECT FROM segment_tracking WHERE workspace_id = NEW.workspace_id);
        RETURN NULL;
      END $$
    `);
    await queryRunner.query(`
      CREATE TRIGGER tr_contacts_mark_insert AFTER INSERT ON contacts FOR EACH ROW
      WHEN (current_setting('tidings.marks_new_contacts', true) IS DISTINCT FROM 'itself')
      EXECUTE FUNCTION mark_new_contact()
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_contacts_mark_insert ON contacts');
    await queryRunner.query('DROP FUNCTION mark_new_contact()');
    await queryRunner.query(`
      CREATE TRIGGER tr_contacts_mark_insert AFTER INSERT ON contacts
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_contacts()
    `);
  }
}
