import type { BounceClass, DeliveryStatus } from '@features/deliveries';
import { nextStep, type Message, type MessageContent, type PostResult } from '@features/messages';
import { PageOf } from '../http';

/** What became of a message that was posted. */
export class PostedMessageView {
  /** Id of the message. */
  id: string;
  /** `pending` until a worker takes it; `suppressed` when the address must not be mailed. */
  status: DeliveryStatus;
  /** When it is due. */
  sendAt: Date;
  /** Its idempotency key was used before: nothing was stored, and this is the message of then. */
  duplicate: boolean;
  /** What to look at, such as data that the template uses and that did not come. */
  warnings: string[];
}

/** Something that is wrong with one message. */
export class MessageFieldErrorView {
  /** JSON pointer into the message. */
  pointer: string;
  /** Stable and machine-readable. */
  code: string;
  /** What is wrong, and what to do. */
  message: string;
}

/** Why one message of a batch was refused. */
export class MessageErrorView {
  /** Stable and machine-readable. */
  code: string;
  /** What is wrong, and what to do. */
  message: string;
  /** One per field that is wrong; may be empty. */
  errors: MessageFieldErrorView[];
  /** Trying again makes sense after so many seconds; null when it does not. */
  retryAfterSeconds: number | null;
}

/** The answer for one message of a batch. Exactly one of `message` and `error` is there. */
export class MessageResultView {
  /** Place in the batch, from 0. */
  index: number;
  /** `accepted`, `duplicate` (its key was used before) or `rejected`. */
  status: 'accepted' | 'duplicate' | 'rejected';
  /** Unless it was rejected. */
  message?: PostedMessageView;
  /** Only when it was rejected; nothing of it was stored. */
  error?: MessageErrorView;
}

/** The answers for a batch, in its order. */
export class MessageBatchView {
  /** One per message. */
  results: MessageResultView[];
}

/** A message and the state of its delivery. Its data is not shown: it may hold secrets, such as a link to a new password. */
export class MessageView {
  /** Id of the message. */
  id: string;
  /** `pending`, `claimed`, `handed_over`, `accepted`, `deferred`, `refused`, `uncertain`, `suppressed` or `cancelled`. */
  status: DeliveryStatus;
  /** Why, where the state alone does not say. */
  reason: string | null;
  /** What happens next, or why nothing does, in plain words. */
  next: string;
  /** Address it goes to; empty once the person was erased. */
  email: string;
  /** Name in the To header. */
  name: string | null;
  /** The contact it belongs to. */
  contactId: string;
  /** The template it was made from. */
  templateId: string | null;
  /** Name of that template. */
  templateName: string | null;
  /** The sender; null when it was deleted since. */
  senderId: string | null;
  /** A subject of its own; null when it has that of its content. */
  subject: string | null;
  /** Opens and clicks were asked for. */
  track: boolean;
  /** Key it was posted with. */
  idempotencyKey: string | null;
  /** Name of the API key or the person that posted it. */
  postedBy: string;
  /** When it is, or was, due. */
  sendAt: Date;
  /** When it was posted. */
  createdAt: Date;
  /** Times it was handed to a mail server. */
  attempts: number;
  /** When it was last handed over. */
  handedOverAt: Date | null;
  /** When its delivery ended. */
  finishedAt: Date | null;
  /** When a deferred message is tried again; null when it is not. */
  nextAttemptAt: Date | null;
  /** The mail server's reply code. */
  replyCode: number | null;
  /** RFC 3463. */
  enhancedCode: string | null;
  /** The mail server's words. */
  reply: string | null;
  /** `hard`, `soft` or `block`, when it was refused or came back. */
  bounceClass: BounceClass | null;
  /** When it came back. */
  bouncedAt: Date | null;
  /** When it was reported as spam. */
  complainedAt: Date | null;
  /** Its delivery, as events name it. */
  deliveryId: string;
  /** Content and data are still kept; see `GET /api/v1/messages/{id}/content`. */
  isContentKept: boolean;
}

export class MessagePageView extends PageOf(MessageView) {}

/** What a message was made from, before anything was filled in. */
export class MessageContentView {
  /** Subject line. */
  subject: string;
  /** The line after the subject. */
  preheader: string;
  /** MJML with Handlebars. */
  mjml: string;
}

export function toPostedMessageView(result: PostResult & { ok: true }): PostedMessageView {
  const { id, status, dueAt, isDuplicate, warnings } = result;
  return { id, status, sendAt: dueAt, duplicate: isDuplicate, warnings };
}

export function toMessageResultView(result: PostResult, index: number): MessageResultView {
  if (result.ok) {
    const status = result.isDuplicate ? 'duplicate' : 'accepted';
    return { index, status, message: toPostedMessageView(result) };
  }
  const { code, message, errors, retryAfterSeconds = null } = result.error;
  return { index, status: 'rejected', error: { code, message, errors, retryAfterSeconds } };
}

export function toMessageView(message: Message): MessageView {
  return {
    id: message.id,
    status: message.status,
    reason: message.reason,
    next: nextStep(message, new Date()),
    email: message.email,
    name: message.toName,
    contactId: message.contactId,
    templateId: message.templateId,
    templateName: message.templateName,
    senderId: message.senderId,
    subject: message.subject,
    track: message.track,
    idempotencyKey: message.idempotencyKey,
    postedBy: message.postedBy,
    sendAt: message.dueAt,
    createdAt: message.createdAt,
    attempts: message.attempts,
    handedOverAt: message.handedOverAt,
    finishedAt: message.finishedAt,
    nextAttemptAt: message.nextAttemptAt,
    replyCode: message.replyCode,
    enhancedCode: message.enhancedCode,
    reply: message.reply,
    bounceClass: message.bounceClass,
    bouncedAt: message.bouncedAt,
    complainedAt: message.complainedAt,
    deliveryId: message.deliveryId,
    isContentKept: message.isContentKept,
  };
}

export function toMessageContentView({ subject, preheader, mjml }: MessageContent): MessageContentView {
  return { subject, preheader, mjml };
}
