import type { Waiting as SendingWait, WaitReason } from '@features/deliveries';
import type { CampaignStatus } from '../campaign-status';

/**
 * What `delivery_tallies` counts: rows that are through, by what became of them, what came back for accepted ones, and who is
 * put off.
 */
export type TallyKind =
  | 'accepted'
  | 'refused'
  | 'refused-hard'
  /** Tried again later. */
  | 'deferred'
  /** Deferred too often, not tried again. */
  | 'given-up'
  | 'uncertain'
  | 'suppressed'
  | 'cancelled'
  | 'bounced-hard'
  | 'complained'
  /** Put off until later, so still pending. */
  | WaitReason;

export type Tallies = Partial<Record<TallyKind, number>>;

/** Who stopped a campaign. */
export interface CampaignPause {
  at: Date;
  /** `brake`: too many complaints or bounces. */
  byKind: 'user' | 'api-key' | 'system' | 'brake';
  by: string;
  reason: string;
}

/** One campaign as the tables tell it, in one snapshot. */
export interface ProgressFigures {
  status: CampaignStatus;
  /** Null before the audience is fixed. */
  audience: number | null;
  /** What the campaign says of itself, such as the mail server's trouble. */
  reason: string | null;
  /** What that is about while it is being sent, and when it was thought to end. */
  waitingBy: SendingWait['by'] | null;
  waitingUntil: Date | null;
  scheduledAt: Date | null;
  /** When it (again) began to send. */
  sendingSince: Date | null;
  finishedAt: Date | null;
  tallies: Tallies;
  claimed: number;
  handedOver: number;
  /** Messages that were settled in the last minute and the last five. */
  settled: { lastMinute: number; lastFiveMinutes: number };
  firstHandedOverAt: Date | null;
  lastHandedOverAt: Date | null;
  /** Rows that wait for the winner of an A/B test. */
  undecided: number;
  /** Rows whose time has not come, such as those of zones further west; the last `lastCount` of them are due at `until`. */
  later: { count: number; from: Date | null; until: Date | null; lastCount: number };
  /** When the next batch with something put off is tried again, and when the last one is. */
  retryAt: Date | null;
  lastRetryAt: Date | null;
  /** The first time at which somebody who is put off may go, as far as it is known. */
  putOffUntil: Partial<Record<WaitReason, Date>>;
  pause: CampaignPause | null;
  /** The sender's address. */
  fromEmail: string | null;
  /** The workspace's time zone. */
  zone: string;
}
