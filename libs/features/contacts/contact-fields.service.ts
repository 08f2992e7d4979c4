import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { ContactField } from './contact-field.entity';
import { checkDeclaration } from './contact-field-rules';
import type { FieldDeclaration } from './contact-field';
import { ContactFieldsRepository, type FieldUser } from './contact-fields.repository';
import { choiceInUse, fieldInUse, tooManyFields } from './contacts.errors';

/** Fields that a workspace may declare; every contact's values are read and written together. */
export const MAX_CONTACT_FIELDS = 200;

/** What a deletion took along. */
export interface DeletedField {
  /** Contacts that had a value. */
  contacts: number;
  /** Whose rules ask for the field, and are broken now. */
  brokenUsers: FieldUser[];
}

/** Declares, changes and removes custom fields. */
@Injectable()
export class ContactFieldsService {
  constructor(
    private readonly database: Database,
    private readonly fields: ContactFieldsRepository,
    private readonly audit: AuditService,
  ) {}

  async list(workspaceId: string): Promise<ContactField[]> {
    return this.fields.list(workspaceId);
  }

  /** Errors: `contact-field.invalid`, `contact-field.key-taken`, `contact-field.too-many`. */
  async create(actor: Actor, declaration: FieldDeclaration): Promise<ContactField> {
    const checked = checkDeclaration(declaration);
    return this.database.transaction(async () => {
      if ((await this.fields.list(actor.workspaceId)).length >= MAX_CONTACT_FIELDS)
        throw tooManyFields(MAX_CONTACT_FIELDS);
      const field = await this.fields.insert(actor.workspaceId, checked);
      await this.record(actor, 'contact-field.created', field);
      return field;
    });
  }

  /** Type and key are for ever: values are stored by them. A choice that contacts hold cannot be removed. */
  async update(
    actor: Actor,
    id: string,
    changes: { label?: string; choices?: string[] },
  ): Promise<ContactField> {
    return this.database.transaction(async () => {
      const field = await this.fields.getForUpdate(actor.workspaceId, id);
      const next = checkDeclaration({
        key: field.key,
        type: field.type,
        label: changes.label ?? field.label,
        choices: changes.choices ?? field.choices,
      });
      await this.refuseRemovedChoicesInUse(field, next.choices);
      await this.fields.update(field, next);
      await this.record(actor, 'contact-field.updated', field);
      return this.fields.getForUpdate(actor.workspaceId, id);
    });
  }

  /**
   * Deletes the field with its values in all contacts; returns how many contacts had one, and whose rules are broken
   * by it. Throws `contact-field.in-use` while rules of segments or unfinished campaigns ask for it, unless `force`.
   */
  async delete(actor: Actor, id: string, { force = false } = {}): Promise<DeletedField> {
    return this.database.transaction(async () => {
      const field = await this.fields.getForUpdate(actor.workspaceId, id);
      const brokenUsers = await this.fields.findUsers(field);
      if (brokenUsers.length > 0 && !force) throw fieldInUse(brokenUsers);
      const contacts = await this.fields.delete(field);
      await this.record(actor, 'contact-field.deleted', field);
      return { contacts, brokenUsers };
    });
  }

  private async refuseRemovedChoicesInUse(field: ContactField, choices: string[]): Promise<void> {
    for (const removed of field.choices.filter((choice) => !choices.includes(choice))) {
      const contacts = await this.fields.countWithChoice(field, removed);
      if (contacts > 0) throw choiceInUse(removed, contacts);
    }
  }

  private async record(actor: Actor, action: string, field: ContactField): Promise<void> {
    await this.audit.record(actor, {
      action,
      targetKind: 'contact-field',
      targetId: field.id,
      details: { key: field.key, type: field.type },
    });
  }
}
