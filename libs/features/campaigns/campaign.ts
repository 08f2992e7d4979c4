import type { NotMailableReason } from '@features/consent';
import type { CampaignStatus } from './campaign-status';

/** One part of an audience: a saved segment or a rule tree of its own. */
export type AudienceSource = { segmentId: string } | { tree: unknown };

/** Who a campaign is for: everyone in any of `include`, except everyone in any of `exclude`. Up to 20 of each. */
export interface Audience {
  include: AudienceSource[];
  exclude: AudienceSource[];
}

/** Why somebody who matches gets no delivery: excluded by the campaign, or not to be mailed. */
export type LeftOutReason = 'excluded' | NotMailableReason;

/** People who matched and got no delivery; reasons that nobody had may be missing. */
export type LeftOut = Partial<Record<LeftOutReason, number>>;

/** What becomes of people who have had enough mail, or whose hours are quiet: left out, mailed later, or mailed all the same. */
export const TIMING_POLICIES = ['skip', 'defer', 'ignore'] as const;
export type TimingPolicy = (typeof TIMING_POLICIES)[number];

export interface Campaign {
  id: string;
  workspaceId: string;
  name: string;
  status: CampaignStatus;
  topicId: string | null;
  senderId: string | null;
  templateId: string | null;
  /** Replaces the template's subject when set. */
  subject: string | null;
  preheader: string | null;
  audience: Audience;
  /** For people whom the workspace's frequency cap protects. */
  onCap: TimingPolicy;
  /** For people in the workspace's quiet hours. */
  onQuietHours: TimingPolicy;
  /** Names of the segments in the audience by their ids: as they are now, or as they were when it was fixed. */
  segmentNames: Record<string, string>;
  /** The content as frozen at resolve; null before. */
  templateVersionId: string | null;
  /** When it goes out, at a local time: when its audience is fixed, which is when the time comes in the first zone. */
  scheduledAt: Date | null;
  /** `2026-12-01T09:00` where it goes out when it is that time in each contact's own zone; null at an instant. */
  localTime: string | null;
  /** Counts how often it was scheduled; part of the resolve job's id. */
  scheduleNumber: number;
  /** When the audience was fixed. */
  resolvedAt: Date | null;
  finishedAt: Date | null;
  /** Deliveries created at resolve = the sum of all delivery states, always. */
  audienceCount: number | null;
  /** Of them: people whose delivery is still to be written, which takes seconds. They count as pending. */
  unwrittenCount: number;
  /** Of them, at a local time: people without a known zone, who get it in the workspace's. Null before the audience is fixed. */
  unknownZoneCount: number | null;
  leftOut: LeftOut;
  /** Why it failed or was paused, in plain words. */
  reason: string | null;
  /** Grows with each edit of the draft. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What a draft takes. `undefined` leaves a value as it is, `null` clears it. */
export interface CampaignInput {
  name?: string;
  topicId?: string | null;
  senderId?: string | null;
  templateId?: string | null;
  subject?: string | null;
  preheader?: string | null;
  audience?: Audience;
  onCap?: TimingPolicy;
  onQuietHours?: TimingPolicy;
  /** The version that was read: the change is refused when it is not the present one. */
  version?: number;
}
