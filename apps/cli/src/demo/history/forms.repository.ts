import type { Database } from '@platform/database';
import { insertRows } from './rows.repository';
import type { SubmissionRow } from './submissions';

export interface FormDayRow {
  form_id: string;
  day: string;
  views: number;
  starts: number;
}

export interface DownloadRow {
  asset_id: string;
  contact_id: string;
  form_id: string;
  submission_id: string;
  at: Date;
  downloads: number;
}

const LINKS = `
  INSERT INTO asset_links (id, workspace_id, asset_id, contact_id, form_id, submission_id, expires_at, downloads, counted_at, created_at)
  SELECT uuidv7(i.at - now()), $1, i.asset_id, i.contact_id, i.form_id, i.submission_id, i.at + interval '30 days', i.downloads, i.at, i.at
  FROM jsonb_to_recordset($2::jsonb) AS i (asset_id uuid, contact_id uuid, form_id uuid, submission_id uuid, at timestamptz, downloads int)`;

const DOWNLOADS = `
  INSERT INTO asset_downloads (id, workspace_id, asset_id, contact_id, form_id, first_version, last_version, downloads, first_at, last_at)
  SELECT uuidv7(i.at - now()), $1, i.asset_id, i.contact_id, i.form_id, 1, 1, i.downloads, i.at, i.at
  FROM jsonb_to_recordset($2::jsonb) AS i (asset_id uuid, contact_id uuid, form_id uuid, at timestamptz, downloads int)`;

/** What forms and downloads have seen. */
export class FormPastRepository {
  constructor(private readonly database: Database) {}

  /** As if published then. */
  async backDate(workspaceId: string, formId: string, at: Date): Promise<void> {
    await this.database.execute(
      'UPDATE forms SET created_at = $3, updated_at = $3 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, formId, at],
    );
    await this.database.execute(
      'UPDATE form_versions SET published_at = $3 WHERE workspace_id = $1 AND form_id = $2',
      [workspaceId, formId, at],
    );
  }

  async backDateAsset(workspaceId: string, assetId: string, at: Date): Promise<void> {
    await this.database.execute(
      'UPDATE assets SET created_at = $3, updated_at = $3 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, assetId, at],
    );
    await this.database.execute(
      'UPDATE asset_versions SET uploaded_at = $3 WHERE workspace_id = $1 AND asset_id = $2',
      [workspaceId, assetId, at],
    );
  }

  async addSubmissions(workspaceId: string, rows: readonly SubmissionRow[]): Promise<void> {
    await insertRows(this.database, workspaceId, { table: 'form_submissions', rows });
  }

  async addDays(workspaceId: string, rows: readonly FormDayRow[]): Promise<void> {
    await insertRows(this.database, workspaceId, { table: 'form_days', rows });
  }

  async addDownloads(workspaceId: string, rows: readonly DownloadRow[]): Promise<void> {
    await this.database.execute(LINKS, [workspaceId, JSON.stringify(rows)]);
    await this.database.execute(DOWNLOADS, [workspaceId, JSON.stringify(rows)]);
  }
}
