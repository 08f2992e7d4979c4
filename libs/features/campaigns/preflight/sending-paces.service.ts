import { Injectable } from '@nestjs/common';
import { SendersService, SendingDomains } from '@features/senders';
import { limitFor } from '@features/sending-limits';
import { domainOf } from '@platform/mail';
import type { Campaign } from '../campaign';
import { CampaignFiguresRepository } from '../control/campaign-figures.repository';
import type { AudienceCounts } from './audience-counts.repository';
import { check, type PreflightCheck } from './preflight';
import { SendingRoutes, type RoutedSender } from './sending-routes.service';
import { sendingTime } from './sending-time';

/** Days that a warm-up plan is followed into the future; most end within two weeks. */
const MOST_DAYS = 90;
const DAY_MS = 86_400_000;

/** How long a campaign would take at the limits of today. */
@Injectable()
export class SendingPaces {
  constructor(
    private readonly senders: SendersService,
    private readonly domains: SendingDomains,
    private readonly routes: SendingRoutes,
    private readonly figures: CampaignFiguresRepository,
  ) {}

  /** Empty without a sender. */
  async check(
    { workspaceId, senderId }: Campaign,
    counts: Pick<AudienceCounts, 'audience' | 'domains'>,
    now: Date,
  ): Promise<PreflightCheck[]> {
    if (senderId === null || counts.audience === 0) return [];
    const domain = domainOf((await this.senders.get(workspaceId, senderId)).fromEmail);
    const perDay = (await this.domains.allowance(workspaceId, domain, now)).limit;
    const sender = { workspaceId, domain, perDay };
    const { servers, providers, leftToday } = await this.routes.of(sender, counts.domains, now);
    const warmUp = await this.warmUp(sender, { count: counts.audience, leftToday, now });
    const measuredPerMinute = await this.figures.measuredPerMinute(workspaceId);
    const { ms, sentence } = sendingTime({
      count: counts.audience,
      servers,
      providers,
      warmUp,
      measuredPerMinute,
    });
    const figures = {
      seconds: ms === null ? null : Math.round(ms / 1000),
      servers,
      providers,
      measuredPerMinute,
    };
    if (ms === null || ms < DAY_MS) return [check('sending-time', sentence, { figures })];
    const remedy = 'Raise the limits if the servers and providers allow it, or let it take its time.';
    return [check('sending-time', sentence, { level: 'warn', remedy, figures })];
  }

  /** What campaigns may send day by day, until everybody got it or the plan is over; empty without one. */
  private async warmUp(
    { workspaceId, domain, perDay }: RoutedSender,
    { count, leftToday, now }: { count: number; leftToday: number | null; now: Date },
  ): Promise<(number | null)[]> {
    if (perDay === null) return [];
    const today = leftToday ?? limitFor(perDay, 'campaign');
    const days: (number | null)[] = [today];
    let left = count - today;
    while (left > 0 && days.length < MOST_DAYS) {
      const day = new Date(now.getTime() + days.length * DAY_MS);
      const { limit } = await this.domains.allowance(workspaceId, domain, day);
      if (limit === null) return [...days, null];
      const share = limitFor(limit, 'campaign');
      days.push(share);
      left -= share;
    }
    return days;
  }
}
