import { Injectable } from '@nestjs/common';
import type { CompiledPredicate } from '@features/segments';
import { Database } from '@platform/database';
import type { Reentry } from '../graph/sequence-graph';
import type { NoEntryReason } from './enrollment';

/** Somebody who is to enter. */
export interface Candidate {
  contactId: string;
  /** When it happened that makes them enter. */
  since: Date;
  trigger: Record<string, unknown>;
}

export interface Entry {
  contactId: string;
  /** Null: did not enter. */
  enrollmentId: string | null;
  why: NoEntryReason | null;
}

export interface EntryRules {
  sequenceId: string;
  version: number;
  start: string;
  topicId: string | null;
  reentry: Reentry;
  /** Placeholders from `ENTRY_PARAM` on. */
  filter: CompiledPredicate;
}

export const ENTRY_PARAM = 10;

/**
 * One passage at a time, numbered per contact: of two that begin at the same moment one breaks a unique key, and enters nothing. Contacts
 * are taken in the order of their ids, so that two such statements never wait for each other in a circle.
 */
function enterSql(filter: string): string {
  return `
    WITH input AS (
      SELECT DISTINCT ON (i.contact_id) i.* FROM json_to_recordset($4::json) AS i (contact_id uuid, since timestamptz, trigger jsonb)
      ORDER BY i.contact_id, i.since
    ), past AS (
      SELECT n.contact_id, max(n.entry) AS entries, bool_or(n.status = 'active') AS is_in, max(n.entered_at) AS last_at
      FROM enrollments n WHERE n.sequence_id = $2 AND n.contact_id IN (SELECT i.contact_id FROM input i) GROUP BY n.contact_id
    ), present AS MATERIALIZED (
      SELECT c.id FROM contacts c WHERE c.workspace_id = $1 AND c.id IN (SELECT i.contact_id FROM input i)
      ORDER BY c.id FOR KEY SHARE
    ), verdicts AS MATERIALIZED (
      SELECT i.*, coalesce(p.entries, 0) + 1 AS entry, CASE
        WHEN c.id IS NULL THEN 'unknown-contact'
        WHEN coalesce(p.is_in, false) THEN 'already-in'
        WHEN sup.id IS NOT NULL THEN CASE WHEN sup.reason = 'unsubscribed' THEN 'unsubscribed' ELSE 'suppressed' END
        WHEN sub.status = 'unsubscribed' THEN 'unsubscribed'
        WHEN p.entries IS NOT NULL AND ($8 = 'once' OR ($8 = 'after' AND p.last_at > $5::timestamptz - make_interval(days => $9::int)))
          THEN 're-entry'
        WHEN NOT (${filter}) THEN 'filter' END AS why
      FROM input i
      LEFT JOIN present ON present.id = i.contact_id
      LEFT JOIN contacts c ON c.id = present.id AND c.workspace_id = $1
      LEFT JOIN past p ON p.contact_id = i.contact_id
      LEFT JOIN suppressions sup ON sup.workspace_id = c.workspace_id AND sup.address_hash = c.address_hash
      LEFT JOIN subscriptions sub ON sub.topic_id = $7::uuid AND sub.contact_id = c.id AND sub.workspace_id = c.workspace_id
    ), entered AS (
      INSERT INTO enrollments (workspace_id, sequence_id, version, contact_id, entry, step, step_entered_at, due_at, entered_at, since, trigger)
      SELECT $1, $2, $3, v.contact_id, v.entry, $6, $5, $5, $5, least(v.since, $5), v.trigger
      FROM verdicts v WHERE v.why IS NULL ORDER BY v.contact_id
      ON CONFLICT DO NOTHING RETURNING id, contact_id
    )
    SELECT v.contact_id AS "contactId", e.id AS "enrollmentId",
      CASE WHEN e.id IS NULL THEN coalesce(v.why, 'already-in') END AS why
    FROM verdicts v LEFT JOIN entered e ON e.contact_id = v.contact_id`;
}

/** Who enters a sequence, and who does not. */
@Injectable()
export class EntriesRepository {
  constructor(private readonly db: Database) {}

  async enter(
    workspaceId: string,
    rules: EntryRules,
    { candidates, now }: { candidates: readonly Candidate[]; now: Date },
  ): Promise<Entry[]> {
    const { reentry, filter } = rules;
    const rows = candidates.map(({ contactId, since, trigger }) => ({
      contact_id: contactId,
      since,
      trigger,
    }));
    return this.db.query<Entry>(enterSql(filter.sql), [
      workspaceId,
      rules.sequenceId,
      rules.version,
      JSON.stringify(rows),
      now,
      rules.start,
      rules.topicId,
      reentry.rule,
      reentry.rule === 'after' ? reentry.days : 0,
      ...filter.params,
    ]);
  }

  async enteredByStep(
    workspaceId: string,
    sequenceId: string,
    { contactIds, since }: { contactIds: readonly string[]; since: Date },
  ): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT contact_id AS id FROM enrollments
       WHERE workspace_id = $1 AND sequence_id = $2 AND contact_id = ANY ($3::uuid[]) AND entered_at > $4 AND trigger ? 'sequence'`,
      [workspaceId, sequenceId, contactIds, since],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
