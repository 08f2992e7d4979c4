import { Injectable } from '@nestjs/common';
import { ContactErasureRepository } from '@features/contacts';
import { Database } from '@platform/database';

/** People of an audience whose deliveries are not written yet: a range of its numbers. */
export interface AudienceChunk {
  workspaceId: string;
  campaignId: string;
  firstSeq: number;
  lastSeq: number;
  variant: string | null;
  /** As PostgreSQL writes it, since `infinity` is no Date. */
  dueAt: string;
  /** Milliseconds since 1970, rounded up; Infinity for those who wait for a decision. */
  dueAtMs: number;
  /** From now, in milliseconds; negative or 0 when it is due. */
  dueInMs: number;
}

/** From which end of the audience chunks are taken: two that write at once stay out of each other's pages. */
export const ends = ['first', 'last'] as const;
export type End = (typeof ends)[number];

const CHUNK_COLUMNS = `
  workspace_id AS "workspaceId", campaign_id AS "campaignId", first_seq AS "firstSeq", last_seq AS "lastSeq", variant,
  due_at::text AS "dueAt", ceil(extract(epoch FROM due_at) * 1000)::double precision AS "dueAtMs",
  (extract(epoch FROM due_at - now()) * 1000)::double precision AS "dueInMs"`;

/**
 * One delivery for everybody of a chunk, which is gone with the same statement. $1 workspace, $2 campaign, $3 its first
 * number. The address is that of this moment; who was erased since the snapshot has none, and is found to be erased by
 * the claim. All are born `pending`: whatever else they become is a move, which the ledger counts. `= ANY` lets PostgreSQL
 * find ten thousand contacts in one walk through the index, a fifth of what looking them up one by one takes. The ids are
 * one fresh UUID with the number in its last 32 bits (RFC 9562 6.2: a random part and a counter), since half a million
 * calls of `uuidv7()` would be an eighth of the time. 2^30 is added so that there are always eight digits.
 */
const WRITE_DELIVERIES = `
  WITH chunk AS MATERIALIZED (
    DELETE FROM audience_chunks WHERE workspace_id = $1::uuid AND campaign_id = $2::uuid AND first_seq = $3
    RETURNING first_seq, contact_ids
  ), workspace AS MATERIALIZED (
    SELECT tracking_mode = 'individual' AS tracks, left(uuidv7()::text, -8) AS stem FROM workspaces WHERE id = $1::uuid
  ), person AS (
    SELECT id, email, tracking_consent IS TRUE AS consents FROM contacts
    WHERE workspace_id = $1::uuid AND id = ANY ((SELECT contact_ids FROM chunk)::uuid[])
  )
  INSERT INTO deliveries (id, workspace_id, campaign_id, seq, contact_id, email, trackable)
  SELECT (w.stem || to_hex(chunk.first_seq + m.place - 1 + ${2 ** 30}))::uuid, $1::uuid, $2::uuid,
    chunk.first_seq + m.place - 1, m.id, coalesce(p.email, ''), coalesce(p.consents, false) AND w.tracks
  FROM chunk
  CROSS JOIN unnest(chunk.contact_ids) WITH ORDINALITY AS m (id, place)
  LEFT JOIN person p ON p.id = m.id
  CROSS JOIN workspace w`;

/** SQL on `audience_chunks`: the part of a ledger that is still to be written. */
@Injectable()
export class AudienceChunksRepository {
  constructor(
    private readonly database: Database,
    private readonly erasure: ContactErasureRepository,
  ) {}

  /**
   * Locks a chunk that nobody else is writing; null when there is none, or when somebody else takes from this end: so a
   * campaign is never written by more than two at once, whoever they are.
   */
  async take(campaignId: string, end: End): Promise<AudienceChunk | null> {
    const turn = await this.database.queryOne<{ isOurs: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('expand-audience:' || $1 || ':' || $2, 0)) AS "isOurs"`,
      [campaignId, end],
    );
    if (!turn?.isOurs) return null;
    const order = end === 'first' ? 'due_at, first_seq' : 'due_at DESC, first_seq DESC';
    return this.database.queryOne<AudienceChunk>(
      `SELECT ${CHUNK_COLUMNS} FROM audience_chunks WHERE campaign_id = $1
       ORDER BY ${order} LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [campaignId],
    );
  }

  /** Writes the deliveries of a chunk that `take` locked. Nobody of the workspace is erased until the transaction ends. */
  async write({ workspaceId, campaignId, firstSeq }: AudienceChunk): Promise<void> {
    await this.erasure.holdOff(workspaceId);
    // Nobody can tell the planner how many ids an array has; it would compare each with each.
    await this.database.query(`SELECT set_config('enable_nestloop', 'off', true)`);
    await this.database.execute(WRITE_DELIVERIES, [workspaceId, campaignId, firstSeq]);
    await this.database.query(`SELECT set_config('enable_nestloop', 'on', true)`);
  }

  /** Whether somebody is in the audience and has no delivery yet. */
  async includes(workspaceId: string, campaignId: string, contactId: string): Promise<boolean> {
    const row = await this.database.queryOne(
      'SELECT FROM audience_chunks WHERE workspace_id = $1 AND campaign_id = $2 AND $3 = ANY (contact_ids) LIMIT 1',
      [workspaceId, campaignId, contactId],
    );
    return row !== null;
  }

  /** Campaigns of any workspace whose ledger is not written to the end. For a sweep. */
  async findUnwritten(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT DISTINCT campaign_id AS id FROM audience_chunks',
    );
    return rows.map(({ id }) => id);
  }
}
