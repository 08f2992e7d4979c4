import { Injectable } from '@nestjs/common';
import { TokenSigner } from '@platform/tokens';

/** What the links of one message carry; the shape is what the message assembler takes. */
export interface MessageLinkTokens {
  /** Absent on test sends: no pixel. */
  open?: string;
  /** Stands for all links of the message: link `n` is `<click>~<n>`. Absent on test sends: links are untracked. */
  click?: string;
  unsubscribe: string;
  preferences: string;
  /** Absent on test sends. */
  view?: string;
}

export interface MessageIdentity {
  deliveryId: string;
  contactId: string;
  topicId: string;
}

/** Links of a single message: there is no topic that one could leave, only preferences. */
export type SingleMessageTokens = Omit<MessageLinkTokens, 'unsubscribe' | 'view'> & { view: string };

export interface ClickToken {
  deliveryId: string;
  /** Position in the frozen message's list of links. */
  link: number;
}

export interface UnsubscribeToken {
  contactId: string;
  topicId: string;
  /** Null when the message was not part of the ledger. */
  deliveryId: string | null;
  /** The link of a test send: it says so and changes nothing. */
  isTest: boolean;
}

export interface PreferencesToken {
  contactId: string;
  deliveryId: string | null;
  isTest: boolean;
}

const NIL = '00000000-0000-0000-0000-000000000000';
/** Highest link position that a click may name. */
const MAX_LINK = 999;

/**
 * Makes and reads the tokens in the links of a message. They hold random ids only, no address and no running number, and
 * work for as long as the mail exists. A click token is signed for the message and followed by the link's position in
 * the open: whoever changes the position gets another link of the same message, which they have already. Signing once
 * instead of once per link is what makes this cheap enough to be called for each recipient.
 */
@Injectable()
export class MessageTokens {
  constructor(private readonly signer: TokenSigner) {}

  forDelivery({ deliveryId, contactId, topicId }: MessageIdentity): Required<MessageLinkTokens> {
    const delivery = bytesOf(deliveryId);
    const contact = bytesOf(contactId);
    return {
      open: this.signer.sign('open', delivery),
      click: this.signer.sign('click', delivery),
      unsubscribe: this.signer.sign('unsubscribe', Buffer.concat([contact, bytesOf(topicId), delivery])),
      preferences: this.signer.sign('preferences', Buffer.concat([contact, delivery])),
      view: this.signer.sign('view', delivery),
    };
  }

  /** For a message of no campaign. Without tracking it has no pixel, and its links lead straight to where they lead. */
  forMessage(
    { deliveryId, contactId }: Omit<MessageIdentity, 'topicId'>,
    { isTracked }: { isTracked: boolean },
  ): SingleMessageTokens {
    const delivery = bytesOf(deliveryId);
    return {
      ...(isTracked
        ? { open: this.signer.sign('open', delivery), click: this.signer.sign('click', delivery) }
        : {}),
      preferences: this.forPreferences(contactId, deliveryId),
      view: this.signer.sign('view', delivery),
    };
  }

  /** The link to a contact's preferences, for pages that lead there. */
  forPreferences(contactId: string, deliveryId: string | null): string {
    return this.signer.sign('preferences', Buffer.concat([bytesOf(contactId), bytesOf(deliveryId ?? NIL)]));
  }

  /** For test sends: a message that looks complete, is not tracked, and whose unsubscribe link unsubscribes nobody. */
  forTest({ topicId }: { contactId?: string; topicId: string }): MessageLinkTokens {
    const nobody = bytesOf(NIL);
    return {
      unsubscribe: this.signer.sign('unsubscribe', Buffer.concat([nobody, bytesOf(topicId), nobody])),
      preferences: this.signer.sign('preferences', Buffer.concat([nobody, nobody])),
    };
  }

  /** The delivery of an open pixel; null for anything that is not such a token. So for all of these. */
  parseOpen(token: string): string | null {
    return this.parseDelivery('open', token);
  }

  parseView(token: string): string | null {
    return this.parseDelivery('view', token);
  }

  parseClick(text: string): ClickToken | null {
    const match = /^([\w-]+)~(\d{1,3})$/.exec(text);
    const deliveryId = match?.[1] === undefined ? null : this.parseDelivery('click', match[1]);
    const link = Number(match?.[2]);
    return deliveryId === null || link > MAX_LINK ? null : { deliveryId, link };
  }

  parseUnsubscribe(token: string): UnsubscribeToken | null {
    const payload = this.open('unsubscribe', token, 48);
    if (payload === null) return null;
    const contactId = uuidOf(payload, 0);
    const deliveryId = uuidOf(payload, 32);
    return {
      contactId,
      topicId: uuidOf(payload, 16),
      deliveryId: deliveryId === NIL ? null : deliveryId,
      isTest: contactId === NIL,
    };
  }

  parsePreferences(token: string): PreferencesToken | null {
    const payload = this.open('preferences', token, 32);
    if (payload === null) return null;
    const contactId = uuidOf(payload, 0);
    const deliveryId = uuidOf(payload, 16);
    return { contactId, deliveryId: deliveryId === NIL ? null : deliveryId, isTest: contactId === NIL };
  }

  private parseDelivery(purpose: 'open' | 'view' | 'click', token: string): string | null {
    const payload = this.open(purpose, token, 16);
    return payload === null ? null : uuidOf(payload, 0);
  }

  private open(purpose: Parameters<TokenSigner['open']>[0], token: string, length: number): Buffer | null {
    const payload = this.signer.open(purpose, token);
    return payload?.length === length ? payload : null;
  }
}

function bytesOf(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new TypeError('A message token is made of UUIDs.');
  return bytes;
}

function uuidOf(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
