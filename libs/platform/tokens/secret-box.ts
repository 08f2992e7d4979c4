import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DomainError } from '@platform/errors';
import { deriveKey } from './secret-keys';

/** What is encrypted at rest. Each purpose has a key of its own: a box of one cannot be opened as another. */
export const boxPurposes = ['dkim-key', 'smtp-password', 'webhook-secret'] as const;
export type BoxPurpose = (typeof boxPurposes)[number];

/** First byte of a box: names format and key, so that either can change while old boxes are still read. */
const VERSION = 1;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * Secrets at rest (AES-256-GCM, key derived from APP_SECRET): `base64url(version, nonce, tag, ciphertext)`. A box is bound to
 * the `owner` it was sealed for, such as the workspace and row it stands in: copied elsewhere, or changed in a single bit, it
 * does not open.
 */
export class SecretBox {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly purpose: BoxPurpose,
  ) {
    this.key = deriveKey(secret, `box:${purpose}`);
  }

  seal(text: string, owner: string): string {
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_LENGTH });
    cipher.setAAD(this.bindingTo(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The text of a genuine box. Throws `secret.unreadable` for every other, and when APP_SECRET is not the one it was sealed with. */
  open(box: string, owner: string): string {
    const bytes = Buffer.from(box, 'base64url');
    const tagAt = 1 + NONCE_LENGTH;
    const textAt = tagAt + TAG_LENGTH;
    if (bytes[0] !== VERSION || bytes.length < textAt) throw unreadable();
    try {
      const nonce = bytes.subarray(1, tagAt);
      const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_LENGTH });
      decipher.setAAD(this.bindingTo(owner));
      decipher.setAuthTag(bytes.subarray(tagAt, textAt));
      return decipher.update(bytes.subarray(textAt), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw unreadable();
    }
  }

  private bindingTo(owner: string): Buffer {
    return Buffer.from(`${VERSION}:${this.purpose}:${owner}`, 'utf8');
  }
}

/** Says nothing of what was in it. */
function unreadable(): DomainError {
  return new DomainError({
    code: 'secret.unreadable',
    kind: 'rule-broken',
    message:
      'A stored secret cannot be read: it was changed, or APP_SECRET is not the one it was stored with. Set the former APP_SECRET again, or enter the secret anew.',
  });
}
