import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@platform/paging';
import { ContactsRepository } from './contacts.repository';
import type { TimelineSubject } from './timeline-subject';
import { TimelineRepository, type TimelineItem } from './timeline.repository';

/** What happened to, by and about one contact, newest first. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly timeline: TimelineRepository,
  ) {}

  /** All of it, or what is about one subject. Throws `contact.not-found`. */
  async list(
    workspaceId: string,
    contactId: string,
    page: PageRequest & { subject?: TimelineSubject },
  ): Promise<Page<TimelineItem>> {
    await this.contacts.assertExists(workspaceId, contactId);
    return this.timeline.list(workspaceId, contactId, page);
  }
}
