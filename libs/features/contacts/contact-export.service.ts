import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { ContactFilter } from './contact';
import { csvHeader, csvLine, type CsvOptions } from './contact-csv';
import { ContactExportRepository, type PersonalData } from './contact-export.repository';
import { ContactFieldsRepository } from './contact-fields.repository';
import { ContactListRepository } from './contact-list.repository';

/** Contacts read per stretch of an export: what is held in memory at most. */
const STRETCH = 1000;

/** Takes data out: many contacts as CSV, or everything about one person as JSON. Both are audited. */
@Injectable()
export class ContactExportService {
  constructor(
    private readonly database: Database,
    private readonly lists: ContactListRepository,
    private readonly fields: ContactFieldsRepository,
    private readonly personal: ContactExportRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * The CSV of all contacts that match, in order of id, as chunks of text. Starts with a UTF-8 byte order mark, which
   * spreadsheets need. The filter is checked before the first chunk.
   */
  async *csv(actor: Actor, filter: ContactFilter, options: CsvOptions): AsyncGenerator<string> {
    const { workspaceId } = actor;
    const fields = await this.fields.list(workspaceId);
    let afterId: string | null = null;
    let chunk = `\ufeff${csvHeader(fields, options)}`;
    for (;;) {
      const contacts = await this.lists.listAfter(workspaceId, fields, { filter, afterId, limit: STRETCH });
      if (afterId === null) await this.recordExport(actor, options);
      yield chunk + contacts.map((contact) => csvLine(contact, fields, options)).join('');
      chunk = '';
      afterId = contacts.at(-1)?.id ?? null;
      if (contacts.length < STRETCH || afterId === null) return;
    }
  }

  /** Everything held about one contact (GDPR art. 15 and 20). Throws `contact.not-found`. */
  async personalData(actor: Actor, contactId: string): Promise<PersonalData> {
    return this.database.transaction(async () => {
      await this.personal.beginSnapshot();
      const data = await this.personal.personalData(actor.workspaceId, contactId);
      if (data['contact'] === null) throw notFound('contact', contactId);
      await this.audit.record(actor, {
        action: 'contact.exported',
        targetKind: 'contact',
        targetId: contactId,
        details: {},
      });
      return data;
    });
  }

  private async recordExport(actor: Actor, options: CsvOptions): Promise<void> {
    await this.database.transaction(() =>
      this.audit.record(actor, {
        action: 'contacts.exported',
        targetKind: 'contacts',
        targetId: null,
        details: { raw: options.raw },
      }),
    );
  }
}
