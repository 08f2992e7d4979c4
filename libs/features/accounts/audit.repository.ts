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
}

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
       ORDER BY id DESC LIMIT $7`,
      [
        workspaceId,
        page.before,
        filter.action ?? null,
        filter.targetKind ?? null,
        filter.targetId ?? null,
        filter.actorId ?? null,
        page.limit,
      ],
    );
  }
}
