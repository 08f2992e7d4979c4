import { hkdfSync } from 'node:crypto';

/**
 * A 32-byte key derived from APP_SECRET for one purpose (HKDF-SHA-256), so that no two uses ever share a key and
 * a token of one kind can never pass for another.
 */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'tidings', purpose, 32));
}
