import { Injectable } from '@nestjs/common';
import { EVENT_ALIAS, type CompiledEvents } from '@features/segments';
import { Database } from '@platform/database';

/** Something that happened to a contact. Without a name: it changed in some way. */
export interface Signal {
  id: number;
  contactId: string;
  name: string | null;
  eventId: string | null;
  occurredAt: Date;
  /** Of `contact.changed`: which field. */
  field: string | null;
}

/** The outbox that the triggers of the database fill. */
@Injectable()
export class SignalsRepository {
  constructor(private readonly db: Database) {}

  /** Held until the transaction ends; false when somebody else works on the workspace's signals. */
  async lock(workspaceId: string): Promise<boolean> {
    const row = await this.db.queryOne<{ isOurs: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('sequence-signals:' || $1, 0)) AS "isOurs"`,
      [workspaceId],
    );
    return row?.isOurs ?? false;
  }

  /**
   * The oldest, with the number of the last one looked at before. What somebody's clock says has not happened yet (the API takes ten minutes) waits
   * for its time: asked now, the event would not count, and nobody would ask again.
   */
  async read(
    workspaceId: string,
    { after, now, limit }: { after: number; now: Date; limit: number },
  ): Promise<Signal[]> {
    return this.db.query<Signal>(
      `SELECT id, contact_id AS "contactId", name, event_id AS "eventId", occurred_at AS "occurredAt",
         CASE WHEN name = 'contact.changed' THEN properties ->> 'field' END AS field
       FROM sequence_signals WHERE workspace_id = $1 AND id > $2 AND occurred_at <= greatest($3, now()) ORDER BY id LIMIT $4`,
      [workspaceId, after, now, limit],
    );
  }

  async remove(workspaceId: string, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await this.db.execute(
      'DELETE FROM sequence_signals WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
      [workspaceId, ids],
    );
  }

  /** Those of the signals that are such an event. Placeholders of `events` start at 3. */
  async matching(
    workspaceId: string,
    ids: readonly number[],
    { source, sql, params }: CompiledEvents,
  ): Promise<Set<number>> {
    const e = EVENT_ALIAS;
    const from =
      source === 'contact_events'
        ? `sequence_signals ${e} WHERE ${e}.workspace_id = $1 AND ${e}.id = ANY ($2::bigint[])`
        : `sequence_signals s JOIN ${source} ${e} ON ${e}.id = s.event_id WHERE s.workspace_id = $1 AND s.id = ANY ($2::bigint[])`;
    const rows = await this.db.query<{ id: number }>(
      `SELECT ${source === 'contact_events' ? e : 's'}.id FROM ${from} AND ${sql}`,
      [workspaceId, ids, ...params],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
