import { Injectable } from '@nestjs/common';
import { ThrottleService, type Actor } from '@features/accounts';
import { checkedTooOften } from '../senders.errors';
import { DomainCheck } from './domain-check.service';

/** For people who press a button: DNS servers are not ours to flood. */
const LIMIT = { hits: 60, windowSeconds: 600 };

/** Looks up a domain at once, because somebody asked for it. */
@Injectable()
export class CheckDomainNow {
  constructor(
    private readonly throttle: ThrottleService,
    private readonly checks: DomainCheck,
  ) {}

  /** Takes up to 20 seconds. Throws `sending-domain.checked-too-often`. */
  async check(actor: Actor, id: string): Promise<void> {
    const wait = await this.throttle.hit('sending-domain-check', actor.workspaceId, LIMIT);
    if (wait !== null) throw checkedTooOften(wait);
    await this.checks.check(actor, id);
  }
}
