import type { UncertainPolicy } from '@features/accounts';
import type { BounceClass, DeliveryStatus } from '@features/deliveries';

/** What somebody asks to be sent. Exactly one of `templateId` and `mjml` names the content. */
export interface MessageInput {
  to: { email: string; name?: string };
  templateId?: string;
  /** MJML of its own; needs `subject`. */
  mjml?: string;
  /** Beside a template: takes the place of its subject. */
  subject?: string;
  preheader?: string;
  /** Values for the template under `data.…`. */
  data?: Record<string, unknown>;
  /** The workspace's default sender when left out. */
  senderId?: string;
  /** Where answers go; the sender's own address for answers when left out. */
  replyTo?: string;
  /** Further headers, `X-…` only. */
  headers?: Record<string, string>;
  /** Not before; now when left out or past. */
  sendAt?: Date;
  /** Count opens and clicks, where the contact consents. */
  track?: boolean;
  /** The same key never makes a second message of the workspace. */
  idempotencyKey?: string;
  /** Somebody else than the recipient, whom the message speaks of: it is refused once that contact is gone. */
  aboutContactId?: string;
}

/** A message with the state of its delivery. */
export interface Message {
  id: string;
  contactId: string;
  /** Empty once the contact was erased. */
  email: string;
  toName: string | null;
  senderId: string | null;
  templateId: string | null;
  templateName: string | null;
  /** Subject of its own; null: that of the content. */
  subject: string | null;
  track: boolean;
  idempotencyKey: string | null;
  postedBy: string;
  dueAt: Date;
  createdAt: Date;
  /** False once content and data were deleted. */
  isContentKept: boolean;
  deliveryId: string;
  status: DeliveryStatus;
  reason: string | null;
  /** Times it was handed to a mail server. */
  attempts: number;
  handedOverAt: Date | null;
  finishedAt: Date | null;
  nextAttemptAt: Date | null;
  replyCode: number | null;
  enhancedCode: string | null;
  reply: string | null;
  bounceClass: BounceClass | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  /** What the workspace wants done with messages whose answer was lost. */
  uncertainPolicy: UncertainPolicy;
}

/** Which messages to list, newest first. */
export interface MessageFilter {
  /** The whole address. */
  email?: string;
  status?: DeliveryStatus;
  templateId?: string;
  contactId?: string;
}
