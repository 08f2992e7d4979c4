import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Image, ImageUses } from './image';

const SELECT_IMAGES = `
  SELECT id, workspace_id AS "workspaceId", public_key AS "publicKey", name, alt, media_type AS "mediaType", bytes, width, height,
    uploaded_by AS "uploadedBy", created_at AS "createdAt"
  FROM images`;

export interface NewImage extends Omit<Image, 'id' | 'workspaceId' | 'createdAt'> {
  fileKey: string;
  sha256: Buffer;
}

/** SQL on `images`, and the question where they stand. */
@Injectable()
export class ImagesRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string, id: string): Promise<Image | null> {
    return this.database.queryOne<Image>(`${SELECT_IMAGES} WHERE workspace_id = $1 AND id = $2`, [
      workspaceId,
      id,
    ]);
  }

  async findBySha256(workspaceId: string, sha256: Buffer): Promise<Image | null> {
    return this.database.queryOne<Image>(`${SELECT_IMAGES} WHERE workspace_id = $1 AND sha256 = $2`, [
      workspaceId,
      sha256,
    ]);
  }

  /** Of any workspace: the key is the authority. */
  async findFile(publicKey: string): Promise<{ fileKey: string; mediaType: string; bytes: number } | null> {
    return this.database.queryOne(
      'SELECT file_key AS "fileKey", media_type AS "mediaType", bytes FROM images WHERE public_key = $1',
      [publicKey],
    );
  }

  /** Newest first; `search` is a part of the name or of what the picture shows. */
  async list(workspaceId: string, page: PageRequest & { search: string | null }): Promise<Page<Image>> {
    const rows = await this.database.query<Image>(
      `${SELECT_IMAGES}
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2)
         AND ($3::text IS NULL OR position(lower($3) IN lower(name || ' ' || alt)) > 0)
       ORDER BY id DESC LIMIT $4`,
      [workspaceId, idCursor(page), page.search, page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ id }) => [id] });
  }

  async count(workspaceId: string): Promise<number> {
    const sql = 'SELECT count(*) AS n FROM images WHERE workspace_id = $1';
    return (await this.database.queryOne<{ n: number }>(sql, [workspaceId]))?.n ?? 0;
  }

  /** The file is no stray any more. False when the workspace has the very picture already. Needs an open transaction. */
  async insert(workspaceId: string, image: NewImage): Promise<boolean> {
    const added = await this.database.execute(
      `INSERT INTO images (workspace_id, public_key, file_key, name, alt, media_type, bytes, width, height, sha256, uploaded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (workspace_id, sha256) DO NOTHING`,
      [
        workspaceId,
        image.publicKey,
        image.fileKey,
        image.name,
        image.alt,
        image.mediaType,
        image.bytes,
        image.width,
        image.height,
        image.sha256,
        image.uploadedBy,
      ],
    );
    if (added === 0) return false;
    await this.database.execute('DELETE FROM stray_files WHERE file_key = $1', [image.fileKey]);
    return true;
  }

  async update(workspaceId: string, id: string, { name, alt }: Pick<Image, 'name' | 'alt'>): Promise<void> {
    await this.database.execute('UPDATE images SET name = $3, alt = $4 WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
      name,
      alt,
    ]);
  }

  /** Rows deleted; the file becomes stray. */
  async delete(workspaceId: string, id: string): Promise<number> {
    return this.database.execute('DELETE FROM images WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }

  /** Where the address of a picture is written. Reads all emails of the workspace: ask for one picture at a time. */
  async uses(workspaceId: string, publicKey: string): Promise<ImageUses> {
    const address = `/i/${publicKey}`;
    const row = await this.database.queryOne<ImageUses>(
      `SELECT
         (SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.id DESC), '[]') FROM templates t
          WHERE t.workspace_id = $1 AND position($2 IN t.mjml) > 0) AS templates,
         (SELECT coalesce(json_agg(json_build_object('id', b.id, 'name', b.name) ORDER BY b.name), '[]') FROM saved_blocks b
          WHERE b.workspace_id = $1 AND position($2 IN b.blocks::text) > 0) AS "savedBlocks",
         (SELECT count(*) FROM template_versions v
          WHERE v.workspace_id = $1 AND (position($2 IN v.mjml) > 0 OR position($2 IN v.compiled ->> 'html') > 0)) AS versions,
         EXISTS (SELECT FROM brands b WHERE b.workspace_id = $1 AND position($2 IN b.settings::text) > 0) AS "isLogo"`,
      [workspaceId, address],
    );
    return row ?? { templates: [], savedBlocks: [], versions: 0, isLogo: false };
  }
}
