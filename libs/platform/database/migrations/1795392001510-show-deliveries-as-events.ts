import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A view of deliveries as events of one name, in the columns of `contact_events`, and the campaign's id for its index. */
const KINDS = [
  { view: 'email_sendings', name: 'email.sent', at: 'finished_at', extra: '' },
  { view: 'email_bounces', name: 'email.bounced', at: 'bounced_at', extra: `, 'class', bounce_class` },
  { view: 'email_complaints', name: 'email.complained', at: 'complained_at', extra: '' },
];

const COLUMNS = 'id, workspace_id, contact_id, name, properties, occurred_at, received_at';

const HISTORY = `
  SELECT ${COLUMNS} FROM contact_events
  UNION ALL
  SELECT ${COLUMNS} FROM contact_creations`;

const WATCHED = `t.watched_events && ARRAY['email.sent', 'email.bounced', 'email.complained']`;

/**
 * That an email was sent, came back or was complained about is written on its delivery; as for `contact.created`, views show it as
 * events. Who was sent something a tracked segment asks about is looked at again, as after any other event.
 */
export class ShowDeliveriesAsEvents1795392001510 implements MigrationInterface {
  readonly name = 'ShowDeliveriesAsEvents1795392001510';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const { view, name, at, extra } of KINDS) {
      await queryRunner.query(`
        CREATE VIEW ${view} AS
        SELECT id, workspace_id, contact_id, '${name}'::text AS name,
          jsonb_build_object('campaign', campaign_id, 'delivery', id${extra}) AS properties,
          ${at} AS occurred_at, ${at} AS received_at, campaign_id
        FROM deliveries WHERE status = 'accepted' AND ${at} IS NOT NULL
      `);
    }
    const all = KINDS.map(({ view }) => `UNION ALL SELECT ${COLUMNS} FROM ${view}`);
    await queryRunner.query(`CREATE OR REPLACE VIEW contact_history AS ${HISTORY} ${all.join(' ')}`);
    await queryRunner.query(`
      CREATE FUNCTION mark_watched_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM segment_tracking t WHERE ${WATCHED}) THEN
          INSERT INTO changed_contacts (workspace_id, contact_id)
          SELECT DISTINCT d.workspace_id, d.contact_id FROM changed d
          JOIN segment_tracking t ON t.workspace_id = d.workspace_id AND ${WATCHED}
          WHERE d.status = 'accepted';
        END IF;
        RETURN NULL;
      END $$
    `);
    await queryRunner.query(`
      CREATE TRIGGER tr_deliveries_mark_update AFTER UPDATE ON deliveries
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_watched_recipients()
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_deliveries_mark_update ON deliveries');
    await queryRunner.query('DROP FUNCTION mark_watched_recipients()');
    await queryRunner.query(`CREATE OR REPLACE VIEW contact_history AS ${HISTORY}`);
    for (const { view } of KINDS) await queryRunner.query(`DROP VIEW ${view}`);
  }
}
