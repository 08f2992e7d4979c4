import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SuppressionReason, SuppressionRow } from './consent';
import { whyNotTransactionalSql } from './transactional';

export interface NewSuppression {
  addressHash: Buffer;
  email: string | null;
  reason: SuppressionReason;
  source: string;
  note?: string;
  occurredAt?: Date;
}

export interface SuppressionListFilter {
  addressHash: Buffer | null;
  reason: SuppressionReason | null;
  /** Part of the address. */
  search: string | null;
}

const COLUMNS = `id, email, reason, source, note, occurred_at AS "occurredAt", created_at AS "createdAt"`;

/** Stronger reasons replace weaker ones; a weaker or equal one changes nothing. */
const STRENGTH = `array_position(ARRAY['manual', 'invalid-address', 'hard-bounce', 'unsubscribed', 'complaint', 'erased'], %)`;

const ADD = `
  INSERT INTO suppressions AS s (workspace_id, address_hash, email, reason, source, note, occurred_at)
  SELECT DISTINCT ON (i.address_hash) $1::uuid, decode(i.address_hash, 'hex'), i.email, i.reason, i.source,
    coalesce(i.note, ''), coalesce(i.occurred_at, now())
  FROM json_to_recordset($2::json) AS i(address_hash text, email text, reason text, source text, note text, occurred_at timestamptz)
  ORDER BY i.address_hash, ${STRENGTH.replace('%', 'i.reason')} DESC
  ON CONFLICT (workspace_id, address_hash) DO UPDATE
    SET reason = excluded.reason, source = excluded.source, note = excluded.note, occurred_at = excluded.occurred_at,
      email = CASE WHEN excluded.reason = 'erased' THEN NULL ELSE coalesce(excluded.email, s.email) END
    WHERE ${STRENGTH.replace('%', 's.reason')} < ${STRENGTH.replace('%', 'excluded.reason')}`;

const WITHOUT_TRANSACTIONAL_MAIL = `
  SELECT i.hash
  FROM (SELECT $1::uuid AS workspace_id, hash, decode(hash, 'hex') AS address_hash FROM unnest($2::text[]) AS hash) i
  WHERE ${whyNotTransactionalSql({ workspaceId: 'i.workspace_id', addressHash: 'i.address_hash' })} IS NOT NULL`;

const LIST = `
  SELECT ${COLUMNS} FROM suppressions
  WHERE workspace_id = $1 AND ($2::bytea IS NULL OR address_hash = $2) AND ($3::text IS NULL OR reason = $3)
    AND ($4::text IS NULL OR strpos(lower(email), lower($4)) > 0) AND ($5::uuid IS NULL OR id < $5)
  ORDER BY id DESC LIMIT $6`;

/** All SQL on suppressions. Addresses are found by their keyed hash, never by text. */
@Injectable()
export class SuppressionsRepository {
  constructor(private readonly database: Database) {}

  /** One statement for any number of addresses; returns how many are new or got a stronger reason. */
  async add(workspaceId: string, suppressions: readonly NewSuppression[]): Promise<number> {
    const rows = suppressions.map((one) => ({
      address_hash: one.addressHash.toString('hex'),
      email: one.reason === 'erased' ? null : one.email,
      reason: one.reason,
      source: one.source,
      note: one.note ?? '',
      occurred_at: one.occurredAt ?? null,
    }));
    return this.database.execute(ADD, [workspaceId, JSON.stringify(rows)]);
  }

  async find(workspaceId: string, id: string): Promise<SuppressionRow | null> {
    return this.database.queryOne<SuppressionRow>(
      `SELECT ${COLUMNS} FROM suppressions WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  async findByHash(workspaceId: string, addressHash: Buffer): Promise<SuppressionRow | null> {
    return this.database.queryOne<SuppressionRow>(
      `SELECT ${COLUMNS} FROM suppressions WHERE workspace_id = $1 AND address_hash = $2`,
      [workspaceId, addressHash],
    );
  }

  /** Of these hashes (64 hexadecimal digits each) those whose addresses may not even get transactional mail. */
  async withoutTransactionalMail(workspaceId: string, hashes: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ hash: string }>(WITHOUT_TRANSACTIONAL_MAIL, [
      workspaceId,
      hashes,
    ]);
    return new Set(rows.map(({ hash }) => hash));
  }

  /** Newest first; `before` is the id of the last one of the page before. */
  async list(
    workspaceId: string,
    filter: SuppressionListFilter,
    page: { before: string | null; limit: number },
  ): Promise<SuppressionRow[]> {
    return this.database.query<SuppressionRow>(LIST, [
      workspaceId,
      filter.addressHash,
      filter.reason,
      filter.search,
      page.before,
      page.limit,
    ]);
  }

  /** Removes it only while it still has the reason that was decided upon. */
  async remove(workspaceId: string, id: string, reason: SuppressionReason): Promise<boolean> {
    const sql = 'DELETE FROM suppressions WHERE workspace_id = $1 AND id = $2 AND reason = $3';
    return (await this.database.execute(sql, [workspaceId, id, reason])) > 0;
  }
}
