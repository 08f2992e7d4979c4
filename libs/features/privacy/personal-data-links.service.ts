import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { ContactChoices } from '@features/consent';
import { ContactExportService, type PersonalData } from '@features/contacts';
import { SystemMessages } from '@features/messages';
import {
  PreferencePages,
  preferenceSentences,
  type PreferencesPage,
  type PreferencesSender,
} from '@features/tracking';
import { DomainError } from '@platform/errors';
import { hourOf, PersonalDataTokens } from './personal-data-tokens';

const ACTOR = 'preference page';

/**
 * Gives people their data. The link of a newsletter is not enough for that, since newsletters are forwarded: a link that works for
 * a day goes to the address itself.
 */
@Injectable()
export class PersonalDataLinks {
  constructor(
    private readonly pages: PreferencePages,
    private readonly choices: ContactChoices,
    private readonly messages: SystemMessages,
    private readonly exports: ContactExportService,
    private readonly tokens: PersonalDataTokens,
  ) {}

  /**
   * Mails the link, once an hour at most, for a person at its preference page; keeps evidence that it asked. `isMailed` is false
   * where the address must not or cannot be mailed. Null for a token that is worth nothing.
   */
  async mail(
    preferencesToken: string,
    { now, ...sender }: PreferencesSender & { now: Date },
  ): Promise<{ page: PreferencesPage; isMailed: boolean } | null> {
    const owner = await this.pages.ownerOf(preferencesToken);
    const page = await this.pages.open(preferencesToken);
    if (owner === null || page === null) return null;
    const { workspaceId, contactId } = owner;
    await this.choices.recordExport(workspaceId, contactId, {
      ...sender,
      method: 'preference-page',
      consentText: preferenceSentences(page.text, page.workspaceName).export,
      language: page.text.language,
    });
    return { page, isMailed: await this.post({ workspaceId, contactId }, page, now) };
  }

  /** What the page of a mailed link says; null for one that is worth nothing. */
  async open(token: string, now: Date): Promise<PreferencesPage | null> {
    const contactId = this.tokens.contactOf(token, now);
    return contactId === null ? null : this.pages.ofContact(contactId);
  }

  /** Everything held about the person; the audit trail says that it went out. Null as for `open`. */
  async read(token: string, now: Date): Promise<PersonalData | null> {
    const contactId = this.tokens.contactOf(token, now);
    const owner = contactId === null ? null : await this.pages.ownerOfContact(contactId);
    if (contactId === null || owner === null) return null;
    return this.exports.personalData(systemActor(owner.workspaceId, ACTOR), contactId);
  }

  private async post(
    { workspaceId, contactId }: { workspaceId: string; contactId: string },
    { preferences, text }: PreferencesPage,
    now: Date,
  ): Promise<boolean> {
    const { subject, preheader, ...words } = text.dataMail;
    try {
      const { status } = await this.messages.post(workspaceId, {
        key: 'download-data',
        to: { email: preferences.email },
        subject: subject('{{workspace.name}}'),
        preheader,
        data: { ...words, actionUrl: this.tokens.urlFor(contactId, now) },
        idempotencyKey: `personal-data:${contactId}:${hourOf(now)}`,
        postedBy: ACTOR,
      });
      return status !== 'suppressed';
    } catch (error) {
      // No sender yet, or too many mails to this address: the page says that it did not work.
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
