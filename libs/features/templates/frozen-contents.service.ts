import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CompiledMessage } from '@platform/mail';
import { TemplateCompiler, type TemplateSource } from './template-compiler.service';
import { TemplateVersionsRepository, toFrozen, type FrozenSource } from './template-versions.repository';
import { templateNotFound } from './templates.errors';
import { TemplatesRepository } from './templates.repository';

/** What a single message is made of: a template, with another subject line if need be, or a source of its own. */
export type ContentRequest =
  | { templateId: string; subject?: string; preheader?: string }
  | ({ templateId?: undefined } & TemplateSource);

/** Compiled and stored: what is sent, and what it was made from. */
export interface FrozenContent {
  versionId: string;
  templateId: string | null;
  compiled: CompiledMessage;
}

/** Compiled contents kept in memory; each holds some 100 kB. */
const MAX_KEPT = 100;

/**
 * Freezes the content of single messages. The same content again costs a few small questions: what was compiled is kept
 * in memory, and stored once. A template that is edited is compiled anew with the next message.
 */
@Injectable()
export class FrozenContents {
  private readonly kept = new Map<string, Promise<FrozenContent>>();

  constructor(
    private readonly database: Database,
    private readonly templates: TemplatesRepository,
    private readonly versions: TemplateVersionsRepository,
    private readonly compiler: TemplateCompiler,
  ) {}

  /** Call it outside of transactions. @throws DomainError `template.not-found`, `template.invalid` */
  async freeze(workspaceId: string, request: ContentRequest): Promise<FrozenContent> {
    const templateId = request.templateId ?? null;
    const source = await this.sourceOf(workspaceId, request);
    const key = `${templateId ?? ''}:${await this.compiler.fingerprint(workspaceId, source)}`;
    const content = this.kept.get(key) ?? this.store(workspaceId, templateId, source);
    // Re-inserted: the least recently used one stands first.
    this.kept.delete(key);
    this.kept.set(key, content);
    content.catch(() => this.kept.delete(key));
    const oldest = this.kept.keys().next();
    if (this.kept.size > MAX_KEPT && oldest.done !== true) this.kept.delete(oldest.value);
    return content;
  }

  /** Forgets that it was stored: the row is gone by now. */
  async forget(versionId: string): Promise<void> {
    for (const [key, content] of [...this.kept]) {
      const known = await content.catch(() => null);
      if (known?.versionId === versionId) this.kept.delete(key);
    }
  }

  /** Null when it is not kept any more. */
  async source(workspaceId: string, versionId: string): Promise<TemplateSource | null> {
    return this.versions.findSource(workspaceId, versionId);
  }

  private async sourceOf(workspaceId: string, request: ContentRequest): Promise<TemplateSource> {
    if (request.templateId === undefined) return request;
    const template = await this.templates.find(workspaceId, request.templateId);
    if (template === null) throw templateNotFound(request.templateId);
    return {
      subject: request.subject ?? template.subject,
      preheader: request.preheader ?? template.preheader,
      mjml: template.mjml,
    };
  }

  private async store(
    workspaceId: string,
    templateId: string | null,
    source: TemplateSource,
  ): Promise<FrozenContent> {
    const compiled = await this.compiler.compile(workspaceId, source, 'message');
    const frozen = toFrozen(source, compiled);
    const versionId =
      templateId === null
        ? await this.versions.findOrInsertSource(workspaceId, frozen)
        : await this.storeVersion(workspaceId, templateId, frozen);
    return { versionId, templateId, compiled };
  }

  private async storeVersion(workspaceId: string, templateId: string, frozen: FrozenSource): Promise<string> {
    return this.database.transaction(async () => {
      const version = await this.versions.findOrInsert(workspaceId, { templateId, ...frozen });
      if (version === null) throw templateNotFound(templateId);
      return version.id;
    });
  }
}
