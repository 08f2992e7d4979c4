import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { Page, PageRequest } from '@platform/paging';
import { changeBody, readBody, type BodyInput } from './template-body';
import { TemplateCompiler, type TemplateSource } from './template-compiler.service';
import type { Template } from './template.entity';
import {
  TemplateVersionsRepository,
  toFrozen,
  type TemplateVersion,
  type TemplateVersionSummary,
} from './template-versions.repository';
import { templateChangedMeanwhile, templateNotFound, templateVersionNotFound } from './templates.errors';
import { TemplatesRepository, type TemplateContent, type TemplateFilter } from './templates.repository';

/** What somebody writes: a body of one of the two kinds, and what stands around it. */
export type TemplateInput = Omit<TemplateContent, 'mjml' | 'document'> & BodyInput;

/** What to change; undefined leaves a value as it is. */
export type TemplateChanges = Partial<TemplateInput> & {
  /** `mjml` detaches an email from its blocks. */
  mode?: 'blocks' | 'mjml';
  /** The version that was read; the change is refused when it is not the present one. */
  version?: number;
};

/** Editable templates and their frozen versions. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly database: Database,
    private readonly templates: TemplatesRepository,
    private readonly versions: TemplateVersionsRepository,
    private readonly compiler: TemplateCompiler,
    private readonly audit: AuditService,
  ) {}

  async list(workspaceId: string, filter: TemplateFilter, page: PageRequest): Promise<Page<Template>> {
    return this.templates.list(workspaceId, filter, page);
  }

  /** @throws DomainError `template.not-found` */
  async get(workspaceId: string, id: string): Promise<Template> {
    const template = await this.templates.find(workspaceId, id);
    if (template === null) throw templateNotFound(id);
    return template;
  }

  /**
   * Stores a template that compiles. `galleryKey` remembers which shipped template it was made from.
   *
   * @throws DomainError `template.invalid` with one error per problem and line or block
   */
  async create(actor: Actor, input: TemplateInput & { galleryKey?: string }): Promise<Template> {
    const { mjml, document, ...rest } = input;
    const content = { ...rest, ...readBody({ mjml, document }) };
    await this.compiler.compile(actor.workspaceId, content);
    return this.database.transaction(() => this.add(actor, content));
  }

  /** Stores a template that was seen to compile (`TemplateCompiler.compile`), in the caller's transaction. */
  async add(actor: Actor, content: TemplateContent & { galleryKey?: string }): Promise<Template> {
    const { galleryKey = null, ...rest } = content;
    const template = await this.templates.insert(actor.workspaceId, { ...rest, galleryKey });
    await this.record(actor, 'template.created', template);
    return template;
  }

  /**
   * Undefined leaves a value as it is. Blocks become MJML for good when `mode` is `mjml`.
   *
   * @throws DomainError `template.not-found`, `template.invalid`, `template.made-of-blocks`, `template.written-as-source`,
   *   `template.changed-meanwhile` when `version` is not the present one
   */
  async update(actor: Actor, id: string, input: TemplateChanges): Promise<Template> {
    const { mjml, document, mode, version, ...texts } = input;
    const before = await this.get(actor.workspaceId, id);
    if (version !== undefined && version !== before.version) throw templateChangedMeanwhile(before.version);
    const changes = { ...withoutUndefined(texts), ...changeBody(before, { mjml, document, mode }) };
    await this.compiler.compile(actor.workspaceId, { ...contentOf(before), ...changes });
    return this.database.transaction(async () => {
      const isChanged = await this.templates.update(actor.workspaceId, id, { ...changes, version });
      const template = await this.get(actor.workspaceId, id);
      if (!isChanged) throw templateChangedMeanwhile(template.version);
      await this.record(actor, 'template.updated', template);
      return template;
    });
  }

  /** A copy called "Copy of …", never archived. */
  async duplicate(actor: Actor, id: string): Promise<Template> {
    const original = await this.get(actor.workspaceId, id);
    return this.database.transaction(async () => {
      const template = await this.templates.insert(actor.workspaceId, {
        ...contentOf(original),
        name: `Copy of ${original.name}`.slice(0, 200),
        galleryKey: original.galleryKey,
      });
      await this.record(actor, 'template.created', template);
      return template;
    });
  }

  /** Archived templates stay out of lists; campaigns that name them still send. */
  async setArchived(actor: Actor, id: string, archived: boolean): Promise<Template> {
    return this.database.transaction(async () => {
      if (!(await this.templates.setArchived(actor.workspaceId, id, archived))) throw templateNotFound(id);
      const template = await this.get(actor.workspaceId, id);
      await this.record(actor, archived ? 'template.archived' : 'template.restored', template);
      return template;
    });
  }

  /** @throws DomainError `template.not-found`; `template.in-use` when a campaign names it */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      const template = await this.get(actor.workspaceId, id);
      await this.templates.delete(actor.workspaceId, id);
      await this.record(actor, 'template.deleted', template);
    });
  }

  /**
   * Compiles the template as it is now and keeps the result for ever: what campaigns send. The same content (source,
   * brand, partials) again is the same version, also when several freeze at once. Compiling takes a tenth of a second:
   * call it before opening a transaction.
   *
   * @throws DomainError `template.not-found`, `template.invalid`
   */
  async freeze(
    workspaceId: string,
    templateId: string,
    overrides: { subject?: string | null; preheader?: string | null } = {},
  ): Promise<TemplateVersion> {
    const template = await this.get(workspaceId, templateId);
    const source: TemplateSource = {
      subject: overrides.subject ?? template.subject,
      preheader: overrides.preheader ?? template.preheader,
      mjml: template.mjml,
      document: template.document,
    };
    const compiled = await this.compiler.compile(workspaceId, source, 'campaign');
    return this.database.transaction(async () => {
      const version = { templateId, ...toFrozen(source, compiled) };
      const frozen = await this.versions.findOrInsert(workspaceId, version);
      if (frozen === null) throw templateNotFound(templateId);
      return frozen;
    });
  }

  /** @throws DomainError `template-version.not-found` */
  async getVersion(workspaceId: string, versionId: string): Promise<TemplateVersion> {
    const version = await this.versions.find(workspaceId, versionId);
    if (version === null) throw templateVersionNotFound(versionId);
    return version;
  }

  /** Newest first. @throws DomainError `template.not-found` */
  async listVersions(
    workspaceId: string,
    templateId: string,
    page: PageRequest,
  ): Promise<Page<TemplateVersionSummary>> {
    await this.get(workspaceId, templateId);
    return this.versions.list(workspaceId, templateId, page);
  }

  private async record(actor: Actor, action: string, template: Template): Promise<void> {
    await this.audit.record(actor, {
      action,
      targetKind: 'template',
      targetId: template.id,
      details: { name: template.name },
    });
  }
}

function contentOf({ name, subject, preheader, mjml, document }: Template): TemplateContent {
  return { name, subject, preheader, mjml, document };
}

function withoutUndefined(content: Partial<TemplateContent>): Partial<TemplateContent> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}
