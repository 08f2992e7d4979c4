import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const PREFIX_BYTES = 6;
const API_KEY = /^tdg_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** 256 random bits, safe in cookies and addresses. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored of a token or key. A fast hash suffices: 256 random bits cannot be guessed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A new key `tdg_<prefix>_<secret>`; the prefix is stored readably so that people can tell their keys apart. */
export function newApiKey(): { key: string; prefix: string } {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  return { key: `tdg_${prefix}_${newToken()}`, prefix };
}

export function isApiKey(text: string): boolean {
  return API_KEY.test(text);
}
