import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Actor } from './actor';

/** What happened to what. */
export interface AuditRecord {
  /** `noun.verbed`: `api-key.revoked`. */
  action: string;
  targetKind: string;
  targetId: string | null;
  /** Small facts, without secrets and without contacts' addresses. */
  details?: Record<string, unknown>;
}

/** One line of the audit trail. */
export interface AuditEntry extends Required<AuditRecord> {
  id: string;
  actorKind: 'user' | 'api-key' | 'contact' | 'system';
  actorId: string | null;
  actorName: string;
  ip: string | null;
  createdAt: Date;
}

export interface AuditFilter {
  action?: string;
  targetKind?: string;
  targetId?: string;
  actorId?: string;
  /** From this moment on. */
  from?: Date;
  /** Before this moment. */
  to?: Date;
}

/** Ids begin with the time at which they were made, so that they lead to a period; entries of a long transaction are made later than their time. */
const LONGEST_TRANSACTION_MS = 60 * 60_000;

@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  async insert(actor: Actor, record: AuditRecord): Promise<void> {
    await this.database.execute(
      `INSERT INTO audit_entries
         (workspace_id, actor_kind, actor_id, actor_name, action, target_kind, target_id, details, ip)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        actor.workspaceId,
        actor.kind,
        actor.id,
        actor.name,
        record.action,
        record.targetKind,
        record.targetId,
        JSON.stringify(record.details ?? {}),
        actor.ip,
      ],
    );
  }

  /** Newest first. `before` is the id of the last entry of the page before. */
  async list(
    workspaceId: string,
    filter: AuditFilter,
    page: { before: string | null; limit: number },
  ): Promise<AuditEntry[]> {
    return this.database.query<AuditEntry>(
      `SELECT id, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", action,
              target_kind AS "targetKind", target_id AS "targetId", details, host(ip) AS ip, created_at AS "createdAt"
       FROM audit_entries
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2)
         AND ($3::text IS NULL OR action = $3) AND ($4::text IS NULL OR target_kind = $4)
         AND ($5::text IS NULL OR target_id = $5) AND ($6::uuid IS NULL OR actor_id = $6)
         AND ($7::timestamptz IS NULL OR created_at >= $7 AND id >= $8)
         AND ($9::timestamptz IS NULL OR created_at < $9 AND id < $10)
       ORDER BY id DESC LIMIT $11`,
      [
        workspaceId,
        page.before,
        filter.action ?? null,
        filter.targetKind ?? null,
        filter.targetId ?? null,
        filter.actorId ?? null,
        filter.from ?? null,
        filter.from ? firstIdOf(filter.from.getTime()) : null,
        filter.to ?? null,
        filter.to ? firstIdOf(filter.to.getTime() + LONGEST_TRANSACTION_MS) : null,
        page.limit,
      ],
    );
  }
}

/** No UUID of version 7 made at this time (milliseconds since 1970) or later is below it. */
function firstIdOf(time: number): string {
  const hex = Math.max(0, time).toString(16).padStart(12, '0').slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
