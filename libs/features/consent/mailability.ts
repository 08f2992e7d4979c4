import { DateTime } from 'luxon';
import type { SubscriptionStatus, SuppressionReason } from './consent';
import type { NotMailableReason } from './mailable';

/** One thing that keeps a contact from being mailed about a topic. */
export interface MailObstacle {
  reason: NotMailableReason;
  /** In plain words, to follow "because": "they unsubscribed from “News” on 3 May 2026". */
  text: string;
  since: Date | null;
}

/** How one contact stands to one topic, and whether it may be mailed about it. */
export interface TopicMailability {
  topicId: string;
  topicKey: string;
  topicName: string;
  isMailable: boolean;
  /** All that stand in the way, the deciding one first; empty when the contact may be mailed. */
  obstacles: MailObstacle[];
}

/** Whether, and about what, a contact may be mailed. */
export interface Mailability {
  contactId: string;
  contact: MailabilityContact;
  topics: TopicMailability[];
}

/** Whom it is about. */
export interface MailabilityContact {
  /** First and last name, else the address. */
  name: string;
  createdAt: Date;
  /** Time zone of the workspace, by which days are told. */
  zone: string;
}

/** One contact and one topic, as found. */
export interface MailabilityRow {
  topicId: string;
  topicKey: string;
  topicName: string;
  status: SubscriptionStatus | null;
  changedAt: Date | null;
  /** When the consent ended; null: it did not. */
  expiredAt: Date | null;
  /** Until when the person wants no mail; null: not paused. */
  pausedUntil: Date | null;
  suppressionReason: SuppressionReason | null;
  suppressedAt: Date | null;
  /** The answer of `whyNotMailableSql`, which is what sending goes by. */
  why: NotMailableReason | null;
}

const SUPPRESSED: Record<SuppressionReason, string> = {
  'hard-bounce': 'mail to their address bounced for good',
  complaint: 'they reported a mail as spam',
  unsubscribed: 'they unsubscribed from everything',
  manual: 'their address was suppressed by hand',
  erased: 'they were erased',
  'invalid-address': 'their address cannot receive mail',
};

/** What sending goes by decides; what else stands in the way follows. */
export function topicMailability(row: MailabilityRow, zone: string): TopicMailability {
  const { topicId, topicKey, topicName, why } = row;
  const found = [
    suppressionObstacle(row, zone),
    subscriptionObstacle(row, zone),
    pauseObstacle(row, zone),
  ].filter((one) => one !== null);
  const obstacles =
    why === null ? [] : [...found].sort((a, b) => Number(b.reason === why) - Number(a.reason === why));
  return { topicId, topicKey, topicName, isMailable: why === null, obstacles };
}

function suppressionObstacle(
  { suppressionReason, suppressedAt }: MailabilityRow,
  zone: string,
): MailObstacle | null {
  if (suppressionReason === null) return null;
  const reason = suppressionReason === 'unsubscribed' ? 'unsubscribed' : 'suppressed';
  return {
    reason,
    text: `${SUPPRESSED[suppressionReason]}${onDay(suppressedAt, zone)}`,
    since: suppressedAt,
  };
}

function subscriptionObstacle(
  { status, changedAt, expiredAt, topicName }: MailabilityRow,
  zone: string,
): MailObstacle | null {
  const topic = `“${topicName}”`;
  switch (status) {
    case 'subscribed': {
      if (expiredAt === null) return null;
      const text = `their implied consent to ${topic} ended${onDay(expiredAt, zone)}`;
      return { reason: 'expired', text, since: expiredAt };
    }
    case 'pending': {
      const text = `they have not confirmed their subscription to ${topic}, asked for${onDay(changedAt, zone)}`;
      return { reason: 'pending', text, since: changedAt };
    }
    case 'unsubscribed': {
      const text = `they unsubscribed from ${topic}${onDay(changedAt, zone)}`;
      return { reason: 'unsubscribed', text, since: changedAt };
    }
    case null:
      return { reason: 'no-subscription', text: `they never subscribed to ${topic}`, since: null };
  }
}

function pauseObstacle({ pausedUntil }: MailabilityRow, zone: string): MailObstacle | null {
  if (pausedUntil === null) return null;
  const day = onDay(pausedUntil, zone).replace(' on ', '');
  return { reason: 'paused', text: `they paused their mail until ${day}`, since: null };
}

function onDay(at: Date | null, zone: string): string {
  return at === null
    ? ''
    : ` on ${DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy')}`;
}
