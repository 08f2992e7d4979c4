import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Finding } from '../dns/finding';
import type { SendingDomain, SendingDomainStatus } from './sending-domain';
import type { WarmUpPlan } from './warm-up';

const COLUMNS = `id, workspace_id AS "workspaceId", domain, status, findings, checked_at AS "checkedAt",
  verified_at AS "verifiedAt", next_check_at AS "nextCheckAt", warm_up AS "warmUp", created_at AS "createdAt"`;

/** What a look-up changes. */
export interface CheckedDomain {
  status: SendingDomainStatus;
  findings: Finding[];
  checkedAt: Date;
  nextCheckAt: Date | null;
}

/** SQL on `sending_domains`. */
@Injectable()
export class SendingDomainsRepository {
  constructor(private readonly database: Database) {}

  async list(workspaceId: string): Promise<SendingDomain[]> {
    return this.database.query<SendingDomain>(
      `SELECT ${COLUMNS} FROM sending_domains WHERE workspace_id = $1 ORDER BY domain`,
      [workspaceId],
    );
  }

  async count(workspaceId: string): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      'SELECT count(*)::int AS count FROM sending_domains WHERE workspace_id = $1',
      [workspaceId],
    );
    return row?.count ?? 0;
  }

  async find(workspaceId: string, id: string): Promise<SendingDomain | null> {
    return this.database.queryOne<SendingDomain>(
      `SELECT ${COLUMNS} FROM sending_domains WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** The row, locked until the transaction ends: its keys change only together with it. */
  async lock(workspaceId: string, id: string): Promise<SendingDomain | null> {
    return this.database.queryOne<SendingDomain>(
      `SELECT ${COLUMNS} FROM sending_domains WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
      [workspaceId, id],
    );
  }

  async findByName(workspaceId: string, domain: string): Promise<SendingDomain | null> {
    return this.database.queryOne<SendingDomain>(
      `SELECT ${COLUMNS} FROM sending_domains WHERE workspace_id = $1 AND domain = $2`,
      [workspaceId, domain],
    );
  }

  /** Null when the workspace has this domain already. */
  async insert(workspaceId: string, domain: string): Promise<SendingDomain | null> {
    return this.database.queryOne<SendingDomain>(
      `INSERT INTO sending_domains (workspace_id, domain) VALUES ($1, $2)
       ON CONFLICT ON CONSTRAINT uq_sending_domains_domain DO NOTHING
       RETURNING ${COLUMNS}`,
      [workspaceId, domain],
    );
  }

  /** Of a domain that can never be verified. */
  async giveUp(workspaceId: string, id: string): Promise<void> {
    await this.database.execute(
      `UPDATE sending_domains SET status = 'unverifiable', next_check_at = NULL WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  async updateChecked(workspaceId: string, id: string, checked: CheckedDomain): Promise<void> {
    await this.database.execute(
      `UPDATE sending_domains
       SET findings = $3, checked_at = $4, next_check_at = $5, status = $6,
           verified_at = CASE WHEN $6 = 'verified' AND status <> 'verified' THEN $4 ELSE verified_at END
       WHERE workspace_id = $1 AND id = $2`,
      [
        workspaceId,
        id,
        JSON.stringify(checked.findings),
        checked.checkedAt,
        checked.nextCheckAt,
        checked.status,
      ],
    );
  }

  async updateStatus(workspaceId: string, id: string, status: SendingDomainStatus): Promise<void> {
    await this.database.execute(
      `UPDATE sending_domains SET status = $3, next_check_at = now() WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, status],
    );
  }

  async updateWarmUp(workspaceId: string, id: string, warmUp: WarmUpPlan | null): Promise<void> {
    await this.database.execute(
      'UPDATE sending_domains SET warm_up = $3 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, warmUp && JSON.stringify(warmUp)],
    );
  }

  async findWarmUp(
    workspaceId: string,
    domain: string,
  ): Promise<{ warmUp: WarmUpPlan | null; timeZone: string } | null> {
    return this.database.queryOne(
      `SELECT d.warm_up AS "warmUp", w.time_zone AS "timeZone"
       FROM workspaces w LEFT JOIN sending_domains d ON d.workspace_id = w.id AND d.domain = $2
       WHERE w.id = $1`,
      [workspaceId, domain],
    );
  }

  async delete(workspaceId: string, id: string): Promise<void> {
    await this.database.execute('DELETE FROM sending_domains WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
    ]);
  }

  /**
   * Domains of all workspaces that are due, the longest waiting first. They are not due again for ten minutes, so that no two
   * workers look up the same one, and one whose worker dies gets its turn later.
   */
  async claimDue(now: Date, limit: number): Promise<{ workspaceId: string; id: string }[]> {
    return this.database.query(
      `UPDATE sending_domains SET next_check_at = $1::timestamptz + interval '10 minutes'
       WHERE id IN (
         SELECT id FROM sending_domains WHERE next_check_at <= $1
         ORDER BY next_check_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING workspace_id AS "workspaceId", id`,
      [now, limit],
    );
  }
}
