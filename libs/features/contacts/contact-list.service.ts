import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Page, PageRequest } from '@platform/paging';
import type { Contact, ContactFilter, ContactOrder } from './contact';
import { ContactFieldsRepository } from './contact-fields.repository';
import { ContactListRepository } from './contact-list.repository';

/** A list may search unindexed text; one that takes longer than this is given up. */
const LIST_TIMEOUT_MS = 20_000;

/** Searches, filters, sorts and pages contacts. */
@Injectable()
export class ContactListService {
  constructor(
    private readonly database: Database,
    private readonly fields: ContactFieldsRepository,
    private readonly contacts: ContactListRepository,
  ) {}

  /** Errors: `contact-filter.invalid`, `cursor.invalid`. */
  async list(
    workspaceId: string,
    request: { filter: ContactFilter; order: ContactOrder; page: PageRequest },
  ): Promise<Page<Contact>> {
    return this.database.readOnly(LIST_TIMEOUT_MS, async () =>
      this.contacts.list(workspaceId, await this.fields.list(workspaceId), request),
    );
  }

  async count(workspaceId: string, filter: ContactFilter): Promise<number> {
    return this.database.readOnly(LIST_TIMEOUT_MS, async () =>
      this.contacts.count(workspaceId, await this.fields.list(workspaceId), filter),
    );
  }
}
