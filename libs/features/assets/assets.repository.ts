import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Asset, AssetDownload, AssetInput, AssetStatus, AssetVersion } from './asset';
import { keyTaken } from './assets.errors';

const VERSION = `json_build_object('number', v.number, 'fileName', v.file_name, 'mediaType', v.media_type, 'bytes', v.bytes,
  'sha256', encode(v.sha256, 'hex'), 'uploadedAt', v.uploaded_at)`;

/** `which` says which assets, newest first; what belongs to them is counted in one pass for all. */
const selectAssets = (which: string): string => `
  WITH chosen AS MATERIALIZED (
    SELECT * FROM assets a WHERE a.workspace_id = $1 AND ${which}
  ), linked AS (
    SELECT asset_id, count(*) AS links FROM asset_links WHERE workspace_id = $1 AND asset_id IN (SELECT id FROM chosen) GROUP BY asset_id
  ), downloaded AS (
    SELECT asset_id, count(*) AS people, sum(downloads) AS downloads FROM asset_downloads
    WHERE workspace_id = $1 AND asset_id IN (SELECT id FROM chosen) GROUP BY asset_id
  )
  SELECT a.id, a.workspace_id AS "workspaceId", a.key, a.name, a.description, a.status, a.link_days AS "linkDays",
    a.max_downloads AS "maxDownloads", a.created_at AS "createdAt", a.updated_at AS "updatedAt", ${VERSION} AS version,
    json_build_object('links', coalesce(l.links, 0), 'people', coalesce(d.people, 0), 'downloads', coalesce(d.downloads, 0)) AS counts
  FROM chosen a
  JOIN LATERAL (
    SELECT * FROM asset_versions v WHERE v.workspace_id = a.workspace_id AND v.asset_id = a.id ORDER BY v.number DESC LIMIT 1
  ) v ON true
  LEFT JOIN linked l ON l.asset_id = a.id LEFT JOIN downloaded d ON d.asset_id = a.id
  ORDER BY a.id DESC`;

/** What is stored of a file. */
export interface StoredVersion {
  fileKey: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: Buffer;
  uploadedBy: string;
}

interface AssetRow extends Omit<Asset, 'version'> {
  version: Omit<AssetVersion, 'uploadedAt'> & { uploadedAt: string };
}

