import { Injectable } from '@nestjs/common';
import type { ThrottleLimit } from '@features/accounts';
import { AssetLinks } from '@features/assets';
import { SystemMessages, type SystemMessageInput } from '@features/messages';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';
import { submissionNotFound } from '../forms.errors';
import { confirmToken } from '../submissions/form-tokens';
import type { ClaimedFormMail } from './form-mails.repository';
import { confirmationMail, notificationMail } from './mail-texts';

/** What mails of forms say, and how many a workspace may send. */
@Injectable()
export class FormMailWriter {
  constructor(
    private readonly messages: SystemMessages,
    private readonly assets: AssetLinks,
    private readonly signer: TokenSigner,
    private readonly settings: Settings,
  ) {}

  get perWorkspace(): ThrottleLimit {
    return { hits: this.settings.forms.confirmationsPerHour, windowSeconds: 3600 };
  }

  /** Makes it a message of the ledger; its id. @throws DomainError as `PostMessages` and `AssetLinks` */
  async post(mail: ClaimedFormMail): Promise<string> {
    const { workspaceId, contactId, formId, submissionId, definition, language } = mail;
    if (mail.kind !== 'asset') return (await this.messages.post(workspaceId, this.inputOf(mail))).id;
    if (definition.assetId === null || contactId === null) throw submissionNotFound(submissionId);
    const source = { formId, submissionId };
    const request = { assetId: definition.assetId, contactId, source, language };
    return (await this.assets.mail(workspaceId, request)).messageId;
  }

  private inputOf(mail: ClaimedFormMail): SystemMessageInput {
    const base = { to: { email: mail.to ?? '' }, idempotencyKey: `form-mail-${mail.id}` };
    if (mail.kind === 'notification') {
      const appUrl = this.settings.http.appUrl;
      const about = mail.contactId === null ? {} : { aboutContactId: mail.contactId };
      return { ...base, ...about, postedBy: `form: ${mail.formName}`, ...notificationMail(mail, appUrl) };
    }
    const url = `${this.settings.http.appUrl}/c/${confirmToken(this.signer, mail.submissionId)}`;
    return { ...base, postedBy: `form: ${mail.formName}`, ...confirmationMail(mail, url) };
  }
}
