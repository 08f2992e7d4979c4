import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** SQL on `stray_files`: files that belong to no version and no image, of any workspace, and from when on they may be deleted. */
@Injectable()
export class StrayFilesRepository {
  constructor(private readonly database: Database) {}

  async add(fileKey: string, keepHours: number): Promise<void> {
    await this.database.execute(
      'INSERT INTO stray_files (file_key, delete_after) VALUES ($1, now() + make_interval(hours => $2))',
      [fileKey, keepHours],
    );
  }

  /** A version or an image that came to it at the last moment keeps its file. */
  async listDue(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ fileKey: string }>(
      `SELECT s.file_key AS "fileKey" FROM stray_files s
       WHERE s.delete_after <= now() AND NOT EXISTS (SELECT FROM asset_versions v WHERE v.file_key = s.file_key)
         AND NOT EXISTS (SELECT FROM images i WHERE i.file_key = s.file_key)
       ORDER BY s.delete_after LIMIT $1`,
      [limit],
    );
    return rows.map(({ fileKey }) => fileKey);
  }

  async remove(fileKeys: readonly string[]): Promise<void> {
    await this.database.execute('DELETE FROM stray_files WHERE file_key = ANY($1::text[])', [fileKeys]);
  }
}
