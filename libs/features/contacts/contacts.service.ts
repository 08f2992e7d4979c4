import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Actor } from '@features/accounts';
import { CompaniesRepository } from './companies.repository';
import type { Contact, ContactInput } from './contact';
import type { ContactWrite } from './contact-changes';
import { checkContactInput, type CheckedContact } from './contact-input';
import { ContactFieldsRepository } from './contact-fields.repository';
import { ContactTagsService } from './contact-tags.service';
import { ContactsRepository } from './contacts.repository';
import { emailMissing, emailTaken } from './contacts.errors';

/**
 * Creates and changes single contacts. Every change of a value is a `contact.changed` event and every new contact a
 * `contact.created` event in the same transaction, so a contact's history is complete.
 */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactsRepository,
    private readonly fields: ContactFieldsRepository,
    private readonly companies: CompaniesRepository,
    private readonly tags: ContactTagsService,
  ) {}

  async get(workspaceId: string, id: string): Promise<Contact> {
    return this.contacts.get(workspaceId, id);
  }

  /** Errors: `contact.invalid` (with a pointer per field), `contact.email-taken`. */
  async create(actor: Actor, input: ContactInput): Promise<Contact> {
    if (input.email === undefined) throw emailMissing();
    return this.database.transaction(async () => {
      const checked = await this.check(actor, input);
      const id = await this.insert(actor, checked, input.source);
      if (id === null) throw emailTaken();
      return this.contacts.get(actor.workspaceId, id);
    });
  }

  /** Creates the contact with this address, or changes the one that has it. Safe under concurrency. */
  async upsertByEmail(
    actor: Actor,
    input: ContactInput & { email: string },
  ): Promise<{ contact: Contact; created: boolean }> {
    return this.database.transaction(async () => {
      const checked = await this.check(actor, input);
      const created = await this.insert(actor, checked, input.source);
      if (created !== null) {
        return { contact: await this.contacts.get(actor.workspaceId, created), created: true };
      }
      const existing = await this.contacts.findByEmailKey(actor.workspaceId, checked.write.email?.key ?? '');
      // Gone between the two statements: somebody erased it just now.
      if (!existing) throw emailTaken();
      // The spelling of a known address stays; changing it is what `update` is for.
      const { email: _email, ...write } = checked.write;
      const contact = await this.applyUpdate(actor, existing.id, { ...checked, write });
      return { contact, created: false };
    });
  }

  /**
   * The ids of the contacts with these addresses, in their order. Missing ones are made with what is given; known ones stay as
   * they are. Errors: `contact.invalid` before anything is written.
   */
  async ensureByEmail(
    actor: Actor,
    inputs: readonly (ContactInput & { email: string })[],
  ): Promise<string[]> {
    if (inputs.length === 0) return [];
    const { workspaceId } = actor;
    return this.database.transaction(async () => {
      const fields = await this.fields.list(workspaceId);
      const checked = inputs.map((input) => checkContactInput(input, fields, new Date()));
      const source = inputs[0]?.source ?? 'api';
      const writes: ContactWrite[] = [];
      for (const one of checked) writes.push(await this.withCompany(actor, one));
      const made = await this.contacts.insertMissing(workspaceId, writes, source);
      for (const [names, contactIds] of byTags(checked, made))
        await this.tags.addTo(workspaceId, contactIds, names);
      const keys = writes.map(({ email }) => email?.key ?? '');
      const others = keys.filter((key) => !made.has(key));
      const known = others.length === 0 ? made : await this.contacts.idsByEmailKey(workspaceId, others);
      return keys.map((key) => {
        const id = made.get(key) ?? known.get(key);
        // Gone between the two statements: somebody erased it just now.
        if (id === undefined) throw emailTaken();
        return id;
      });
    });
  }

  /** Changes the given values; null clears. Errors: `contact.not-found`, `contact.invalid`, `contact.email-taken`. */
  async update(actor: Actor, id: string, input: ContactInput): Promise<Contact> {
    return this.database.transaction(async () => {
      const checked = await this.check(actor, input);
      return this.applyUpdate(actor, id, checked);
    });
  }

  private async check(actor: Actor, input: ContactInput): Promise<CheckedContact> {
    return checkContactInput(input, await this.fields.list(actor.workspaceId), new Date());
  }

  private async insert(actor: Actor, checked: CheckedContact, source = 'api'): Promise<string | null> {
    const write = await this.withCompany(actor, checked);
    const id = await this.contacts.insert(actor.workspaceId, write, source);
    if (id !== null) await this.tags.addTo(actor.workspaceId, [id], checked.tags);
    return id;
  }

  private async applyUpdate(actor: Actor, id: string, checked: CheckedContact): Promise<Contact> {
    const before = await this.contacts.getForUpdate(actor.workspaceId, id);
    const write = await this.withCompany(actor, checked);
    await this.contacts.update(before, write);
    await this.tags.addTo(actor.workspaceId, [id], checked.tags);
    return this.contacts.get(actor.workspaceId, id);
  }

  private async withCompany(actor: Actor, checked: CheckedContact): Promise<ContactWrite> {
    if (checked.company === undefined) return checked.write;
    if (checked.company === null) return { ...checked.write, company: null };
    return { ...checked.write, company: await this.companies.ensure(actor.workspaceId, checked.company) };
  }
}

/** New contacts by the tags that they are to get; mostly they all get the same. */
function byTags(
  checked: readonly CheckedContact[],
  made: ReadonlyMap<string, string>,
): [string[], string[]][] {
  const groups = new Map<string, [string[], string[]]>();
  for (const { tags, write } of checked) {
    const id = made.get(write.email?.key ?? '');
    if (id === undefined || tags.length === 0) continue;
    const key = JSON.stringify(tags);
    const group = groups.get(key) ?? [tags, []];
    group[1].push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
