import type { Campaign, TimingPolicy, CampaignStatus, TestSendResult } from '@features/campaigns';
import type { BounceClass, Delivery, DeliveryStatus } from '@features/deliveries';
import { PageOf } from '../http';

export class AudienceSourceView {
  segmentId?: string;
  /** A rule tree (docs/segments/rule-tree.md). */
  tree?: Record<string, unknown>;
}

export class AudienceView {
  include: AudienceSourceView[];
  exclude: AudienceSourceView[];
}

export class CampaignView {
  id: string;
  name: string;
  /** `draft`, `scheduled`, `resolving`, `sending`, `paused`, `sent`, `cancelled` or `failed`. */
  status: CampaignStatus;
  topicId: string | null;
  senderId: string | null;
  templateId: string | null;
  subject: string | null;
  preheader: string | null;
  audience: AudienceView;
  /** For people whom the frequency cap protects: `skip`, `defer` or `ignore`. */
  onCap: TimingPolicy;
  /** For people in the quiet hours: `skip`, `defer` or `ignore`. */
  onQuietHours: TimingPolicy;
  /** Names of the segments in the audience by their ids: as they are now, or as they were when it was fixed. */
  segmentNames: Record<string, string>;
  /** The content as frozen when the audience was fixed. */
  templateVersionId: string | null;
  /** `at` an instant, or at a `local-time` in each contact's own zone; null as long as it is not scheduled. */
  scheduleKind: 'at' | 'local-time' | null;
  /** When it goes out; at a local time: when its audience is fixed, which is when the time comes in the first zone. */
  scheduledAt: Date | null;
  /** Without an offset, such as `2026-12-01T09:00`; null at an instant. */
  localTime: string | null;
  /** When the audience was fixed. */
  resolvedAt: Date | null;
  finishedAt: Date | null;
  /** Deliveries created = the sum of all delivery states, always. Null before the audience is fixed. */
  audienceCount: number | null;
  /** Of them: people whose delivery is still to be written, which takes seconds. They count as `pending`. */
  unwrittenCount: number;
  /** Of them, at a local time: people without a known time zone, who get it in the workspace's. Null before the audience is fixed. */
  unknownZoneCount: number | null;
  /** People who matched and got no delivery, by reason. */
  leftOut: Record<string, number>;
  /** Why it failed, was paused or cancelled, in plain words. */
  reason: string | null;
  /** Grows with each edit of the draft; send it along with a change to be told of a colleague's. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export class CampaignPageView extends PageOf(CampaignView) {}

export function toCampaignView(campaign: Campaign): CampaignView {
  const { workspaceId: _workspaceId, scheduleNumber: _scheduleNumber, ...view } = campaign;
  return { ...view, scheduleKind: scheduleKindOf(campaign), audience: campaign.audience as AudienceView };
}

function scheduleKindOf({ scheduledAt, localTime }: Campaign): CampaignView['scheduleKind'] {
  if (scheduledAt === null) return null;
  return localTime === null ? 'at' : 'local-time';
}

/** One line of the per-recipient log. */
export class DeliveryView {
  id: string;
  contactId: string;
  email: string;
  /** `pending`, `claimed`, `handed_over`, `accepted`, `deferred`, `refused`, `uncertain`, `suppressed` or `cancelled`. */
  status: DeliveryStatus;
  /** Why, in plain words, where the state alone does not say. */
  reason: string | null;
  /** Times it was handed to an SMTP server. */
  attempts: number;
  handedOverAt: Date | null;
  finishedAt: Date | null;
  nextAttemptAt: Date | null;
  /** The SMTP server's reply code. */
  replyCode: number | null;
  /** RFC 3463. */
  enhancedCode: string | null;
  reply: string | null;
  /** `hard`, `soft` or `block`. */
  bounceClass: BounceClass | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  unsubscribedAt: Date | null;
}

export class DeliveryPageView extends PageOf(DeliveryView) {}

export function toDeliveryView({ campaignId: _campaignId, ...view }: Delivery): DeliveryView {
  return view;
}

export class TestSendResultView {
  to: string;
  /**
   * `accepted`, `refused`, `deferred`, `uncertain`, `not-sent` (also when the address got 20 tests within an hour), or
   * `suppressed`: no mail of the workspace goes there.
   */
  outcome: string;
  /** What the mail server said, or why nothing was sent. */
  detail: string;
}

export class TestSendView {
  /** One for each address, also when it was named twice. */
  results: TestSendResultView[];
}

export class TestRecipientsView {
  /** At most 10. */
  addresses: string[];
}

export function toTestSendView(results: TestSendResult[]): TestSendView {
  return { results };
}
