import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './secret-keys';

/** What a link may be used for. A token made for one purpose is worthless for any other. */
export const tokenPurposes = [
  'open',
  'click',
  'unsubscribe',
  'preferences',
  'view',
  'personal-data',
  'asset',
  'form-challenge',
  'form-check',
  'form-confirm',
  'form-identity',
] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

/** Bytes of the MAC that a token carries: 128 bits. */
const MAC_LENGTH = 16;

/** Names the key, so that keys can be rotated while old mails keep working. */
const KEY_ID = 1;

/**
 * Opaque tokens for links in mails: `base64url(key id, payload, HMAC-SHA-256 over both)`. They carry only random
 * ids and never expire, because a mail's unsubscribe link must work for as long as the mail exists.
 */
export class TokenSigner {
  private readonly keys: Map<TokenPurpose, Buffer>;

  constructor(secret: string) {
    this.keys = new Map(tokenPurposes.map((purpose) => [purpose, deriveKey(secret, `token:${purpose}`)]));
  }

  sign(purpose: TokenPurpose, payload: Buffer): string {
    const body = Buffer.concat([Buffer.of(KEY_ID), payload]);
    return Buffer.concat([body, this.mac(purpose, body)]).toString('base64url');
  }

  /** The payload of a genuine token, else null; in the same time whatever is wrong with it. */
  open(purpose: TokenPurpose, token: string): Buffer | null {
    if (!/^[\w-]{24,200}$/.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length <= MAC_LENGTH + 1) return null;
    const body = bytes.subarray(0, bytes.length - MAC_LENGTH);
    const genuine = timingSafeEqual(bytes.subarray(bytes.length - MAC_LENGTH), this.mac(purpose, body));
    return genuine && body[0] === KEY_ID ? body.subarray(1) : null;
  }

  private mac(purpose: TokenPurpose, body: Buffer): Buffer {
    const key = this.keys.get(purpose) as Buffer;
    return createHmac('sha256', key).update(body).digest().subarray(0, MAC_LENGTH);
  }
}
