import { Injectable } from '@nestjs/common';
import type { ThrottleLimit } from '@features/accounts';
import type { SystemMessageInput } from '@features/messages';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';
import { confirmToken } from '../submissions/form-tokens';
import type { ClaimedFormMail } from './form-mails.repository';
import { confirmationMail, notificationMail } from './mail-texts';

/** What mails of forms say, and how many a workspace may send. */
@Injectable()
export class FormMailContext {
  constructor(
    private readonly signer: TokenSigner,
    private readonly settings: Settings,
  ) {}

  get perWorkspace(): ThrottleLimit {
    return { hits: this.settings.forms.confirmationsPerHour, windowSeconds: 3600 };
  }

  inputOf(mail: ClaimedFormMail): SystemMessageInput {
    const base = { to: { email: mail.to ?? '' }, idempotencyKey: `form-mail-${mail.id}` };
    if (mail.kind === 'notification') {
      const appUrl = this.settings.http.appUrl;
      return { ...base, postedBy: `form: ${mail.formName}`, ...notificationMail(mail, appUrl) };
    }
    const url = `${this.settings.http.appUrl}/c/${confirmToken(this.signer, mail.submissionId)}`;
    return { ...base, postedBy: `form: ${mail.formName}`, ...confirmationMail(mail, url) };
  }
}
