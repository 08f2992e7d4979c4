import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { IsNull, LessThan, Not, Raw } from 'typeorm';
import { Template } from './template.entity';
import { templateInMessages, templateInSequences, templateInUse } from './templates.errors';

export interface TemplateFilter {
  /** Archived ones only, or (default) those in use only. */
  archived?: boolean;
  /** Part of the name, case- and accent-insensitive. */
  search?: string;
}

export type TemplateContent = Pick<Template, 'name' | 'subject' | 'preheader' | 'mjml'> & {
  /** The blocks that `mjml` was made from; left out or null for MJML that somebody wrote. */
  document?: Template['document'];
};

/** SQL on `templates`. */
@Injectable()
export class TemplatesRepository {
  constructor(private readonly database: Database) {}

  async insert(
    workspaceId: string,
    content: TemplateContent & { galleryKey: string | null },
  ): Promise<Template> {
    const repository = this.database.repository(Template);
    const { document = null } = content;
    const template = repository.create({ ...content, document, version: 1, workspaceId, archivedAt: null });
    await repository.insert(template);
    return template;
  }

  async find(workspaceId: string, id: string): Promise<Template | null> {
    return this.database.repository(Template).findOneBy({ workspaceId, id });
  }

  /** Newest first. */
  async list(workspaceId: string, filter: TemplateFilter, page: PageRequest): Promise<Page<Template>> {
    const before = idCursor(page);
    const rows = await this.database.repository(Template).find({
      where: {
        workspaceId,
        archivedAt: filter.archived === true ? Not(IsNull()) : IsNull(),
        ...(before === null ? {} : { id: LessThan(before) }),
        ...(filter.search === undefined || filter.search.trim() === ''
          ? {}
          : {
              name: Raw((column) => `strpos(fold(${column}), fold(:search)) > 0`, { search: filter.search }),
            }),
      },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** False when there is no such template, or when `version` is not its present one. */
  async update(
    workspaceId: string,
    id: string,
    { version, ...content }: Partial<TemplateContent> & { version?: number },
  ): Promise<boolean> {
    const present = version === undefined ? {} : { version };
    const result = await this.database.repository(Template).update(
      { workspaceId, id, ...present },
      {
        ...content,
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      },
    );
    return result.affected === 1;
  }

  /** Archiving twice keeps the first time. False when there is no such template. */
  async setArchived(workspaceId: string, id: string, archived: boolean): Promise<boolean> {
    const touched = await this.database.execute(
      `UPDATE templates SET archived_at = CASE WHEN $3 THEN coalesce(archived_at, now()) END, updated_at = now()
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, archived],
    );
    return touched === 1;
  }

  /** With its versions; refused while a campaign or a message names one of them. False when there is no such template. */
  async delete(workspaceId: string, id: string): Promise<boolean> {
    return translateViolations(
      {
        fk_campaigns_template: templateInUse,
        fk_campaigns_template_version: templateInUse,
        fk_campaign_variants_template: templateInUse,
        fk_campaign_variants_version: templateInUse,
        fk_messages_template_version: templateInMessages,
        fk_sequence_contents_template_version: templateInSequences,
      },
      async () => (await this.database.repository(Template).delete({ workspaceId, id })).affected === 1,
    );
  }
}
