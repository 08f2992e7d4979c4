import { Injectable } from '@nestjs/common';
import type { Waiting } from '@features/deliveries';
import { Database, translateViolations } from '@platform/database';
import { invalidField } from '@platform/errors';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Campaign, CampaignInput, LeftOut } from './campaign';
import type { CampaignStatus } from './campaign-status';

/** Names of the segments in the audience: as they are now. */
const NAMES_NOW = `(SELECT coalesce(jsonb_object_agg(s.id, s.name), '{}') FROM segments s
  WHERE s.workspace_id = campaigns.workspace_id AND s.id IN (
    SELECT (source ->> 'segmentId')::uuid
    FROM jsonb_path_query(campaigns.audience, '$.*[*] ? (exists (@.segmentId))') AS source))`;

/** Once the audience is fixed, or a segment deleted, the name that it had is kept and wins. */
const COLUMNS = `
  ${NAMES_NOW} || segment_names AS "segmentNames",
  id, workspace_id AS "workspaceId", name, status, topic_id AS "topicId", sender_id AS "senderId",
  template_id AS "templateId", subject, preheader, audience, on_cap AS "onCap",
  on_quiet_hours AS "onQuietHours", template_version_id AS "templateVersionId",
  scheduled_at AS "scheduledAt", schedule_number AS "scheduleNumber", resolved_at AS "resolvedAt",
  to_char(local_time, 'YYYY-MM-DD"T"HH24:MI') AS "localTime",
  finished_at AS "finishedAt", audience_count AS "audienceCount", left_out AS "leftOut", reason,
  (SELECT coalesce(sum(a.last_seq - a.first_seq + 1), 0) FROM audience_chunks a WHERE a.campaign_id = campaigns.id) AS "unwrittenCount",
  (SELECT sum(z.unknown_count) FROM campaign_zones z WHERE z.campaign_id = campaigns.id) AS "unknownZoneCount",
  version, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Which columns a status move may set along the way. */
export interface StatusMove {
  from: CampaignStatus[];
  to: CampaignStatus;
  scheduledAt?: Date | null;
  /** Changes with `scheduledAt`; left out: none. */
  localTime?: string;
  templateVersionId?: string;
  audienceCount?: number;
  leftOut?: LeftOut;
  reason?: string | null;
}

const referenceErrors = {
  fk_campaigns_topic: () =>
    invalidField('/topicId', 'topic.not-found', 'topicId names no topic of this workspace.'),
  fk_campaigns_sender: () =>
    invalidField('/senderId', 'sender.not-found', 'senderId names no sender of this workspace.'),
  fk_campaigns_template: () =>
    invalidField('/templateId', 'template.not-found', 'templateId names no template of this workspace.'),
};

/** SQL on `campaigns`. */
@Injectable()
export class CampaignsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    workspaceId: string,
    input: CampaignInput & { name: string },
    createdBy: string | null,
  ): Promise<Campaign> {
    const row = await translateViolations(referenceErrors, () =>
      this.database.queryOne<Campaign>(
        `INSERT INTO campaigns (workspace_id, name, topic_id, sender_id, template_id, subject, preheader, audience, created_by,
           on_cap, on_quiet_hours)
         VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8::jsonb, '{"include":[],"exclude":[]}'),
           (SELECT id FROM users WHERE id = $9), coalesce($10, 'skip'), coalesce($11, 'defer'))
         RETURNING ${COLUMNS}`,
        [
          workspaceId,
          input.name,
          input.topicId ?? null,
          input.senderId ?? null,
          input.templateId ?? null,
          input.subject ?? null,
          input.preheader ?? null,
          input.audience ? JSON.stringify(input.audience) : null,
          createdBy,
          input.onCap ?? null,
          input.onQuietHours ?? null,
        ],
      ),
    );
    return row as Campaign;
  }

  /** Writes a draft's content; null when the campaign is not editable any more, or `version` is not its present one. */
  async updateContent(campaign: Campaign, version: number | null): Promise<Campaign | null> {
    return translateViolations(referenceErrors, () =>
      this.database.queryOne<Campaign>(
        `UPDATE campaigns
         SET name = $3, topic_id = $4, sender_id = $5, template_id = $6, subject = $7, preheader = $8,
             audience = $9::jsonb, on_cap = $10, on_quiet_hours = $11, status = 'draft', reason = NULL, version = version + 1, updated_at = now()
         WHERE workspace_id = $1 AND id = $2 AND status IN ('draft', 'failed') AND ($12::integer IS NULL OR version = $12)
         RETURNING ${COLUMNS}`,
        [
          campaign.workspaceId,
          campaign.id,
          campaign.name,
          campaign.topicId,
          campaign.senderId,
          campaign.templateId,
          campaign.subject,
          campaign.preheader,
          JSON.stringify(campaign.audience),
          campaign.onCap,
          campaign.onQuietHours,
          version,
        ],
      ),
    );
  }

  async find(workspaceId: string, id: string): Promise<Campaign | null> {
    return this.database.queryOne<Campaign>(
      `SELECT ${COLUMNS} FROM campaigns WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** For the worker, whose jobs carry only the campaign's id. */
  async findAnywhere(id: string): Promise<Campaign | null> {
    return this.database.queryOne<Campaign>(`SELECT ${COLUMNS} FROM campaigns WHERE id = $1`, [id]);
  }

  /** Keeps the names that the segments of the audience have now: later they may be renamed and deleted. */
  async keepSegmentNames(workspaceId: string, id: string): Promise<void> {
    await this.database.execute(
      `UPDATE campaigns SET segment_names = ${NAMES_NOW} WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** Locks the row until the transaction ends, but not against rows that refer to it, such as new batches. */
  async lock(id: string): Promise<Campaign | null> {
    return this.database.queryOne<Campaign>(
      `SELECT ${COLUMNS} FROM campaigns WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
  }

  /** Newest first. */
  async list(
    workspaceId: string,
    filter: { status?: CampaignStatus; search?: string },
    page: PageRequest,
  ): Promise<Page<Campaign>> {
    const before = idCursor(page);
    const rows = await this.database.query<Campaign>(
      `SELECT ${COLUMNS} FROM campaigns
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR status = $3)
         AND ($4::text IS NULL OR strpos(fold(name), fold($4)) > 0)
       ORDER BY id DESC LIMIT $5`,
      [workspaceId, before, filter.status ?? null, filter.search ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /**
   * Moves the status in one conditional update. Null when the campaign was in none of the `from` states: somebody
   * else was faster. Sets the times that belong to the new state.
   */
  async move(id: string, move: StatusMove): Promise<Campaign | null> {
    return this.database.queryOne<Campaign>(
      `UPDATE campaigns
       SET status = $3,
           scheduled_at = CASE WHEN $4 THEN $5::timestamptz ELSE scheduled_at END,
           local_time = CASE WHEN $4 THEN $10::timestamp ELSE local_time END,
           schedule_number = schedule_number + CASE WHEN $3 = 'scheduled' THEN 1 ELSE 0 END,
           template_version_id = coalesce($6::uuid, template_version_id),
           audience_count = coalesce($7::integer, audience_count),
           left_out = coalesce($8::jsonb, left_out),
           resolved_at = CASE WHEN $7::integer IS NULL THEN resolved_at ELSE now() END,
           finished_at = CASE WHEN $3 IN ('sent', 'cancelled', 'failed') THEN now() ELSE NULL END,
           sending_since = CASE WHEN $3 = 'sending' THEN now() ELSE sending_since END,
           reason = $9, waiting_by = NULL, waiting_until = NULL,
           updated_at = now()
       WHERE id = $1 AND status = ANY ($2::text[])
       RETURNING ${COLUMNS}`,
      [
        id,
        move.from,
        move.to,
        move.scheduledAt !== undefined,
        move.scheduledAt ?? null,
        move.templateVersionId ?? null,
        move.audienceCount ?? null,
        move.leftOut ? JSON.stringify(move.leftOut) : null,
        move.reason ?? null,
        move.localTime ?? null,
      ],
    );
  }

  /** Why a sending campaign does not get on, and until when; null when it does. A later end alone is not worth a write. */
  async setWaiting(id: string, waiting: Waiting | null): Promise<void> {
    await this.database.execute(
      `UPDATE campaigns SET reason = $2, waiting_by = $3, waiting_until = $4, updated_at = now()
       WHERE id = $1 AND status = 'sending' AND (reason IS DISTINCT FROM $2 OR waiting_by IS DISTINCT FROM $3
         OR waiting_until < now())`,
      [id, waiting?.reason ?? null, waiting?.by ?? null, waiting?.until ?? null],
    );
  }

  /** A sending campaign whose ledger is written and has no open batch is sent. Safe to ask at any time. */
  async finishIfDone(id: string): Promise<boolean> {
    const updated = await this.database.execute(
      `UPDATE campaigns SET status = 'sent', finished_at = now(), reason = NULL, waiting_by = NULL, waiting_until = NULL,
         updated_at = now()
       WHERE id = $1 AND status = 'sending'
         AND NOT EXISTS (SELECT FROM delivery_batches WHERE campaign_id = $1 AND status = 'open')
         AND NOT EXISTS (SELECT FROM audience_chunks WHERE campaign_id = $1)`,
      [id],
    );
    return updated > 0;
  }

  /**
   * A late answer may open a batch in the very moment in which its campaign is called sent; neither statement sees the
   * other. The campaign goes on: rows decide. Returns how many. For a sweep.
   */
  async reopenUnfinished(): Promise<number> {
    return this.database.execute(
      `UPDATE campaigns SET status = 'sending', finished_at = NULL, updated_at = now()
       WHERE status = 'sent' AND id IN (SELECT campaign_id FROM delivery_batches WHERE status = 'open')`,
    );
  }

  async deleteDraft(workspaceId: string, id: string): Promise<boolean> {
    const deleted = await this.database.execute(
      `DELETE FROM campaigns WHERE workspace_id = $1 AND id = $2 AND status IN ('draft', 'failed', 'cancelled')
         AND resolved_at IS NULL`,
      [workspaceId, id],
    );
    return deleted > 0;
  }

  /** Scheduled campaigns whose time has come, and those whose resolve was interrupted. */
  async findDue(limit: number): Promise<{ id: string; scheduleNumber: number }[]> {
    return this.database.query(
      `SELECT id, schedule_number AS "scheduleNumber" FROM campaigns
       WHERE status IN ('scheduled', 'resolving') AND scheduled_at <= now()
       ORDER BY scheduled_at LIMIT $1`,
      [limit],
    );
  }

  /** Sending campaigns that have nothing left to do but were not finished by their last batch's worker. */
  async findFinished(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT k.id FROM campaigns k
       WHERE k.status = 'sending'
         AND NOT EXISTS (SELECT FROM delivery_batches b WHERE b.campaign_id = k.id AND b.status = 'open')
         AND NOT EXISTS (SELECT FROM audience_chunks a WHERE a.campaign_id = k.id)`,
    );
    return rows.map((row) => row.id);
  }
}
