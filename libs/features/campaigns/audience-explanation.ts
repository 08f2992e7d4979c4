import type { NotMailableReason } from '@features/consent';
import type { Delivery, HeldBackReason, WaitReason } from '@features/deliveries';
import type { ContactExplanation } from '@features/segments';
import { DateTime } from 'luxon';
import type { CampaignStatus } from './campaign-status';
import { sayMoment } from './control/say-time';

/**
 * Why a contact is not in an audience. `excluded` and the reasons of consent are those under which a resolve counts
 * who was left out; `not-matching` is nobody of its business.
 */
export type OutReason =
  | 'not-matching'
  | 'excluded'
  | NotMailableReason
  | 'no-topic'
  | 'unreadable'
  | 'came-later'
  | 'changed-since';

export interface WhyOut {
  reason: OutReason;
  /** In plain words, to follow "because". */
  text: string;
  since: Date | null;
}

/** One segment or tree of the audience, and whether the contact is in it. */
export interface SourceExplanation {
  /** `/audience/include/0` */
  pointer: string;
  segmentId: string | null;
  /** Name of the segment; null for a tree of its own. */
  segmentName: string | null;
  holds: boolean;
  /** Null when the source cannot be read; then `problem` says why. */
  explanation: ContactExplanation | null;
  problem: string | null;
}

/** Why a campaign reaches a contact, or does not. */
export interface AudienceExplanation {
  contactId: string;
  isIn: boolean;
  /** The audience is fixed: there is a delivery, or there never will be one. */
  isFixed: boolean;
  sentence: string;
  /** All that keeps the contact out, the deciding one first; empty when it is in. */
  reasons: WhyOut[];
  include: SourceExplanation[];
  exclude: SourceExplanation[];
  /** What became of the message. */
  delivery: Delivery | null;
}

export interface AudienceFacts {
  name: string;
  zone: string;
  now: Date;
  status: CampaignStatus;
  resolvedAt: Date | null;
  delivery: Delivery | null;
  /** In the audience, and the delivery is still to be written. */
  isUnwritten: boolean;
  reasons: readonly WhyOut[];
  include: readonly SourceExplanation[];
}

const FATES: Record<Delivery['status'], string> = {
  pending: 'the message waits to be sent',
  claimed: 'the message is being made',
  handed_over: 'the message is on its way to the mail server',
  accepted: 'the mail server took the message',
  deferred: 'the mail server refused the message for now',
  refused: 'the mail server refused the message for good',
  uncertain: 'the message was handed over and the answer was lost',
  suppressed: 'the message was held back',
  cancelled: 'the campaign was cancelled before the message left',
};

const HELD_BACK: Readonly<Record<HeldBackReason, string>> = {
  suppressed: 'the address had been suppressed by then',
  unsubscribed: 'they had unsubscribed by then',
  pending: 'the subscription was not confirmed by then',
  expired: 'their implied consent had ended by then',
  'no-subscription': 'the subscription was gone by then',
  paused: 'they had paused their mail by then',
  erased: 'the contact had been erased by then',
  'own-frequency': 'they had got as many messages as they want',
  'frequency-cap': 'they had got as many messages as the workspace allows',
  'quiet-hours': 'it was night where they live, and the campaign does not wait',
};

const PUT_OFF: Readonly<Record<WaitReason, string>> = {
  'frequency-cap': 'the message waits, because they have got as many messages as the workspace allows, until',
  'quiet-hours': 'the message waits for the end of the quiet hours,',
};

/** The whole in one sentence. */
export function audienceSentence(facts: AudienceFacts): string {
  const { name, delivery, resolvedAt, zone, now } = facts;
  const isIn = resolvedAt === null && facts.reasons.length === 0;
  if (!delivery && facts.isUnwritten) return `${name} is in the audience: ${FATES.pending}.`;
  if (delivery) return `${name} is in the audience: ${fate(delivery, { zone, now })}.`;
  const why = facts.reasons.map(({ text }) => text).join('; also, ');
  if (isIn) return `${name} would get the campaign if it went out now: ${matching(facts.include)}.`;
  if (resolvedAt === null) {
    const verb = facts.status === 'cancelled' ? 'would not have got' : 'would not get';
    return `${name} ${verb} the campaign because ${why}.`;
  }
  return `${name} is not in the audience, which was fixed on ${day(resolvedAt, zone)}, because ${why}.`;
}

function matching(include: readonly SourceExplanation[]): string {
  const found = include.find(({ holds }) => holds);
  const where = found?.segmentName ? `they are in “${found.segmentName}”` : 'they match its rules';
  return `${where}, and nothing keeps them from being mailed`;
}

function fate(delivery: Delivery, { zone, now }: { zone: string; now: Date }): string {
  const { status, reason, handedOverAt, finishedAt, nextAttemptAt } = delivery;
  // The reason stays until somebody looks again; of a time that has come there is nothing to tell.
  if (status === 'pending' && nextAttemptAt !== null && nextAttemptAt > now && isWaitReason(reason)) {
    return `${PUT_OFF[reason]} ${sayMoment(nextAttemptAt, { now, zone })}`;
  }
  const at = handedOverAt ?? finishedAt;
  const when = at && status !== 'deferred' ? ` on ${day(at, zone)}` : '';
  if (status !== 'suppressed') return `${FATES[status]}${when}`;
  return `${FATES[status]}${when}, because ${isHeldBackReason(reason) ? HELD_BACK[reason] : 'they could not be mailed by then'}`;
}

function isHeldBackReason(reason: string | null): reason is HeldBackReason {
  return reason !== null && reason in HELD_BACK;
}

function isWaitReason(reason: string | null): reason is WaitReason {
  return reason !== null && reason in PUT_OFF;
}

function day(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy, HH:mm');
}
