import type { AudienceExplanation, OutReason, SourceExplanation, WhyOut } from '@features/campaigns';
import { ContactExplanationView, toContactExplanationView } from '../segments/segment-explain.views';
import { DeliveryView, toDeliveryView } from './campaigns.views';

/** Something that keeps a contact out of an audience. */
export class WhyOutView {
  /**
   * `not-matching`, `excluded`, `suppressed`, `unsubscribed`, `pending`, `expired`, `no-subscription`, `paused`, `no-topic`, `unreadable` (a segment
   * is broken or gone), `came-later` or `changed-since` (after the audience was fixed).
   */
  reason!: OutReason;
  /** In plain words. */
  text!: string;
  /** Since when, where that is known. */
  since!: string | null;
}

/** One part of the audience, and whether the contact is in it. */
export class SourceExplanationView {
  /** JSON pointer: `/audience/include/0`. */
  pointer!: string;
  /** The saved segment; null for a tree of its own. */
  segmentId!: string | null;
  /** Its name. */
  segmentName!: string | null;
  /** The contact is in it. */
  holds!: boolean;
  /** Every rule with its answer; null when the part cannot be read. */
  explanation!: ContactExplanationView | null;
  /** Why it cannot be read. */
  problem!: string | null;
}

/** Why a campaign reaches a contact, or does not. */
export class AudienceExplanationView {
  /** Whom it is about. */
  contactId!: string;
  /** In the audience; before that is fixed: would be in it now. */
  isIn!: boolean;
  /** The audience is fixed. */
  isFixed!: boolean;
  /** The whole in one sentence. */
  sentence!: string;
  /** All that keeps the contact out, the deciding one first. */
  reasons!: WhyOutView[];
  /** The included parts. */
  include!: SourceExplanationView[];
  /** The excluded parts. */
  exclude!: SourceExplanationView[];
  /** What became of the message; null when there is none. */
  delivery!: DeliveryView | null;
}

export function toAudienceExplanationView(explanation: AudienceExplanation): AudienceExplanationView {
  const { delivery, reasons, include, exclude, ...rest } = explanation;
  return {
    ...rest,
    reasons: reasons.map(toWhyOutView),
    include: include.map(toSourceView),
    exclude: exclude.map(toSourceView),
    delivery: delivery && toDeliveryView(delivery),
  };
}

function toWhyOutView({ reason, text, since }: WhyOut): WhyOutView {
  return { reason, text, since: since?.toISOString() ?? null };
}

function toSourceView({ explanation, ...source }: SourceExplanation): SourceExplanationView {
  return { ...source, explanation: explanation && toContactExplanationView(explanation) };
}
