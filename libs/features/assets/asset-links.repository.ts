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

  /** By the id in a genuine token: the workspace comes out of the row. */
  async find(id: string): Promise<FoundAssetLink | null> {
    return this.database.queryOne<FoundAssetLink>(FIND_LINK, [id]);
  }
}
