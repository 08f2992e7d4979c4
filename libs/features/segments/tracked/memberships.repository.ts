import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CompiledPredicate } from '../compile/compile-rule-tree';

/** What to ask about a batch of contacts. Both are about `contacts c`; placeholders start at `FIRST_PARAM`, without a gap. */
export interface Question {
  holds: CompiledPredicate;
  /** Null: time alone never changes the answer. */
  nextFlip: CompiledPredicate | null;
}

export interface Evaluation {
  segmentId: string;
  /** The name that the events carry. */
  name: string;
  question: Question;
  contactIds: readonly string[];
  now: Date;
  /** False until everybody has been evaluated once: who was there before has not entered. */
  isEventful: boolean;
}

export interface Moved {
  entered: number;
  left: number;
}

/** The first placeholder that a question may use. */
export const FIRST_PARAM = 7;

/**
 * One statement for one contact and for a hundred thousand. The question stands in the select list, where PostgreSQL
 * chooses per question whether to look each contact up or to hash all facts. Only contacts whose row differs are locked,
 * so that none of them can be erased meanwhile. One that somebody else holds goes back on the queue: nobody is waited for,
 * hence there are no deadlocks, and an erased contact is not there the next time. The caller holds the workspace's upkeep
 * lock, so nobody else writes memberships of the segment, except that triggers remove those of deleted contacts.
 */
function evaluateSql({ holds, nextFlip }: Question): string {
  return `
    WITH verdicts AS MATERIALIZED (
      SELECT c.id, (${holds.sql}) AS holds, (${nextFlip?.sql ?? 'NULL'})::timestamptz AS next_flip_at
      FROM unnest($3::uuid[]) AS batch (id) JOIN contacts c ON c.id = batch.id AND c.workspace_id = $1
    ), differing AS MATERIALIZED (
      SELECT v.*, coalesce(m.is_member, false) AS was_member
      FROM verdicts v LEFT JOIN segment_memberships m ON m.segment_id = $2 AND m.contact_id = v.id
      WHERE v.holds <> coalesce(m.is_member, false) OR v.next_flip_at IS DISTINCT FROM m.next_flip_at
    ), present AS MATERIALIZED (
      SELECT c.id FROM contacts c WHERE c.workspace_id = $1 AND c.id IN (SELECT d.id FROM differing d)
      FOR KEY SHARE SKIP LOCKED
    ), put_back AS (
      INSERT INTO changed_contacts (workspace_id, contact_id)
      SELECT $1, d.id FROM differing d WHERE d.id NOT IN (SELECT p.id FROM present p)
    ), changes AS MATERIALIZED (
      SELECT d.* FROM differing d JOIN present p ON p.id = d.id
    ), removed AS (
      DELETE FROM segment_memberships m USING changes d
      WHERE m.segment_id = $2 AND m.contact_id = d.id AND NOT d.holds AND d.next_flip_at IS NULL
    ), written AS (
      INSERT INTO segment_memberships AS m (segment_id, contact_id, workspace_id, is_member, since, next_flip_at)
      SELECT $2, d.id, $1, d.holds, CASE WHEN d.holds THEN $4::timestamptz END, d.next_flip_at
      FROM changes d WHERE d.holds OR d.next_flip_at IS NOT NULL
      ON CONFLICT (segment_id, contact_id) DO UPDATE SET is_member = excluded.is_member,
        since = CASE WHEN m.is_member AND excluded.is_member THEN m.since ELSE excluded.since END,
        next_flip_at = excluded.next_flip_at
    ), told AS (
      INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
      SELECT $1, d.id, CASE WHEN d.holds THEN 'segment.entered' ELSE 'segment.left' END,
        jsonb_build_object('segment', $2::uuid, 'name', $5::text), $4
      FROM changes d WHERE d.holds <> d.was_member AND $6::boolean
    )
    SELECT count(*) FILTER (WHERE holds AND NOT was_member) AS entered,
      count(*) FILTER (WHERE was_member AND NOT holds) AS left
    FROM changes`;
}

/** Memberships of tracked segments: who is in, since when, and when time alone could next change that. */
@Injectable()
export class MembershipsRepository {
  constructor(private readonly db: Database) {}

  /** Asks again about these contacts, and writes down what is different, with an event for each who entered or left. */
  async evaluate(workspaceId: string, evaluation: Evaluation): Promise<Moved> {
    const { segmentId, name, question, contactIds, now, isEventful } = evaluation;
    const moved = await this.db.queryOne<Moved>(evaluateSql(question), [
      workspaceId,
      segmentId,
      contactIds,
      now,
      name,
      isEventful,
      ...question.holds.params,
      ...(question.nextFlip?.params ?? []),
    ]);
    return moved ?? { entered: 0, left: 0 };
  }

  /** Contacts about whom time may have changed the answer, the longest due first. */
  async due(
    workspaceId: string,
    segmentId: string,
    { now, limit }: { now: Date; limit: number },
  ): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT contact_id AS id FROM segment_memberships
       WHERE workspace_id = $1 AND segment_id = $2 AND next_flip_at <= $3 ORDER BY next_flip_at LIMIT $4`,
      [workspaceId, segmentId, now, limit],
    );
    return rows.map((row) => row.id);
  }

  /** The workspace's contacts in the order of their ids, for going through all of them. */
  async contactsAfter(workspaceId: string, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT id FROM contacts WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [workspaceId, after, limit],
    );
    return rows.map((row) => row.id);
  }

  async countMembers(workspaceId: string, segmentId: string): Promise<number> {
    const row = await this.db.queryOne<{ count: number }>(
      'SELECT count(*) AS count FROM segment_memberships WHERE workspace_id = $1 AND segment_id = $2 AND is_member',
      [workspaceId, segmentId],
    );
    return row?.count ?? 0;
  }
}
