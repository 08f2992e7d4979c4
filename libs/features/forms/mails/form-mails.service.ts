import { Inject, Injectable } from '@nestjs/common';
import { ThrottleService, type ThrottleLimit } from '@features/accounts';
import { DomainError } from '@platform/errors';
import { LOGGER, type Logger } from '@platform/logging';
import { domainOf } from '@platform/mail';
import { FormMailWriter } from './form-mail-writer.service';
import { FormMailsRepository, type ClaimedFormMail } from './form-mails.repository';
import { mailboxOf } from './mailbox';

const BATCH = 50;
/** A mail that cannot be posted for so many tries never will be. */
const MAX_ATTEMPTS = 12;

/**
 * Against subscription bombing: one inbox, whatever workspace and form its addresses were typed into, gets so many mails a day that
 * anybody can have sent to it: confirmations, and downloads that wait for none.
 */
const PER_ADDRESS: ThrottleLimit = { hits: 5, windowSeconds: 24 * 3600 };
/** And so many from one form. */
const PER_ADDRESS_AND_FORM: ThrottleLimit = { hits: 2, windowSeconds: 24 * 3600 };
/** One domain is not flooded through a thousand of its addresses. */
const PER_DOMAIN: ThrottleLimit = { hits: 300, windowSeconds: 3600 };

/** What keeps a mail back: `drop` for good, or `wait` for so many seconds. */
type Obstacle = { kind: 'drop'; why: string } | { kind: 'wait'; seconds: number; why: string };

/** Turns the rows of submissions into messages of the ledger. */
@Injectable()
export class FormMails {
  constructor(
    private readonly mails: FormMailsRepository,
    private readonly throttle: ThrottleService,
    private readonly writer: FormMailWriter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Until nothing is due; how many were posted. */
  async postDue(signal: AbortSignal): Promise<number> {
    let posted = 0;
    while (!signal.aborted) {
      const batch = await this.mails.claim(BATCH);
      for (const mail of batch) if (await this.post(mail)) posted += 1;
      if (batch.length < BATCH) break;
    }
    return posted;
  }

  private async post(mail: ClaimedFormMail): Promise<boolean> {
    const { workspaceId, id } = mail;
    const end = (outcome: string, messageId: string | null = null) =>
      this.mails.finish(workspaceId, id, { outcome, messageId });
    // Confirmed meanwhile by an earlier mail, or there is nobody to write to.
    if (mail.to === null || (mail.kind === 'confirmation' && mail.status !== 'pending')) {
      await end('not-needed');
      return false;
    }
    const obstacle = isForAnybody(mail) && isUnchecked(mail) ? await this.obstacleOf(mail) : null;
    if (obstacle?.kind === 'drop') {
      await end(obstacle.why);
      this.logger.info({ event: 'form.mail-dropped', formId: mail.formId, why: obstacle.why });
      return false;
    }
    if (obstacle?.kind === 'wait') {
      await this.mails.postpone(workspaceId, id, obstacle);
      return false;
    }
    return this.hand(mail, end);
  }

  private async hand(
    mail: ClaimedFormMail,
    end: (outcome: string, messageId?: string) => Promise<void>,
  ): Promise<boolean> {
    try {
      await end('posted', await this.writer.post(mail));
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (mail.attempts >= MAX_ATTEMPTS) await end(error.code);
      else {
        const seconds = error.retryAfterSeconds ?? Math.min(3600, 15 * 2 ** mail.attempts);
        await this.mails.postpone(mail.workspaceId, mail.id, { seconds, why: error.code });
      }
      this.logger.warn({ event: 'form.mail-not-posted', formId: mail.formId, code: error.code });
      return false;
    }
  }

  /** What makes mails wait is asked first, so that waiting uses up nobody's share; what is dropped gives its share back. */
  private async obstacleOf(mail: ClaimedFormMail): Promise<Obstacle | null> {
    if (mail.kind !== 'confirmation') return this.floodOf(mail);
    const { workspaceId, to } = mail;
    const domain = `${workspaceId}:${domainOf(to ?? '')}`;
    const wait = await this.hit('form-mail-workspace', workspaceId, this.writer.perWorkspace);
    if (wait !== null) return { kind: 'wait', seconds: wait, why: 'limit-workspace' };
    const domainWait = await this.hit('form-mail-domain', domain, PER_DOMAIN);
    if (domainWait !== null) {
      await this.throttle.refund('form-mail-workspace', workspaceId);
      return { kind: 'wait', seconds: domainWait, why: 'limit-domain' };
    }
    const flood = await this.floodOf(mail);
    if (flood === null) return null;
    await this.throttle.refund('form-mail-workspace', workspaceId);
    await this.throttle.refund('form-mail-domain', domain);
    return flood;
  }

  /** Whether the inbox had its share of today. */
  private async floodOf({ formId, emailKey }: ClaimedFormMail): Promise<Obstacle | null> {
    const mailbox = mailboxOf(emailKey ?? '');
    if ((await this.hit('form-mail-form', `${formId}:${mailbox}`, PER_ADDRESS_AND_FORM)) !== null)
      return { kind: 'drop', why: 'limit-form' };
    const isFull = (await this.hit('form-mail-address', mailbox, PER_ADDRESS)) !== null;
    return isFull ? { kind: 'drop', why: 'limit-address' } : null;
  }

  private async hit(name: string, subject: string, limit: ThrottleLimit): Promise<number | null> {
    return this.throttle.hitTogether({ name, subject, count: 1 }, limit);
  }
}

/** Goes to an address that was typed in, and whose owner proved nothing yet. */
function isForAnybody({ kind, status, emailKey }: ClaimedFormMail): boolean {
  return kind === 'confirmation' || (kind === 'asset' && status !== 'confirmed' && emailKey !== null);
}

/** Not asked yet, or put off by a limit: a mail that was admitted and could not be posted is not counted twice. */
function isUnchecked({ attempts, outcome }: ClaimedFormMail): boolean {
  return attempts === 1 || outcome?.startsWith('limit-') === true;
}
