import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { AssetLinkRequest, FoundAssetLink } from './asset-link';

/**
 * One statement, so that neither asset nor contact can vanish in between. A submission has one link to an asset: asked again, it
 * gets the same.
 */
const INSERT_LINK = `
  INSERT INTO asset_links (workspace_id, asset_id, contact_id, form_id, submission_id, expires_at, max_downloads)
  SELECT a.workspace_id, a.id, c.id, $4, $5, coalesce($6, now() + make_interval(days => a.link_days)), a.max_downloads
  FROM assets a JOIN contacts c ON c.workspace_id = a.workspace_id AND c.id = $3
  WHERE a.workspace_id = $1 AND a.id = $2 AND a.status = 'active'
  FOR KEY SHARE
  ON CONFLICT (asset_id, contact_id, submission_id) DO UPDATE SET asset_id = excluded.asset_id
  RETURNING id, expires_at AS "expiresAt"`;

const FIND_LINK = `
  SELECT l.id, l.workspace_id AS "workspaceId", w.name AS "workspaceName", l.asset_id AS "assetId", a.key AS "assetKey",
    a.name AS "assetName", a.status = 'archived' AS "isArchived", l.contact_id AS "contactId", l.form_id AS "formId",
    l.expires_at AS "expiresAt", l.created_at AS "createdAt", l.message_id IS NOT NULL AS "isMailed",
    d.handed_over_at AS "handedOverAt", l.max_downloads AS "maxDownloads", l.downloads, l.counted_at AS "countedAt",
    l.machine_fetches AS "machineFetches",
    json_build_object('number', v.number, 'fileKey', v.file_key, 'fileName', v.file_name, 'mediaType', v.media_type,
      'bytes', v.bytes, 'sha256', encode(v.sha256, 'hex')) AS version
  FROM asset_links l
  JOIN workspaces w ON w.id = l.workspace_id
  JOIN assets a ON a.workspace_id = l.workspace_id AND a.id = l.asset_id
  JOIN LATERAL (
    SELECT * FROM asset_versions v WHERE v.workspace_id = a.workspace_id AND v.asset_id = a.id ORDER BY v.number DESC LIMIT 1
  ) v ON true
  LEFT JOIN deliveries d ON d.workspace_id = l.workspace_id AND d.message_id = l.message_id
  WHERE l.id = $1`;

/** SQL on `asset_links`. */
@Injectable()
export class AssetLinksRepository {
  constructor(private readonly database: Database) {}

  /** Null when there is no such active asset, or no such contact. */
  async insert(
    workspaceId: string,
    { assetId, contactId, source = {}, expiresAt }: AssetLinkRequest,
  ): Promise<{ id: string; expiresAt: Date } | null> {
    return this.database.queryOne<{ id: string; expiresAt: Date }>(INSERT_LINK, [
      workspaceId,
      assetId,
      contactId,
      source.formId ?? null,
      source.submissionId ?? null,
      expiresAt ?? null,
    ]);
  }

  /** Whom a link is for, and what it leads to. Null once the contact was erased. */
  async findRecipient(
    workspaceId: string,
    linkId: string,
  ): Promise<{ email: string; assetName: string; timeZone: string } | null> {
    return this.database.queryOne(
      `SELECT c.email, a.name AS "assetName", w.time_zone AS "timeZone"
       FROM asset_links l
       JOIN workspaces w ON w.id = l.workspace_id
       JOIN assets a ON a.workspace_id = l.workspace_id AND a.id = l.asset_id
       JOIN contacts c ON c.workspace_id = l.workspace_id AND c.id = l.contact_id
       WHERE l.workspace_id = $1 AND l.id = $2`,
      [workspaceId, linkId],
    );
  }

  async noteMessage(workspaceId: string, linkId: string, messageId: string): Promise<void> {
    await this.database.execute(
      'UPDATE asset_links SET message_id = $3 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, linkId, messageId],
    );
  }

