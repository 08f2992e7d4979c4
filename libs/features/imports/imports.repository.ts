import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import {
  noCounts,
  type ContactImport,
  type ImportCounts,
  type ImportFormat,
  type ImportOptions,
  type ImportPlan,
  type ImportProblem,
} from './contact-import';

const COLUMNS = `id, workspace_id AS "workspaceId", status, file_name AS "fileName", file_key AS "fileKey", format,
  dry_run AS "dryRun", options, plan, total_rows AS "totalRows", processed_rows AS "processedRows", counts, failure,
  created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

export interface NewImport {
  fileName: string;
  fileKey: string;
  fileHash: Buffer;
  format: ImportFormat;
  options: ImportOptions;
  createdBy: string | null;
}

/** A run that owns an import: whoever claims it later takes it over, and this one finds out at its next step. */
export interface ImportRun {
  import: ContactImport;
  runId: string;
  previousRunId: string | null;
}

/** The rows of `contact_imports` and the problems found. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  async insert(workspaceId: string, input: NewImport): Promise<ContactImport> {
    const row = await this.database.queryOne<ContactImport>(
      `INSERT INTO contact_imports (workspace_id, file_name, file_key, file_hash, format, dry_run, options, counts, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
      [
        workspaceId,
        input.fileName,
        input.fileKey,
        input.fileHash,
        input.format,
        input.options.dryRun ?? false,
        JSON.stringify(input.options),
        JSON.stringify(noCounts),
        input.createdBy,
      ],
    );
    if (!row) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }

  async get(workspaceId: string, id: string): Promise<ContactImport> {
    const row = await this.database.queryOne<ContactImport>(
      `SELECT ${COLUMNS} FROM contact_imports WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
    if (!row) throw notFound('contact-import', id);
    return row;
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<ContactImport>> {
    const before = idCursor(page);
    const rows = await this.database.query<ContactImport>(
      `SELECT ${COLUMNS} FROM contact_imports WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [workspaceId, before, page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** Takes a pending or running import over; null when it is finished. One statement, so that only one run wins. */
  async claim(workspaceId: string, id: string): Promise<ImportRun | null> {
    const row = await this.database.queryOne<ContactImport & { runId: string; previousRunId: string | null }>(
      `UPDATE contact_imports SET status = 'running', run_id = uuidv7(), heartbeat_at = now(),
         started_at = coalesce(started_at, now())
       WHERE workspace_id = $1 AND id = $2 AND status IN ('pending', 'running')
       RETURNING ${COLUMNS},
         run_id AS "runId", old.run_id AS "previousRunId"`,
      [workspaceId, id],
    );
    if (!row) return null;
    const { runId, previousRunId, ...claimed } = row;
    return { import: claimed, runId, previousRunId };
  }

  /** True while this run still owns its import; also shows that it is alive. */
  async beat(runId: string): Promise<boolean> {
    return this.changeRun(runId, 'heartbeat_at = now()', []);
  }

  /** Lets the next sweep start another run at once. */
  async release(runId: string): Promise<boolean> {
    return this.changeRun(runId, 'heartbeat_at = NULL', []);
  }

  async savePlan(runId: string, plan: ImportPlan): Promise<boolean> {
    return this.changeRun(runId, 'plan = $2', [JSON.stringify(plan)]);
  }

  /** The file has been read: how many rows it has, and what is known about them before writing. */
  async finishReading(runId: string, totalRows: number, counts: Partial<ImportCounts>): Promise<boolean> {
    return this.changeRun(runId, 'total_rows = $2, counts = counts || $3::jsonb, heartbeat_at = now()', [
      totalRows,
      JSON.stringify(counts),
    ]);
  }

  /** Part of every chunk's transaction; false means that the chunk must be rolled back. */
  async advance(
    runId: string,
    step: { from: number; to: number; counts: Partial<ImportCounts> },
  ): Promise<boolean> {
    return this.changeRun(
      runId,
      `processed_rows = $3, heartbeat_at = now(), counts = counts || coalesce((
         SELECT jsonb_object_agg(key, (counts ->> key)::bigint + value::bigint) FROM jsonb_each_text($4::jsonb)), '{}')`,
      [step.from, step.to, JSON.stringify(step.counts)],
      'AND processed_rows = $2',
    );
  }

  async finish(runId: string, status: 'done' | 'failed', failure: string | null): Promise<boolean> {
    return this.changeRun(runId, 'status = $2, failure = $3, finished_at = now(), run_id = NULL', [
      status,
      failure,
    ]);
  }

  /** True when it was pending or running. */
  async cancel(workspaceId: string, id: string): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE contact_imports SET status = 'cancelled', finished_at = now()
       WHERE workspace_id = $1 AND id = $2 AND status IN ('pending', 'running')`,
      [workspaceId, id],
    );
    return changed === 1;
  }

  /** True when the workspace has this topic and it is not archived. */
  async hasTopic(workspaceId: string, topicId: string): Promise<boolean> {
    const row = await this.database.queryOne(
      'SELECT 1 FROM topics WHERE workspace_id = $1 AND id = $2 AND archived_at IS NULL',
      [workspaceId, topicId],
    );
    return row !== null;
  }

  /** Hands the file of a finished import over: returns its key and hash once, then never again. */
  async takeFile(workspaceId: string, id: string): Promise<{ key: string; hash: Buffer } | null> {
    return this.database.queryOne<{ key: string; hash: Buffer }>(
      `UPDATE contact_imports SET file_key = ''
       WHERE workspace_id = $1 AND id = $2 AND file_key <> '' AND status IN ('done', 'failed', 'cancelled')
       RETURNING old.file_key AS key, old.file_hash AS hash`,
      [workspaceId, id],
    );
  }

  /** Files of imports that ended more than a day ago, across workspaces. For the sweep. */
  async listForgottenFiles(limit: number): Promise<{ workspaceId: string; id: string }[]> {
    return this.database.query(
      `SELECT workspace_id AS "workspaceId", id FROM contact_imports
       WHERE file_key <> '' AND finished_at < now() - interval '1 day' ORDER BY id LIMIT $1`,
      [limit],
    );
  }

  /** Imports that nobody seems to work on, across workspaces. For the sweep. */
  async listAbandoned(limit: number): Promise<{ workspaceId: string; id: string }[]> {
    return this.database.query(
      `SELECT workspace_id AS "workspaceId", id FROM contact_imports
       WHERE (status = 'pending' AND created_at < now() - interval '1 minute')
          OR (status = 'running' AND (heartbeat_at IS NULL OR heartbeat_at < now() - interval '5 minutes'))
       ORDER BY id LIMIT $1`,
      [limit],
    );
  }

  /** Replaces the problems of an import by these. */
  async replaceProblems(workspaceId: string, importId: string, problems: ImportProblem[]): Promise<void> {
    await this.database.execute(
      'DELETE FROM contact_import_errors WHERE workspace_id = $1 AND import_id = $2',
      [workspaceId, importId],
    );
    await this.database.execute(
      `INSERT INTO contact_import_errors (import_id, workspace_id, file, line, column_name, value, reason)
       SELECT $2, $1, p.file, p.line, p."column", p.value, p.reason
       FROM jsonb_to_recordset($3::jsonb) AS p (file text, line integer, "column" text, value text, reason text)
       ON CONFLICT (import_id, file, line, column_name) DO NOTHING`,
      [workspaceId, importId, JSON.stringify(problems)],
    );
  }

  /** In order of file and line, after the given place. */
  async listProblems(
    workspaceId: string,
    importId: string,
    page: { after: ImportProblem | null; limit: number },
  ): Promise<ImportProblem[]> {
    const { after } = page;
    return this.database.query<ImportProblem>(
      `SELECT file, line, column_name AS "column", value, reason FROM contact_import_errors
       WHERE workspace_id = $1 AND import_id = $2 AND ($3::text IS NULL OR (file, line, column_name) > ($3, $4::integer, $5::text))
       ORDER BY file, line, column_name LIMIT $6`,
      [workspaceId, importId, after?.file ?? null, after?.line ?? null, after?.column ?? null, page.limit],
    );
  }

  private async changeRun(runId: string, set: string, values: unknown[], and = ''): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE contact_imports SET ${set} WHERE run_id = $1 AND status = 'running' ${and}`,
      [runId, ...values],
    );
    return changed === 1;
  }
}
