import type { FieldError } from '@platform/errors';
import { parseEmailAddress } from '@platform/mail';
import type { ContentRequest } from '@features/templates';
import type { MessageInput } from './message';
import { headerProblems } from './message-headers';
import { invalidMessage } from './messages.errors';

/** Far enough for "in a month", near enough that content and senders still mean the same. */
const MAX_AHEAD_DAYS = 90;
const MAX_DATA_BYTES = 128 * 1024;
const MAX_NAME = 200;
/** A header's key may have 255 characters; of a batch it gets the place behind it. */
const KEY = /^[\x21-\x7e]{1,260}$/;
const DAY_MS = 24 * 3600_000;

/** An input whose every field is fine by itself. Whether what it names exists is another question. */
export interface CheckedMessage {
  to: { email: string; key: string; name: string | null };
  content: ContentRequest;
  /** Of its own, as text; null where the content's subject counts. */
  subject: string | null;
  data: Record<string, unknown>;
  senderId: string | null;
  replyTo: string | null;
  headers: Record<string, string>;
  /** Null: now. */
  sendAt: Date | null;
  track: boolean;
  idempotencyKey: string | null;
  aboutContactId: string | null;
}

/** @throws DomainError `message.invalid` that lists every problem */
export function checkMessage(input: MessageInput, now: Date): CheckedMessage {
  const errors: FieldError[] = [];
  const email = address('/to/email', input.to.email, errors);
  const replyTo = input.replyTo === undefined ? null : address('/replyTo', input.replyTo, errors);
  const name = input.to.name?.trim() ?? '';
  if (name.length > MAX_NAME)
    errors.push(invalid('/to/name', `to.name has more than ${MAX_NAME} characters.`));
  const headers = input.headers ?? {};
  errors.push(...contentProblems(input), ...headerProblems(headers), ...dataProblems(input.data));
  errors.push(...timeProblems(input.sendAt, now), ...keyProblems(input.idempotencyKey));
  if (errors.length > 0) throw invalidMessage(errors);
  return {
    to: { email: email?.address ?? '', key: email?.key ?? '', name: name === '' ? null : name },
    ...contentOf(input),
    data: input.data ?? {},
    senderId: input.senderId ?? null,
    replyTo: replyTo?.address ?? null,
    headers,
    sendAt: input.sendAt !== undefined && input.sendAt > now ? input.sendAt : null,
    track: input.track ?? false,
    idempotencyKey: input.idempotencyKey ?? null,
    aboutContactId: input.aboutContactId ?? null,
  };
}

/** A subject without merge fields needs no compilation, so callers may write another one on every message. */
function contentOf(input: MessageInput): Pick<CheckedMessage, 'content' | 'subject'> {
  const { templateId, mjml = '', subject, preheader } = input;
  if (templateId === undefined) {
    return { content: { mjml, subject: subject ?? '', preheader: preheader ?? '' }, subject: null };
  }
  const own = preheader === undefined ? {} : { preheader };
  if (subject === undefined) return { content: { templateId, ...own }, subject: null };
  return subject.includes('{{')
    ? { content: { templateId, subject, ...own }, subject: null }
    : { content: { templateId, ...own }, subject };
}

function contentProblems({ templateId, mjml, subject }: MessageInput): FieldError[] {
  if (templateId !== undefined && mjml !== undefined) {
    return [invalid('/mjml', 'Send either templateId or mjml, not both.')];
  }
  if (templateId === undefined && mjml === undefined) {
    return [invalid('/templateId', 'Say what to send: templateId, or mjml with a subject.')];
  }
  if (subject !== undefined && subject.trim() === '') {
    return [invalid('/subject', 'subject is empty; leave it out, or write one.')];
  }
  if (mjml !== undefined && subject === undefined) {
    return [invalid('/subject', 'subject is required beside mjml.')];
  }
  return [];
}

function dataProblems(data: Record<string, unknown> | undefined): FieldError[] {
  const size = data === undefined ? 0 : Buffer.byteLength(JSON.stringify(data));
  return size > MAX_DATA_BYTES
    ? [invalid('/data', `data has ${size} bytes as JSON; at most ${MAX_DATA_BYTES} are allowed.`)]
    : [];
}

function timeProblems(sendAt: Date | undefined, now: Date): FieldError[] {
  if (sendAt === undefined) return [];
  if (Number.isNaN(sendAt.getTime())) {
    return [invalid('/sendAt', 'sendAt must be a time such as 2026-12-01T09:00:00+01:00.')];
  }
  return sendAt.getTime() - now.getTime() > MAX_AHEAD_DAYS * DAY_MS
    ? [invalid('/sendAt', `sendAt may be at most ${MAX_AHEAD_DAYS} days ahead.`)]
    : [];
}

function keyProblems(key: string | undefined): FieldError[] {
  return key === undefined || KEY.test(key)
    ? []
    : [
        invalid(
          '/idempotencyKey',
          'idempotencyKey must be 1 to 255 printable ASCII characters without spaces.',
        ),
      ];
}

function address(
  pointer: string,
  text: string,
  errors: FieldError[],
): { address: string; key: string } | undefined {
  const parsed = parseEmailAddress(text);
  if (parsed.ok) return parsed;
  const field = pointer.slice(1).replace('/', '.');
  errors.push({ pointer, code: 'email.invalid', message: `${field} is not usable: it ${parsed.reason}.` });
  return undefined;
}

function invalid(pointer: string, message: string): FieldError {
  return { pointer, code: 'message.invalid-field', message };
}
