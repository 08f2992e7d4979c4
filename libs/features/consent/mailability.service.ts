import { Injectable } from '@nestjs/common';
import { contactNotFound } from './consent.errors';
import { topicMailability, type Mailability } from './mailability';
import { MailabilityRepository } from './mailability.repository';

/** Says about what a contact may be mailed, and why not about the rest. */
@Injectable()
export class MailabilityService {
  constructor(private readonly rows: MailabilityRepository) {}

  /**
   * For one topic, archived or not, or for all that matter to the contact: topics that are not archived, and those
   * that it has something to do with. Throws `contact.not-found`.
   */
  async of(workspaceId: string, contactId: string, topicId: string | null = null): Promise<Mailability> {
    const contact = await this.rows.findContact(workspaceId, contactId);
    if (!contact) throw contactNotFound(contactId);
    const rows = await this.rows.find(workspaceId, contactId, topicId);
    return { contactId, contact, topics: rows.map((row) => topicMailability(row, contact.zone)) };
  }
}
