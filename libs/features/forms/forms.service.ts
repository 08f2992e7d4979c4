import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { FormDefinition } from './definition/form-definition';
import { readDefinition } from './definition/read-definition';
import type { Form, FormStatus, FormVersion } from './form';
import { FormReferences } from './form-references.service';
import { formArchived, formHasSubmissions, formNotFound, invalidName } from './forms.errors';
import { FormsRepository } from './forms.repository';
import { PublishedForms } from './published-forms.service';

/** Forms as marketers define them. What is published is frozen; editing goes on beside it. */
@Injectable()
export class FormsService {
  constructor(
    private readonly database: Database,
    private readonly forms: FormsRepository,
    private readonly references: FormReferences,
    private readonly published: PublishedForms,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. */
  async list(
    workspaceId: string,
    page: PageRequest & { status?: FormStatus; search?: string },
  ): Promise<Page<Form>> {
    const rows = await this.forms.list(workspaceId, {
      status: page.status ?? null,
      search: page.search ?? null,
      before: idCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** @throws DomainError `form.not-found` */
  async get(workspaceId: string, id: string): Promise<Form> {
    const form = await this.forms.find(workspaceId, id);
    if (form === null) throw formNotFound(id);
    return form;
  }

  /** Newest first, at most 200. @throws DomainError `form.not-found` */
  async listVersions(workspaceId: string, id: string): Promise<FormVersion[]> {
    await this.get(workspaceId, id);
    return this.forms.listVersions(workspaceId, id);
  }

  /** @throws DomainError `form.invalid` with a pointer per problem */
  async create(actor: Actor, input: { name: string; definition: unknown }): Promise<Form> {
    const name = checkName(input.name);
    const draft = await this.read(actor.workspaceId, input.definition);
    return this.database.transaction(async () => {
      const id = await this.forms.insert(actor.workspaceId, { name, slug: slugOf(name), draft });
      await this.record(actor, 'form.created', { id, name });
      return this.get(actor.workspaceId, id);
    });
  }

  /** Changes name and draft; visitors see the draft once it is published. */
  async update(actor: Actor, id: string, changes: { name?: string; definition?: unknown }): Promise<Form> {
    const draft =
      changes.definition === undefined ? null : await this.read(actor.workspaceId, changes.definition);
    return this.change(actor, id, {
      action: 'form.changed',
      apply: (form) => ({
        name: changes.name === undefined ? form.name : checkName(changes.name),
        draft: draft ?? form.draft,
        status: form.status,
      }),
    });
  }

  /** Freezes the draft as a new version and shows it. @throws DomainError `form.archived`, `form.invalid` */
  async publish(actor: Actor, id: string): Promise<Form> {
    const { workspaceId } = actor;
    const form = await this.database.transaction(async () => {
      const locked = await this.forms.findForUpdate(workspaceId, id);
      if (locked === null) throw formNotFound(id);
      if (locked.status === 'archived') throw formArchived();
      // What it names may be gone since it was written.
      await this.read(workspaceId, locked.draft);
      if (locked.hasChanges || locked.publishedVersion === null) {
        const version = await this.forms.publish(workspaceId, id, actor.name);
        await this.record(actor, 'form.published', { id, name: locked.name, version });
      } else {
        await this.forms.update(workspaceId, id, { ...locked, status: 'published' });
      }
      return this.get(workspaceId, id);
    });
    this.published.forget(form.slug);
    return form;
  }

  /** It takes no submissions any more; what came in stays. */
  async archive(actor: Actor, id: string): Promise<Form> {
    return this.change(actor, id, {
      action: 'form.archived',
      apply: (form) => ({ ...form, status: 'archived' }),
    });
  }

  /** Back from the archive, as a draft: publishing shows it again. */
  async restore(actor: Actor, id: string): Promise<Form> {
    return this.change(actor, id, {
      action: 'form.restored',
      apply: (form) => ({ ...form, status: form.status === 'archived' ? 'draft' : form.status }),
    });
  }

  /** @throws DomainError `form.has-submissions` (archive it instead) */
  async delete(actor: Actor, id: string): Promise<void> {
    const { workspaceId } = actor;
    const form = await this.database.transaction(async () => {
      const locked = await this.forms.findForUpdate(workspaceId, id);
      if (locked === null) throw formNotFound(id);
      const submissions = await this.references.countSubmissions(workspaceId, id);
      if (submissions > 0) throw formHasSubmissions(submissions);
      await this.forms.delete(workspaceId, id);
      await this.record(actor, 'form.deleted', { id, name: locked.name });
      return locked;
    });
    this.published.forget(form.slug);
  }

  private async change(
    actor: Actor,
    id: string,
    change: {
      action: string;
      apply: (form: Form) => { name: string; draft: FormDefinition; status: FormStatus };
    },
  ): Promise<Form> {
    const form = await this.database.transaction(async () => {
      const before = await this.forms.findForUpdate(actor.workspaceId, id);
      if (before === null) throw formNotFound(id);
      await this.forms.update(actor.workspaceId, id, change.apply(before));
      await this.record(actor, change.action, before);
      return this.get(actor.workspaceId, id);
    });
    this.published.forget(form.slug);
    return form;
  }

  private async read(workspaceId: string, definition: unknown): Promise<FormDefinition> {
    const read = readDefinition(definition, await this.references.scopeOf(workspaceId));
    await this.references.assertUsable(workspaceId, read);
    return read;
  }

  private async record(
    actor: Actor,
    action: string,
    { id, ...details }: { id: string; name: string; version?: number },
  ): Promise<void> {
    const { name, version } = details;
    await this.audit.record(actor, {
      action,
      targetKind: 'form',
      targetId: id,
      details: { name, ...(version === undefined ? {} : { version }) },
    });
  }
}

function checkName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 200 || name.includes('\u0000')) throw invalidName();
  return name;
}

/** Readable, and with 60 random bits: nobody finds forms of others by trying. */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  const random = [...randomBytes(12)].map((byte) => ALPHABET[byte % 32]).join('');
  return words === '' ? `form-${random}` : `${words}-${random}`;
}

/** 32 letters and digits that nobody mistakes for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz023456789';
