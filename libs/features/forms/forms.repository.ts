import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { FormDefinition } from './definition/form-definition';
import type { Form, FormStatus, FormVersion, PublishedForm } from './form';

const SELECT = `
  SELECT f.id, f.name, f.slug, f.status, f.draft, f.published_version AS "publishedVersion",
    f.created_at AS "createdAt", f.updated_at AS "updatedAt", v.definition IS DISTINCT FROM f.draft AS "hasChanges"
  FROM forms f LEFT JOIN form_versions v ON v.form_id = f.id AND v.number = f.published_version`;

/** Definitions of forms. Submissions have a repository of their own. */
@Injectable()
export class FormsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    workspaceId: string,
    form: { name: string; slug: string; draft: FormDefinition },
  ): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      'INSERT INTO forms (workspace_id, name, slug, draft) VALUES ($1, $2, $3, $4) RETURNING id',
      [workspaceId, form.name, form.slug, JSON.stringify(form.draft)],
    );
    return row!.id;
  }

  async find(workspaceId: string, id: string): Promise<Form | null> {
    return this.database.queryOne<Form>(`${SELECT} WHERE f.workspace_id = $1 AND f.id = $2`, [
      workspaceId,
      id,
    ]);
  }

  /** As `find`; other writers of the form wait until the transaction ends. */
  async findForUpdate(workspaceId: string, id: string): Promise<Form | null> {
    await this.database.query('SELECT FROM forms WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
      workspaceId,
      id,
    ]);
    return this.find(workspaceId, id);
  }

  /** Newest first. */
  async list(
    workspaceId: string,
    filter: { status: FormStatus | null; search: string | null; before: string | null; limit: number },
  ): Promise<Form[]> {
    return this.database.query<Form>(
      `${SELECT} WHERE f.workspace_id = $1 AND ($2::text IS NULL OR f.status = $2)
         AND ($3::text IS NULL OR strpos(lower(f.name), lower($3)) > 0) AND ($4::uuid IS NULL OR f.id < $4)
       ORDER BY f.id DESC LIMIT $5`,
      [workspaceId, filter.status, filter.search, filter.before, filter.limit],
    );
  }

  async update(
    workspaceId: string,
    id: string,
    values: { name: string; draft: FormDefinition; status: FormStatus },
  ): Promise<void> {
    await this.database.execute(
      `UPDATE forms SET name = $3, draft = $4, status = $5, updated_at = now() WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, values.name, JSON.stringify(values.draft), values.status],
    );
  }

  async publish(workspaceId: string, id: string, publishedBy: string): Promise<number> {
    const row = await this.database.queryOne<{ number: number }>(
      `WITH frozen AS (
         INSERT INTO form_versions (workspace_id, form_id, number, definition, published_by)
         SELECT f.workspace_id, f.id, coalesce((SELECT max(number) FROM form_versions v WHERE v.form_id = f.id), 0) + 1, f.draft, $3
         FROM forms f WHERE f.workspace_id = $1 AND f.id = $2
         RETURNING number
       )
       UPDATE forms f SET status = 'published', published_version = frozen.number, updated_at = now() FROM frozen
       WHERE f.workspace_id = $1 AND f.id = $2 RETURNING frozen.number`,
      [workspaceId, id, publishedBy],
    );
    return row!.number;
  }

  /** With the form's versions and counts; only without submissions. */
  async delete(workspaceId: string, id: string): Promise<void> {
    await this.database.execute('DELETE FROM forms WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }

  async listVersions(workspaceId: string, id: string): Promise<FormVersion[]> {
    return this.database.query<FormVersion>(
      `SELECT number, definition, published_at AS "publishedAt", published_by AS "publishedBy"
       FROM form_versions WHERE workspace_id = $1 AND form_id = $2 ORDER BY number DESC LIMIT 200`,
      [workspaceId, id],
    );
  }

  async findVersion(workspaceId: string, id: string, number: number): Promise<FormDefinition | null> {
    const row = await this.database.queryOne<{ definition: FormDefinition }>(
      'SELECT definition FROM form_versions WHERE workspace_id = $1 AND form_id = $2 AND number = $3',
      [workspaceId, id, number],
    );
    return row?.definition ?? null;
  }

  /** The one question that names no workspace: the slug is all that a visitor brings. */
  async findPublished(slug: string): Promise<PublishedForm | null> {
    return this.database.queryOne<PublishedForm>(
      `SELECT f.workspace_id AS "workspaceId", f.id, f.name, f.slug, v.number AS version, v.definition
       FROM forms f JOIN form_versions v ON v.form_id = f.id AND v.number = f.published_version
       WHERE f.slug = $1 AND f.status = 'published'`,
      [slug],
    );
  }
}
