import type {
  ConsentAction,
  ConsentRecordRow,
  LegalBasis,
  SubscriptionStatus,
  SuppressionReason,
  SuppressionRow,
  Topic,
  TopicSubscription,
} from '@features/consent';
import { PageOf } from '../http';

/** Something that people can choose to receive. */
export class TopicView {
  /** Id of the topic. */
  id!: string;
  /** Stable short name; rules and imports refer to it. */
  key!: string;
  /** As people read it. */
  name!: string;
  /** More about it. */
  description!: string;
  /** Offered on the preference page. */
  isPublic!: boolean;
  /** Order on the preference page. */
  position!: number;
  /** Offered to nobody. */
  isArchived!: boolean;
  /** When it was created. */
  createdAt!: string;
}

/** The topics of a workspace. */
export class TopicListView {
  /** In their order. */
  items!: TopicView[];
}

/** How one contact stands to one topic. */
export class SubscriptionView {
  /** Id of the topic. */
  topicId!: string;
  /** Key of the topic. */
  topicKey!: string;
  /** Name of the topic. */
  topicName!: string;
  /** `none`: it never came up. */
  status!: SubscriptionStatus | 'none';
  /** `explicit`: the person said so. `implied`: by a purchase or an inquiry. Null when it never came up. */
  legalBasis!: LegalBasis | null;
  /** When implied consent ends; null: never. */
  expiresAt!: string | null;
  /** How it came about. */
  source!: string | null;
  /** Why, in a few words. */
  reason!: string | null;
  /** Since when. */
  changedAt!: string | null;
}

/** How one contact stands to every topic. */
export class SubscriptionListView {
  /** In the order of the topics. */
  items!: SubscriptionView[];
}

/** One piece of evidence. */
export class ConsentRecordView {
  /** Id of the record. */
  id!: string;
  /** Topic it is about; null for tracking. */
  topicId!: string | null;
  /** Key of that topic. */
  topicKey!: string | null;
  /** What the person did. */
  action!: ConsentAction;
  /** How. */
  method!: string;
  /** When the person did it. */
  occurredAt!: string;
  /** When it was recorded. */
  recordedAt!: string;
  /** From which address. */
  ip!: string | null;
  /** With which program. */
  userAgent!: string | null;
  /** The sentence that was agreed to. */
  consentText!: string | null;
  /** Its language. */
  language!: string | null;
  /** More, by source. */
  details!: Record<string, unknown>;
}

export class ConsentRecordPageView extends PageOf(ConsentRecordView) {}

/** An address that must not be mailed. */
export class SuppressionView {
  /** Id of the suppression. */
  id!: string;
  /** Null after an erasure: only a keyed hash is kept. */
  email!: string | null;
  /** Why. */
  reason!: SuppressionReason;
  /** Where it comes from. */
  source!: string;
  /** More about it. */
  note!: string;
  /** When it happened. */
  occurredAt!: string;
  /** When it was recorded. */
  createdAt!: string;
}

export class SuppressionPageView extends PageOf(SuppressionView) {}

/** An entry of the list that cannot be an address. */
export class RefusedAddressView {
  /** Its place in the list, from 0. */
  index!: number;
  /** What is wrong with it. */
  message!: string;
}

/** What became of a list of addresses. */
export class AddedSuppressionsView {
  /** New, or suppressed for a stronger reason now. */
  added!: number;
  /** Suppressed before for a reason as strong, or named twice. */
  unchanged!: number;
  /** Not added. */
  refused!: RefusedAddressView[];
}

export function toTopicView(topic: Topic): TopicView {
  const { id, key, name, description, isPublic, position } = topic;
  const createdAt = topic.createdAt.toISOString();
  return { id, key, name, description, isPublic, position, isArchived: topic.archivedAt !== null, createdAt };
}

export function toSubscriptionView(subscription: TopicSubscription): SubscriptionView {
  const { topicId, topicKey, topicName, status, legalBasis, expiresAt, source, reason, changedAt } =
    subscription;
  return {
    topicId,
    topicKey,
    topicName,
    status,
    legalBasis,
    expiresAt: expiresAt?.toISOString() ?? null,
    source,
    reason,
    changedAt: changedAt?.toISOString() ?? null,
  };
}

export function toConsentRecordView(record: ConsentRecordRow): ConsentRecordView {
  return {
    ...record,
    occurredAt: record.occurredAt.toISOString(),
    recordedAt: record.recordedAt.toISOString(),
  };
}

export function toSuppressionView(suppression: SuppressionRow): SuppressionView {
  return {
    ...suppression,
    occurredAt: suppression.occurredAt.toISOString(),
    createdAt: suppression.createdAt.toISOString(),
  };
}
