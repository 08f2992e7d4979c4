import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CompiledMessage } from '@platform/mail';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';

/** A template as it was when it was frozen: what is sent, for as long as its mails exist. */
export interface TemplateVersion {
  id: string;
  /** Null for content that came with a single message. */
  templateId: string | null;
  /** Counts from 1 within the template; 0 for content without one. */
  number: number;
  subject: string;
  preheader: string;
  compiled: CompiledMessage;
  createdAt: Date;
}

export type TemplateVersionSummary = Omit<TemplateVersion, 'compiled'>;

/** Content that is about to be frozen. */
export interface FrozenSource {
  subject: string;
  preheader: string;
  mjml: string;
  /** SHA-256 over everything the message was made from. */
  contentHash: Buffer;
  compiled: CompiledMessage;
}

export interface NewTemplateVersion extends FrozenSource {
  templateId: string;
}

export function toFrozen(
  { subject, preheader, mjml }: Pick<FrozenSource, 'subject' | 'preheader' | 'mjml'>,
  compiled: CompiledMessage,
): FrozenSource {
  const text = JSON.stringify([subject, preheader, mjml, compiled]);
  return { subject, preheader, mjml, compiled, contentHash: createHash('sha256').update(text).digest() };
}

const SUMMARY = 'id, template_id AS "templateId", number, subject, preheader, created_at AS "createdAt"';

/** SQL on `template_versions`. */
@Injectable()
export class TemplateVersionsRepository {
  constructor(private readonly database: Database) {}

  /**
   * The version with this content, stored if it is new; null when the template does not exist. Locks the template's
   * row, so that two freezers of one template get one version and no number twice. Needs an open transaction.
   */
  async findOrInsert(workspaceId: string, version: NewTemplateVersion): Promise<TemplateVersion | null> {
    const template = await this.database.queryOne(
      'SELECT id FROM templates WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE',
      [workspaceId, version.templateId],
    );
    if (template === null) return null;
    const existing = await this.database.queryOne<TemplateVersion>(
      `SELECT ${SUMMARY}, compiled FROM template_versions WHERE template_id = $1 AND content_hash = $2`,
      [version.templateId, version.contentHash],
    );
    if (existing !== null) return existing;
    return this.database.queryOne<TemplateVersion>(
      `INSERT INTO template_versions (workspace_id, template_id, number, subject, preheader, mjml, content_hash, compiled)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM template_versions WHERE template_id = $2
       RETURNING ${SUMMARY}, compiled`,
      [
        workspaceId,
        version.templateId,
        version.subject,
        version.preheader,
        version.mjml,
        version.contentHash,
        JSON.stringify(version.compiled),
      ],
    );
  }

  /** The id of the version of no template with this content, stored if it is new. Safe when several ask at once. */
  async findOrInsertSource(workspaceId: string, source: FrozenSource): Promise<string> {
    const known = [workspaceId, source.contentHash];
    const find = `SELECT id FROM template_versions WHERE workspace_id = $1 AND content_hash = $2 AND template_id IS NULL`;
    const existing = await this.database.queryOne<{ id: string }>(find, known);
    if (existing !== null) return existing.id;
    const inserted = await this.database.queryOne<{ id: string }>(
      `INSERT INTO template_versions (workspace_id, number, subject, preheader, mjml, content_hash, compiled)
       VALUES ($1, 0, $3, $4, $5, $2, $6)
       ON CONFLICT (workspace_id, content_hash) WHERE template_id IS NULL DO NOTHING RETURNING id`,
      [...known, source.subject, source.preheader, source.mjml, JSON.stringify(source.compiled)],
    );
    return (inserted ?? (await this.database.queryOne<{ id: string }>(find, known)))?.id ?? '';
  }

  /** What was written, without the compiled form. */
  async findSource(
    workspaceId: string,
    id: string,
  ): Promise<Pick<FrozenSource, 'subject' | 'preheader' | 'mjml'> | null> {
    return this.database.queryOne(
      'SELECT subject, preheader, mjml FROM template_versions WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id],
    );
  }

  async find(workspaceId: string, id: string): Promise<TemplateVersion | null> {
    return this.database.queryOne<TemplateVersion>(
      `SELECT ${SUMMARY}, compiled FROM template_versions WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** Newest first. */
  async list(
    workspaceId: string,
    templateId: string,
    { limit, cursor }: PageRequest,
  ): Promise<Page<TemplateVersionSummary>> {
    const [before] = cursor === undefined ? [null] : decodeCursor(cursor, 1);
    if (before !== null && !Number.isInteger(before)) throw invalidCursor();
    const rows = await this.database.query<TemplateVersionSummary>(
      `SELECT ${SUMMARY} FROM template_versions
       WHERE workspace_id = $1 AND template_id = $2 AND ($3::integer IS NULL OR number < $3)
       ORDER BY number DESC LIMIT $4`,
      [workspaceId, templateId, before, limit + 1],
    );
    return toPage(rows, limit, { item: (row) => row, cursor: (row) => [row.number] });
  }
}
