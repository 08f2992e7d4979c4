/** What is done with mail to somebody who had enough lately, or at night: left out, sent later, sent all the same. */
export type WaitPolicy = 'skip' | 'defer' | 'ignore';

/** One email step that one contact takes. */
export interface SequenceMessage {
  enrollmentId: string;
  step: string;
  visit: number;
  contactId: string;
  topicId: string;
  /** Null: the workspace's default sender. */
  senderId: string | null;
  /** Frozen content, made with `FrozenContents`. */
  templateVersionId: string;
  /** Takes the place of the content's subject; plain text. */
  subject?: string | null;
  onCap: WaitPolicy;
  onQuietHours: WaitPolicy;
  /** Not before; now when left out. */
  dueAt?: Date;
}
