import { createTransport } from 'nodemailer';
import { DomainError } from '@platform/errors';
import { parseEmailAddress } from '../address/email-address';
import { cleanHeaderText } from '../assemble/header-encoding';
import { extraHeaders } from '../assemble/plan-headers';
import type { Mailbox } from '../assemble/message-plan';
import { classifyFailure, type SmtpFailure } from './send-result';
import { parseSmtpUrl, type SmtpSettings, type SmtpTimeouts } from './smtp-settings';

export interface SystemMail {
  from: Mailbox;
  to: Mailbox;
  replyTo?: Mailbox;
  subject: string;
  html?: string;
  text: string;
  /** Further headers such as `X-Notice`; those that every message has are refused. */
  headers?: Record<string, string>;
}

/** The simple way for single mails such as notices. Campaigns and their test sends go through RenderPool and SmtpPool. */
export class SystemMailer {
  private readonly settings: SmtpSettings;

  /** @throws DomainError `smtp.invalid-url` */
  constructor({ url, timeouts }: { url: string; timeouts?: SmtpTimeouts }) {
    this.settings = parseSmtpUrl(url, timeouts);
  }

  /**
   * @throws DomainError `mail.invalid-address` (invalid), `mail.refused` (rule-broken: the server said no for good),
   *   `mail.unavailable` (unavailable: try later)
   */
  async send(mail: SystemMail): Promise<{ messageId: string; reply: string }> {
    const { connection, auth } = this.settings;
    const from = checked(mail.from);
    const to = checked(mail.to);
    extraHeaders(mail.headers ?? {});
    const transport = createTransport({
      ...connection,
      auth,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const info = await transport.sendMail({
        from,
        to,
        ...(mail.replyTo === undefined ? {} : { replyTo: checked(mail.replyTo) }),
        envelope: { from: from.address, to: [to.address] },
        subject: cleanHeaderText(mail.subject),
        text: mail.text,
        html: mail.html,
        headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { messageId: info.messageId, reply: info.response };
    } catch (error) {
      throw this.failure(error as SmtpFailure);
    } finally {
      transport.close();
    }
  }

  private failure(failure: SmtpFailure): DomainError {
    // The text of a sign-in failure could repeat what was sent; the stage is enough.
    if (failure.code === 'EAUTH') {
      const message = `${this.settings.label} did not accept the user name and password.`;
      return new DomainError({ code: 'mail.unavailable', kind: 'unavailable', message });
    }
    const result = classifyFailure(failure, 'envelope');
    const refused = result.outcome === 'refused';
    const said = 'reply' in result ? result.reply : result.reason;
    return new DomainError({
      code: refused ? 'mail.refused' : 'mail.unavailable',
      kind: refused ? 'rule-broken' : 'unavailable',
      message: `${this.settings.label} did not take the mail: ${said}`,
    });
  }
}

function checked({ name, address }: Mailbox): { name: string; address: string } {
  const parsed = parseEmailAddress(address);
  if (!parsed.ok) {
    const message = `The address ${parsed.reason}.`;
    throw new DomainError({ code: 'mail.invalid-address', kind: 'invalid', message });
  }
  return { name: cleanHeaderText(name ?? ''), address: parsed.address };
}
