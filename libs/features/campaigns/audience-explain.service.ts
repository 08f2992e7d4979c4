import { Injectable } from '@nestjs/common';
import { MailabilityService, type Mailability } from '@features/consent';
import { DeliveriesRepository } from '@features/deliveries';
import { SegmentExplainService } from '@features/segments';
import { DomainError } from '@platform/errors';
import {
  audienceSentence,
  type AudienceExplanation,
  type SourceExplanation,
  type WhyOut,
} from './audience-explanation';
import type { AudienceSource, Campaign } from './campaign';
import { CampaignsService } from './campaigns.service';
import { AudienceChunksRepository } from './resolve/audience-chunks.repository';

interface Asked {
  campaign: Campaign;
  contactId: string;
  now: Date;
}

/** Says why a campaign reaches a contact, or does not. */
@Injectable()
export class AudienceExplainService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly segments: SegmentExplainService,
    private readonly mailability: MailabilityService,
    private readonly deliveries: DeliveriesRepository,
    private readonly chunks: AudienceChunksRepository,
  ) {}

  /**
   * Before the audience is fixed: what would happen now. Afterwards: the delivery, or why there is none, as far as rules
   * and consent of today tell. Throws `campaign.not-found`, `contact.not-found`, and `segment.preview-timeout`.
   */
  async explain(
    workspaceId: string,
    { campaignId, contactId, now = new Date() }: { campaignId: string; contactId: string; now?: Date },
  ): Promise<AudienceExplanation> {
    const campaign = await this.campaigns.get(workspaceId, campaignId);
    const mailability = await this.mailability.of(workspaceId, contactId, campaign.topicId);
    // In this order: whoever is written between the two is found by both, and nobody by none.
    const isUnwritten = await this.chunks.includes(workspaceId, campaignId, contactId);
    const delivery = await this.deliveries.findOfContact(workspaceId, campaignId, contactId);
    const isRecipient = delivery !== null || isUnwritten;
    const asked = { campaign, contactId, now: campaign.resolvedAt ?? now };
    const include = await this.sources(asked, 'include');
    const exclude = await this.sources(asked, 'exclude');
    const reasons = isRecipient ? [] : whyOut({ campaign, mailability, include, exclude });
    const { status, resolvedAt } = campaign;
    const { name, zone } = mailability.contact;
    const facts = { name, zone, now, status, resolvedAt, delivery, isUnwritten, reasons, include };
    return {
      contactId,
      isIn: resolvedAt === null ? reasons.length === 0 : isRecipient,
      isFixed: resolvedAt !== null,
      sentence: audienceSentence(facts),
      reasons,
      include,
      exclude,
      delivery,
    };
  }

  private async sources(asked: Asked, part: 'include' | 'exclude'): Promise<SourceExplanation[]> {
    const explained: SourceExplanation[] = [];
    for (const [index, source] of asked.campaign.audience[part].entries()) {
      explained.push(await this.source(asked, source, `/audience/${part}/${index}`));
    }
    return explained;
  }

  /** A source that cannot be read any more keeps nobody from seeing the rest. */
  private async source(
    { campaign, contactId, now }: Asked,
    source: AudienceSource,
    pointer: string,
  ): Promise<SourceExplanation> {
    const segmentId = 'segmentId' in source ? source.segmentId : null;
    const segmentName = segmentId === null ? null : (campaign.segmentNames[segmentId] ?? null);
    const common = { pointer, segmentId, segmentName };
    try {
      const explanation = await this.segments.explain(campaign.workspaceId, source, { contactId, now });
      return { ...common, holds: explanation.holds, explanation, problem: null };
    } catch (error) {
      const isBroken =
        error instanceof DomainError && ['invalid', 'rule-broken', 'not-found'].includes(error.kind);
      if (!isBroken) throw error;
      return { ...common, holds: false, explanation: null, problem: error.message };
    }
  }
}

interface Findings {
  campaign: Campaign;
  mailability: Mailability;
  include: readonly SourceExplanation[];
  exclude: readonly SourceExplanation[];
}

/** In the order in which a resolve decides: matching, excluded, consent. */
function whyOut(findings: Findings): WhyOut[] {
  const { campaign, mailability, include, exclude } = findings;
  const { resolvedAt } = campaign;
  const { createdAt } = mailability.contact;
  if (resolvedAt !== null && createdAt > resolvedAt) {
    return [{ reason: 'came-later', text: 'they became a contact only afterwards', since: createdAt }];
  }
  const reasons = [...notMatching(include), ...excluded(exclude), ...notMailable(campaign, mailability)];
  if (reasons.length > 0 || resolvedAt === null) return reasons;
  const text =
    'something about them changed since then: by the rules and consent of today they would be in it';
  return [{ reason: 'changed-since', text, since: null }];
}

function notMatching(include: readonly SourceExplanation[]): WhyOut[] {
  const unreadable = include.filter(({ problem }) => problem !== null);
  if (unreadable.length > 0) return unreadable.map(cannotBeRead);
  if (include.some(({ holds }) => holds)) return [];
  const [only, second] = include;
  const text = !only
    ? 'the campaign has no audience yet'
    : second
      ? `they are in none of its ${include.length} included segments`
      : (only.segmentName && `they are not in “${only.segmentName}”`) || 'they do not match its rules';
  return [{ reason: 'not-matching', text: withDetails(text, only), since: null }];
}

function cannotBeRead({ segmentName, problem }: SourceExplanation): WhyOut {
  const what = segmentName ? `the segment “${segmentName}”` : 'a part of the audience';
  return {
    reason: 'unreadable',
    text: `${what} cannot be read: ${problem?.replace(/\.$/, '')}`,
    since: null,
  };
}

function withDetails(text: string, source: SourceExplanation | undefined): string {
  return source?.explanation ? `${text} (${source.explanation.sentence.replace(/\.$/, '')})` : text;
}

function excluded(exclude: readonly SourceExplanation[]): WhyOut[] {
  return exclude.flatMap((source): WhyOut[] => {
    if (source.problem !== null) return [cannotBeRead(source)];
    if (!source.holds) return [];
    const what = source.segmentName
      ? `“${source.segmentName}”, which is excluded`
      : 'a group that is excluded';
    return [{ reason: 'excluded', text: withDetails(`they are in ${what}`, source), since: null }];
  });
}

function notMailable({ topicId }: Campaign, { topics }: Mailability): WhyOut[] {
  const [topic] = topics;
  if (topicId === null || !topic)
    return [
      { reason: 'no-topic', text: 'the campaign has no topic yet, so nobody may be mailed', since: null },
    ];
  return topic.obstacles;
}