  /**
   * Counts one whole download, in an open transaction; false when the link allows no more, or its contact is gone. The contact's row
   * is held first, as an erasure does it: two that meet wait for each other in one direction.
   */
  async countDownload(
    workspaceId: string,
    link: { id: string; contactId: string; bytes: number },
    at: Date,
  ): Promise<boolean> {
    const contact = await this.database.queryOne(
      'SELECT 1 AS one FROM contacts WHERE workspace_id = $1 AND id = $2 FOR KEY SHARE',
      [workspaceId, link.contactId],
    );
    if (contact === null) return false;
    const counted = await this.database.execute(
      `UPDATE asset_links SET downloads = downloads + 1, counted_at = $3, given_bytes = $4
       WHERE workspace_id = $1 AND id = $2 AND contact_id IS NOT NULL AND expires_at > $3
         AND (max_downloads IS NULL OR downloads < max_downloads)`,
      [workspaceId, link.id, at, link.bytes],
    );
    return counted > 0;
  }

  /** Adds a part to the download that was counted since; false when there was none, or all its parts come to more than `most` octets. */
  async addPart(
    workspaceId: string,
    linkId: string,
    part: { bytes: number; most: number; since: Date },
  ): Promise<boolean> {
    const added = await this.database.execute(
      `UPDATE asset_links SET given_bytes = given_bytes + $3
       WHERE workspace_id = $1 AND id = $2 AND counted_at > $5 AND given_bytes + $3 <= $4`,
      [workspaceId, linkId, part.bytes, part.most, part.since],
    );
    return added > 0;
  }

  /** What was not sent after all, since the visitor hung up. */
  async takeBack(workspaceId: string, linkId: string, bytes: number): Promise<void> {
    await this.database.execute(
      'UPDATE asset_links SET given_bytes = greatest(given_bytes - $3, 0) WHERE workspace_id = $1 AND id = $2',
      [workspaceId, linkId, bytes],
    );
  }

  /** Counts a fetch by a machine; false when there were `limit` already. */
  async countMachine(workspaceId: string, linkId: string, limit: number): Promise<boolean> {
    const counted = await this.database.execute(
      `UPDATE asset_links SET machine_fetches = machine_fetches + 1
       WHERE workspace_id = $1 AND id = $2 AND machine_fetches < $3`,
      [workspaceId, linkId, limit],
    );
    return counted > 0;
  }

  /** Adds to what a contact downloaded of an asset; true for the first time. */
  async noteDownload(
    link: { workspaceId: string; assetId: string; contactId: string; formId: string | null },
    version: number,
    at: Date,
  ): Promise<boolean> {
    const row = await this.database.queryOne<{ isFirst: boolean }>(
      `INSERT INTO asset_downloads (workspace_id, asset_id, contact_id, form_id, first_version, last_version, first_at, last_at)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $6)
       ON CONFLICT (asset_id, contact_id) DO UPDATE SET downloads = asset_downloads.downloads + 1,
         last_version = excluded.last_version, last_at = greatest(asset_downloads.last_at, excluded.last_at)
       RETURNING downloads = 1 AS "isFirst"`,
      [link.workspaceId, link.assetId, link.contactId, link.formId, version, at],
    );
    return row?.isFirst === true;
  }

  /** People whose first download of anything came by way of a form, and their downloads. */
  async countOfForm(workspaceId: string, formId: string): Promise<{ people: number; downloads: number }> {
    const row = await this.database.queryOne<{ people: number; downloads: number }>(
      `SELECT count(*) AS people, coalesce(sum(downloads), 0) AS downloads FROM asset_downloads
       WHERE workspace_id = $1 AND form_id = $2`,
      [workspaceId, formId],
    );
    return row ?? { people: 0, downloads: 0 };
  }

  /** Forgets links of every workspace that expired so many days ago. Rows deleted, `limit` at most. */
  async forgetExpired(days: number, limit: number): Promise<number> {
    return this.database.execute(
      `DELETE FROM asset_links WHERE id IN (
         SELECT id FROM asset_links WHERE expires_at < now() - make_interval(days => $1) LIMIT $2)`,
      [days, limit],
    );
  }

  /** By the id in a genuine token: the workspace comes out of the row. */
  async find(id: string): Promise<FoundAssetLink | null> {
    return this.database.queryOne<FoundAssetLink>(FIND_LINK, [id]);
  }
}
