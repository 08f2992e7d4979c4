import type { Mailability, MailObstacle, NotMailableReason } from '@features/consent';

/** Something that keeps a contact from being mailed about a topic. */
export class MailObstacleView {
  /** `suppressed`, `unsubscribed`, `pending`, `expired` (implied consent has ended), `no-subscription` or `paused`. */
  reason!: NotMailableReason;
  /** In plain words. */
  text!: string;
  /** Since when. */
  since!: string | null;
}

/** Whether a contact may be mailed about one topic. */
export class TopicMailabilityView {
  /** Id of the topic. */
  topicId!: string;
  /** Key of the topic. */
  topicKey!: string;
  /** Name of the topic. */
  topicName!: string;
  /** The contact may be mailed about it. */
  isMailable!: boolean;
  /** All that stand in the way, the deciding one first. */
  obstacles!: MailObstacleView[];
}

/** About what a contact may be mailed, and why not about the rest. */
export class MailabilityView {
  /** About at least one topic. */
  isMailable!: boolean;
  /** Topics that are not archived, and those the contact has something to do with; in their order. */
  topics!: TopicMailabilityView[];
}

export function toMailabilityView({ topics }: Mailability): MailabilityView {
  return {
    isMailable: topics.some((topic) => topic.isMailable),
    topics: topics.map((topic) => ({ ...topic, obstacles: topic.obstacles.map(toObstacleView) })),
  };
}

function toObstacleView({ reason, text, since }: MailObstacle): MailObstacleView {
  return { reason, text, since: since?.toISOString() ?? null };
}
