import { type Attachment, simpleParser } from 'mailparser';

import { decodeHeaderValue, readHeaderFields } from './header-block';
import { findLinks, type MessageLink } from './message-links';
import { readUnsubscribeOffer, type UnsubscribeOffer } from './one-click-unsubscribe';
import type { StoredMessage } from './stored-message';

export interface AttachmentView {
  /** Place in the message, from 0; the last part of its address. */
  index: number;
  filename: string;
  contentType: string;
  /** Bytes after decoding. */
  size: number;
  /** Without angle brackets; null when nothing in the HTML can refer to it. */
  contentId: string | null;
  inline: boolean;
}

/** `GET /api/messages/:id`: the index entry, and what parsing the message gives. */
export interface MessageDetailView extends StoredMessage {
  /** Every field in order; `value` is decoded, `raw` is as sent (unfolded). */
  headerFields: { name: string; value: string; raw: string }[];
  text: string | null;
  html: string | null;
  attachments: AttachmentView[];
  links: MessageLink[];
  unsubscribe: UnsubscribeOffer | null;
}

// Only what the message says: nothing generated from the other part, no links added, images left alone.
const AS_SENT = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
};

function attachmentView(attachment: Attachment, index: number): AttachmentView {
  return {
    index,
    filename: attachment.filename || `attachment-${index + 1}`,
    contentType: attachment.contentType,
    size: attachment.size,
    contentId: attachment.cid ?? null,
    inline: attachment.contentDisposition === 'inline' || attachment.related === true,
  };
}

export async function toMessageDetail(message: StoredMessage, raw: Buffer): Promise<MessageDetailView> {
  const parsed = await simpleParser(raw, AS_SENT);
  const text = parsed.text ?? null;
  const html = parsed.html || null;
  return {
    ...message,
    headerFields: readHeaderFields(raw).map(({ name, value }) => ({
      name,
      value: decodeHeaderValue(value),
      raw: value,
    })),
    text,
    html,
    attachments: parsed.attachments.map(attachmentView),
    links: findLinks({ html, text }),
    unsubscribe: readUnsubscribeOffer(message.headers),
  };
}

/** The HTML part with images sent along put in place as data addresses; null when there is none. */
export async function toDisplayedHtml(raw: Buffer): Promise<string | null> {
  const parsed = await simpleParser(raw, { ...AS_SENT, skipImageLinks: false, keepCidLinks: false });
  return parsed.html || null;
}

/** One decoded attachment by its place; undefined when there are not so many. */
export async function readAttachment(
  raw: Buffer,
  index: number,
): Promise<{ view: AttachmentView; content: Buffer } | undefined> {
  const parsed = await simpleParser(raw, AS_SENT);
  const attachment = parsed.attachments[index];
  return attachment && { view: attachmentView(attachment, index), content: attachment.content };
}