/** SQL on `assets`, `asset_versions` and `asset_downloads`. */
@Injectable()
export class AssetsRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string, id: string): Promise<Asset | null> {
    const row = await this.database.queryOne<AssetRow>(selectAssets('a.id = $2'), [workspaceId, id]);
    return row && toAsset(row);
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest & { status: AssetStatus | null }): Promise<Page<Asset>> {
    const rows = await this.database.query<AssetRow>(
      selectAssets(
        '($2::text IS NULL OR a.status = $2) AND ($3::uuid IS NULL OR a.id < $3) ORDER BY a.id DESC LIMIT $4',
      ),
      [workspaceId, page.status, idCursor(page), page.limit + 1],
    );
    return toPage(rows, page.limit, { item: toAsset, cursor: ({ id }) => [id] });
  }

  async count(workspaceId: string): Promise<number> {
    const sql = 'SELECT count(*) AS n FROM assets WHERE workspace_id = $1';
    return (await this.database.queryOne<{ n: number }>(sql, [workspaceId]))?.n ?? 0;
  }

  /** Returns the id. */
  async insert(workspaceId: string, asset: Required<AssetInput>): Promise<string> {
    const { key, name, description, linkDays, maxDownloads } = asset;
    const row = await this.uniquely(key, () =>
      this.database.queryOne<{ id: string }>(
        `INSERT INTO assets (workspace_id, key, name, description, link_days, max_downloads)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
        [workspaceId, key, name, description, linkDays, maxDownloads],
      ),
    );
    return (row as { id: string }).id;
  }

  async update(workspaceId: string, id: string, asset: Required<AssetInput>): Promise<void> {
    const { key, name, description, linkDays, maxDownloads } = asset;
    await this.uniquely(key, () =>
      this.database.execute(
        `UPDATE assets SET key = $3, name = $4, description = $5, link_days = $6, max_downloads = $7, updated_at = now()
         WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, id, key, name, description, linkDays, maxDownloads],
      ),
    );
  }

  /** False when there is no such asset. */
  async setStatus(workspaceId: string, id: string, status: AssetStatus): Promise<boolean> {
    const sql = 'UPDATE assets SET status = $3, updated_at = now() WHERE workspace_id = $1 AND id = $2';
    return (await this.database.execute(sql, [workspaceId, id, status])) > 0;
  }

  /** Uploads of one asset happen one after the other until the transaction ends. False when there is no such asset. */
  async lock(workspaceId: string, id: string): Promise<boolean> {
    const sql = 'SELECT id FROM assets WHERE workspace_id = $1 AND id = $2 FOR UPDATE';
    return (await this.database.queryOne(sql, [workspaceId, id])) !== null;
  }

  async hasContact(workspaceId: string, contactId: string): Promise<boolean> {
    const sql = 'SELECT 1 AS one FROM contacts WHERE workspace_id = $1 AND id = $2';
    return (await this.database.queryOne(sql, [workspaceId, contactId])) !== null;
  }

  /** The next version; the file is no stray any more. Call it with the asset locked. Returns its number. */
  async addVersion(workspaceId: string, assetId: string, file: StoredVersion): Promise<number> {
    const { fileKey, fileName, mediaType, bytes, sha256, uploadedBy } = file;
    const row = await this.database.queryOne<{ number: number }>(
      `INSERT INTO asset_versions (workspace_id, asset_id, number, file_key, file_name, media_type, bytes, sha256, uploaded_by)
       SELECT $1, $2, coalesce(max(v.number), 0) + 1, $3, $4, $5, $6, $7, $8
       FROM asset_versions v WHERE v.workspace_id = $1 AND v.asset_id = $2 RETURNING number`,
      [workspaceId, assetId, fileKey, fileName, mediaType, bytes, sha256, uploadedBy],
    );
    await this.database.execute('UPDATE assets SET updated_at = now() WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      assetId,
    ]);
    await this.database.execute('DELETE FROM stray_files WHERE file_key = $1', [fileKey]);
    return (row as { number: number }).number;
  }

  /** Newest first. */
  async listVersions(workspaceId: string, assetId: string): Promise<AssetVersion[]> {
    return this.database.query<AssetVersion>(
      `SELECT number, file_name AS "fileName", media_type AS "mediaType", bytes, encode(sha256, 'hex') AS sha256,
         uploaded_at AS "uploadedAt"
       FROM asset_versions WHERE workspace_id = $1 AND asset_id = $2 ORDER BY number DESC`,
      [workspaceId, assetId],
    );
  }

  /** Where a version's file is stored; null when there is no such version. */
  async findFile(
    workspaceId: string,
    assetId: string,
    number: number | null,
  ): Promise<{ fileKey: string; fileName: string; bytes: number } | null> {
    return this.database.queryOne(
      `SELECT file_key AS "fileKey", file_name AS "fileName", bytes FROM asset_versions
       WHERE workspace_id = $1 AND asset_id = $2 AND ($3::int IS NULL OR number = $3) ORDER BY number DESC LIMIT 1`,
      [workspaceId, assetId, number],
    );
  }

  /** Never the newest, which links follow. Rows deleted. */
  async deleteVersion(workspaceId: string, assetId: string, number: number): Promise<number> {
    return this.database.execute(
      `DELETE FROM asset_versions WHERE workspace_id = $1 AND asset_id = $2 AND number = $3
         AND number < (SELECT max(v.number) FROM asset_versions v WHERE v.workspace_id = $1 AND v.asset_id = $2)`,
      [workspaceId, assetId, number],
    );
  }

  /** Whether a form that is not archived offers it, as drafted or as published. */
  async isOffered(workspaceId: string, id: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 AS one FROM forms f
       LEFT JOIN form_versions v ON v.workspace_id = f.workspace_id AND v.form_id = f.id AND v.number = f.published_version
       WHERE f.workspace_id = $1 AND f.status <> 'archived' AND $2 IN (f.draft ->> 'assetId', v.definition ->> 'assetId') LIMIT 1`,
      [workspaceId, id],
    );
    return row !== null;
  }

  /** Rows deleted. Links and downloads go too; the files become stray. */
  async delete(workspaceId: string, id: string): Promise<number> {
    return this.database.execute('DELETE FROM assets WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }

  /** Who downloaded, newest first. */
  async listDownloads(workspaceId: string, assetId: string, page: PageRequest): Promise<Page<AssetDownload>> {
    const rows = await this.database.query<AssetDownload>(
      `SELECT d.id, d.contact_id AS "contactId", c.email, d.form_id AS "formId", d.downloads, d.first_version AS "firstVersion",
         d.last_version AS "lastVersion", d.first_at AS "firstAt", d.last_at AS "lastAt"
       FROM asset_downloads d LEFT JOIN contacts c ON c.workspace_id = d.workspace_id AND c.id = d.contact_id
       WHERE d.workspace_id = $1 AND d.asset_id = $2 AND ($3::uuid IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`,
      [workspaceId, assetId, idCursor(page), page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ id }) => [id] });
  }

  private uniquely<T>(key: string, work: () => Promise<T>): Promise<T> {
    return translateViolations({ uq_assets_key: () => keyTaken(key) }, work);
  }
}

function toAsset(row: AssetRow): Asset {
  return { ...row, version: { ...row.version, uploadedAt: new Date(row.version.uploadedAt) } };
}
