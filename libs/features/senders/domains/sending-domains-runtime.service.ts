import { Injectable } from '@nestjs/common';
import { domainOf, type DkimKey, type MessagePlan } from '@platform/mail';
import type { Finding } from '../dns/finding';
import { DomainStores } from './domain-stores.service';
import { isFreeMail } from './free-mail';
import { KeyRing } from './key-ring.service';
import type { SendingDomainStatus } from './sending-domain';
import { ShortMemory } from './short-memory';
import { statusText } from './status-text';
import { allowanceOn, type WarmUpAllowance, type WarmUpPlan } from './warm-up';

/** Warm-up plans stay in memory this long: they are asked for with every group of messages. */
const KEEP_MS = 15_000;

/** What a preflight says about the domain of a sender. */
export interface SendingDomainState {
  domain: string;
  /** Null when the workspace has no such sending domain (yet). */
  id: string | null;
  status: SendingDomainStatus;
  /** Whether mail that goes out now is signed. */
  isSigned: boolean;
  /** What that means, in a sentence or two. */
  summary: string;
  /** When DNS was last asked; null: never. */
  checkedAt: Date | null;
  /** Everything that was not in order then. */
  problems: Finding[];
}

/** What sending has to know about the domains it sends from. `domain` is always in lower case and A-labels. */
@Injectable()
export class SendingDomains {
  private readonly plans = new ShortMemory<{ warmUp: WarmUpPlan | null; timeZone: string } | null>(KEEP_MS);

  /** Plans by the keys they are signed with, then by the plan without them: when the keys are forgotten, all of it is. */
  private readonly signed = new WeakMap<DkimKey[], WeakMap<MessagePlan, MessagePlan>>();

  constructor(
    private readonly stores: DomainStores,
    private readonly ring: KeyRing,
  ) {}

  /**
   * Keys to sign mail from this domain with, RSA first: only those that receivers can look up. Empty: send it unsigned. The
   * same array for half a minute; do not keep it longer.
   */
  signingKeys(workspaceId: string, domain: string): Promise<DkimKey[]> {
    return this.ring.signingKeys(workspaceId, domain);
  }

  /**
   * The plan with the keys of its From domain, or as it is where mail goes out unsigned. The same object as long as the keys
   * are the same, so that the render threads keep it compiled.
   */
  async sign(workspaceId: string, plan: MessagePlan): Promise<MessagePlan> {
    const keys = await this.signingKeys(workspaceId, domainOf(plan.from.address));
    if (keys.length === 0) return plan;
    const plans = this.signed.get(keys) ?? new WeakMap<MessagePlan, MessagePlan>();
    const signed = plans.get(plan) ?? { ...plan, dkim: keys };
    this.signed.set(keys, plans.set(plan, signed));
    return signed;
  }

  /** Messages that may go from this domain on the day of `now` under its warm-up plan; null: no limit. */
  async limitToday(workspaceId: string, domain: string, now: Date): Promise<number | null> {
    return (await this.allowance(workspaceId, domain, now)).limit;
  }

  /** The same, with the day it holds for and when that ends, in the workspace's time zone. */
  async allowance(workspaceId: string, domain: string, now: Date): Promise<WarmUpAllowance> {
    const plan = await this.plans.get(`${workspaceId}/${domain}`, () =>
      this.stores.domains.findWarmUp(workspaceId, domain),
    );
    return allowanceOn(plan?.warmUp ?? null, plan?.timeZone ?? 'UTC', now);
  }

  /** As it was last looked up. */
  async state(workspaceId: string, domain: string): Promise<SendingDomainState> {
    const row = await this.stores.domains.findByName(workspaceId, domain);
    const keys = row ? await this.stores.keys.list(workspaceId, row.id) : [];
    const status = row?.status ?? (isFreeMail(domain) ? 'unverifiable' : 'unverified');
    return {
      domain,
      id: row?.id ?? null,
      status,
      isSigned: status === 'verified',
      summary: statusText({ domain, status }, keys),
      checkedAt: row?.checkedAt ?? null,
      problems: (row?.findings ?? []).filter((finding) => finding.status !== 'ok'),
    };
  }
}
