import type {
  BrakeReport,
  CampaignPause,
  CampaignProgress,
  CampaignStatus,
  Waiting,
} from '@features/campaigns';
import type { DeliveryStatus } from '@features/deliveries';

export class DeliveryCountsView implements Record<DeliveryStatus, number> {
  /** Waits to be sent; also people whose row is not yet written. */
  pending: number;
  /** A worker makes the message. */
  claimed: number;
  /** On its way to the mail server. */
  handed_over: number;
  /** Taken by the mail server: sent. */
  accepted: number;
  /** Refused for now; `givenUp` of them are not tried again. */
  deferred: number;
  /** Refused for good, or could not be made. */
  refused: number;
  /** Handed over, and the answer was lost. */
  uncertain: number;
  /** Held back: consent was withdrawn, or the address suppressed, after the audience was fixed. */
  suppressed: number;
  /** Not sent because the campaign was cancelled. */
  cancelled: number;
}

export class ProgressRateView {
  /** Messages settled in the last minute. */
  lastMinute: number;
  /** Messages settled per minute in the last five minutes, or since it began to send. */
  lastFiveMinutes: number;
}

export class WaitingView implements Waiting {
  /**
   * `audience` (being worked out), `schedule`, `paused`, `mail-server` or `limit` (trouble, throttling, a limit), `local-time`
   * (their time has not come), `ab-test` (the winner is not known), `quiet-hours` or `frequency-cap` (people are put off), `retry`
   * (refused for now by recipients' servers).
   */
  kind: Waiting['kind'];
  /** In plain words. */
  sentence: string;
  /** When that ends by itself; null where nobody knows. */
  until: Date | null;
  /** Messages concerned; null where that is not counted. */
  messages: number | null;
}

export class CampaignPauseView implements CampaignPause {
  at: Date;
  /** `user`, `api-key`, `system`, or `brake` (too many complaints or bounces). */
  byKind: CampaignPause['byKind'];
  /** Name of the person or API key, or of what stopped it. */
  by: string;
  /** In plain words. */
  reason: string;
}

export class BrakeReadingView {
  /** Percent. */
  percent: number;
  /** Above this the brake pulls; percent. */
  limit: number;
}

export class BrakeOverrideView {
  at: Date;
  /** Who resumed the campaign against the brake. */
  by: string;
  /** In plain words, with the limits that hold now. */
  sentence: string;
}

export class BrakeView {
  /** Messages that count: accepted ones, and those refused because the mailbox does not exist. */
  sent: number;
  /** The brake does not pull before so many. */
  minimumSent: number;
  /** People who called the message spam, in percent of those it was sent to. */
  complaints: BrakeReadingView;
  /** Mailboxes that do not exist, in percent of `sent`. */
  bounces: BrakeReadingView;
  /** Null when nobody resumed the campaign against the brake. */
  override: BrakeOverrideView | null;
}

export class CampaignProgressView {
  status: CampaignStatus;
  /** Null before the audience is fixed. */
  audience: number | null;
  /** By state; sums up to the audience. */
  deliveries: DeliveryCountsView;
  /** Messages that may still go out. */
  remaining: number;
  /** Refused for now so often that they are not tried again; "send to the rest" does. */
  givenUp: number;
  /** 0 to 100, one decimal. */
  percentDone: number;
  rate: ProgressRateView;
  /** Of messages that were settled. */
  firstHandedOverAt: Date | null;
  lastHandedOverAt: Date | null;
  /** By the speed of the last minutes and the waits that are known; null where there is nothing to go by. */
  estimatedEndAt: Date | null;
  /** The same in plain words, or why there is no estimate. */
  estimate: string;
  /** What keeps messages from going out at the moment; empty when nothing does. */
  waitingFor: WaitingView[];
  /** Who paused it; null when it is not paused. */
  pause: CampaignPauseView | null;
  /** The emergency brake: its readings and limits for this campaign. */
  brake: BrakeView | null;
}

export function toCampaignProgressView({
  brake,
  ...progress
}: CampaignProgress & { brake: BrakeReport | null }): CampaignProgressView {
  return { ...progress, brake: brake && toBrakeView(brake) };
}

function toBrakeView({ reason: _reason, ...view }: BrakeReport): BrakeView {
  return view;
}
