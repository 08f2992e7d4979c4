import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { ContactEventsRepository } from './contact-events.repository';
import { checkTags } from './contact-input';
import { ContactsRepository } from './contacts.repository';
import { TagsRepository, type Tag } from './tags.repository';

/** Tags of single contacts. Each tag given or taken is a `contact.changed` event with the field `tags`. */
@Injectable()
export class ContactTagsService {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactsRepository,
    private readonly tags: TagsRepository,
    private readonly events: ContactEventsRepository,
  ) {}

  /** All tags of the workspace with the number of contacts that have them, by name. */
  async list(workspaceId: string): Promise<Tag[]> {
    return this.tags.list(workspaceId);
  }

  /** Gives tags, creating missing ones; those the contact has already are left as they are. Returns all its tags. */
  async add(actor: Actor, contactId: string, names: string[]): Promise<string[]> {
    const checked = checkTags(names);
    return this.database.transaction(async () => {
      await this.contacts.getForUpdate(actor.workspaceId, contactId);
      await this.addTo(actor.workspaceId, [contactId], checked);
      return (await this.contacts.get(actor.workspaceId, contactId)).tags;
    });
  }

  /** Takes tags; names the contact does not have are ignored. Returns the tags that remain. */
  async remove(actor: Actor, contactId: string, names: string[]): Promise<string[]> {
    return this.database.transaction(async () => {
      await this.contacts.getForUpdate(actor.workspaceId, contactId);
      const removed = await this.tags.remove(actor.workspaceId, contactId, names);
      const changes = removed.map((name) => ({ field: 'tags', from: name, to: null }));
      await this.events.recordChanges(actor.workspaceId, contactId, changes);
      return (await this.contacts.get(actor.workspaceId, contactId)).tags;
    });
  }

  /** For callers that checked the names and hold the contacts in their own transaction. */
  async addTo(workspaceId: string, contactIds: readonly string[], names: string[]): Promise<void> {
    if (names.length === 0) return;
    const added = await this.tags.add(workspaceId, contactIds, names);
    await this.events.recordEach(
      workspaceId,
      added.map(({ contactId, name }) => ({ contactId, change: { field: 'tags', from: null, to: name } })),
    );
  }
}
