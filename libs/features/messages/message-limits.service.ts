import { Injectable } from '@nestjs/common';
import { ThrottleService, type Actor, type ThrottleLimit } from '@features/accounts';
import { Settings } from '@platform/config';
import type { DomainError } from '@platform/errors';
import { tooManyForRecipient, tooManyPosted, tooManyScheduled } from './messages.errors';
import { PostedMessagesRepository } from './posted-messages.repository';

const BY_WORKSPACE = 'messages-workspace';
const BY_CALLER = 'messages-caller';
const BY_RECIPIENT = 'messages-recipient';

/** Messages to one address that may wait for a later time: counted posts alone would let 90 days of them come due in one moment. */
export const MAX_SCHEDULED_PER_RECIPIENT = 100;

/** How much may be posted, and how much one address may get: a stolen key must not become a mail bomb. Shared by all processes. */
@Injectable()
export class MessageLimits {
  constructor(
    private readonly throttle: ThrottleService,
    private readonly settings: Settings,
    private readonly posted: PostedMessagesRepository,
  ) {}

  /** Counts `count` messages of a request, all or none. @throws DomainError `message.too-many` */
  async admit(actor: Actor, count: number): Promise<void> {
    const { perMinute, perMinutePerKey } = this.settings.messages;
    const whole = { name: BY_WORKSPACE, subject: actor.workspaceId, count };
    const wait = await this.throttle.hitTogether(whole, minute(perMinute));
    if (wait !== null) throw tooManyPosted('workspace', perMinute, wait);
    const subject = `${actor.workspaceId}:${actor.kind}:${actor.id ?? ''}`;
    const own = { name: BY_CALLER, subject, count };
    const ownWait = await this.throttle.hitTogether(own, minute(perMinutePerKey));
    if (ownWait === null) return;
    await this.throttle.refund(BY_WORKSPACE, actor.workspaceId, count);
    throw tooManyPosted('key', perMinutePerKey, ownWait);
  }

  /** Counts one message to an address, in the transaction that stores it; the error to answer with when that was one too many, else null. */
  async admitRecipient(workspaceId: string, emailKey: string): Promise<DomainError | null> {
    const { perHourPerRecipient } = this.settings.messages;
    const one = { name: BY_RECIPIENT, subject: `${workspaceId}:${emailKey}`, count: 1 };
    const wait = await this.throttle.hitTogether(one, { hits: perHourPerRecipient, windowSeconds: 3600 });
    return wait === null ? null : tooManyForRecipient(perHourPerRecipient, wait);
  }

  /**
   * Whether one more message to the address may wait for a later time; the error to answer with when not, else null. After
   * `admitRecipient` in the same transaction, which lets nobody else post to the address at this moment, and whose count it
   * takes back. `beside`: those of the same request.
   */
  async admitScheduled(workspaceId: string, emailKey: string, beside: number): Promise<DomainError | null> {
    const waiting = await this.posted.countScheduled(workspaceId, emailKey, MAX_SCHEDULED_PER_RECIPIENT);
    if (waiting + beside < MAX_SCHEDULED_PER_RECIPIENT) return null;
    await this.throttle.refund(BY_RECIPIENT, `${workspaceId}:${emailKey}`);
    return tooManyScheduled(MAX_SCHEDULED_PER_RECIPIENT);
  }
}

function minute(hits: number): ThrottleLimit {
  return { hits, windowSeconds: 60 };
}
