import { Injectable } from '@nestjs/common';
import { ThrottleService, type Actor, type ThrottleLimit } from '@features/accounts';
import { Settings } from '@platform/config';
import type { DomainError } from '@platform/errors';
import { tooManyForRecipient, tooManyPosted } from './messages.errors';

const BY_WORKSPACE = 'messages-workspace';
const BY_CALLER = 'messages-caller';
const BY_RECIPIENT = 'messages-recipient';

/** How much may be posted, and how much one address may get: a stolen key must not become a mail bomb. Shared by all processes. */
@Injectable()
export class MessageLimits {
  constructor(
    private readonly throttle: ThrottleService,
    private readonly settings: Settings,
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
}

function minute(hits: number): ThrottleLimit {
  return { hits, windowSeconds: 60 };
}
