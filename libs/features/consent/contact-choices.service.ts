import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { BulkContactsService, ContactsService } from '@features/contacts';
import { Database } from '@platform/database';
import type { Evidence, Frequency, PauseWeeks } from './consent';
import { ContactChoicesRepository } from './contact-choices.repository';

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** What a person chooses beside topics: each choice with its evidence; the same choice again records nothing. */
@Injectable()
export class ContactChoices {
  constructor(
    private readonly database: Database,
    private readonly choices: ContactChoicesRepository,
    private readonly contacts: ContactsService,
    private readonly bulk: BulkContactsService,
  ) {}

  /** No marketing mail for so many weeks from `now` on. Subscriptions stay as they are. */
  async pause(
    workspaceId: string,
    pause: { contactId: string; weeks: PauseWeeks; now: Date },
    evidence: Evidence,
  ): Promise<void> {
    const until = new Date(pause.now.getTime() + pause.weeks * WEEK_MS);
    const details = { weeks: pause.weeks, until: until.toISOString() };
    await this.choices.pause(workspaceId, { id: pause.contactId, until }, { ...evidence, details });
  }

  /**
   * What the person asked for by another way than its page, all or nothing: undefined stays as it is, `pauseWeeks` null ends the
   * pause. Throws `contact.not-found`.
   */
  async change(
    workspaceId: string,
    change: { contactId: string; pauseWeeks?: PauseWeeks | null; frequency?: Frequency; now: Date },
    evidence: Evidence,
  ): Promise<void> {
    const { contactId, pauseWeeks: weeks, frequency, now } = change;
    await this.database.transaction(async () => {
      await this.contacts.get(workspaceId, contactId);
      if (weeks === null) await this.resume(workspaceId, contactId, evidence);
      else if (weeks !== undefined) await this.pause(workspaceId, { contactId, weeks, now }, evidence);
      if (frequency !== undefined)
        await this.chooseFrequency(workspaceId, { contactId, frequency }, evidence);
    });
  }

  async resume(workspaceId: string, contactId: string, evidence: Evidence): Promise<void> {
    await this.choices.pause(workspaceId, { id: contactId, until: null }, evidence);
  }

  async chooseFrequency(
    workspaceId: string,
    choice: { contactId: string; frequency: Frequency },
    evidence: Evidence,
  ): Promise<void> {
    const details = { frequency: choice.frequency };
    const contact = { id: choice.contactId, frequency: choice.frequency };
    await this.choices.setFrequency(workspaceId, contact, { ...evidence, details });
  }

  /** The contact's `locale`. Throws `contact.not-found`, `contact.invalid`. */
  async chooseLanguage(
    workspaceId: string,
    choice: { contactId: string; locale: string },
    evidence: Evidence,
  ): Promise<void> {
    const { contactId, locale } = choice;
    await this.database.transaction(async () => {
      const before = await this.contacts.get(workspaceId, contactId);
      const after = await this.contacts.update(systemActor(workspaceId, evidence.method), contactId, {
        locale,
      });
      if (after.locale === before.locale) return;
      const details = { locale: after.locale, was: before.locale };
      const what = { contactId, action: 'language-chosen' } as const;
      await this.choices.record(workspaceId, what, { ...evidence, details });
    });
  }

  /** Erases the contact for good; that it asked is kept by its keyed hash. Throws `contact.not-found`. */
  async erase(workspaceId: string, contactId: string, evidence: Evidence): Promise<void> {
    await this.database.transaction(async () => {
      await this.choices.record(workspaceId, { contactId, action: 'erasure-requested' }, evidence);
      const reason = 'asked for it on the preference page';
      await this.bulk.eraseOne(systemActor(workspaceId, evidence.method), contactId, reason);
    });
  }

  /** Appends evidence that the person asked for its data, once an hour at most. */
  async recordExport(workspaceId: string, contactId: string, evidence: Evidence): Promise<void> {
    await this.database.transaction(() =>
      this.choices.recordOnce(workspaceId, { contactId, action: 'export-requested' }, evidence),
    );
  }
}
