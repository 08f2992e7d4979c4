import { createHash, randomBytes } from 'node:crypto';
import type { TokenSigner } from '@platform/tokens';

/** Zero bits that the hash of a solution must start with: some 16 000 tries, a quarter of a second. */
export const BASE_DIFFICULTY = 14;
export const MAX_DIFFICULTY = 20;
const LIFETIME_MS = 4 * 3600_000;
const NONCE_LENGTH = 12;

/** What a signed challenge says. */
export interface Challenge {
  /** Names it, so that it is used once. */
  id: string;
  startedAt: Date;
  difficulty: number;
}

/**
 * A challenge is signed and carries when the visitor began: pasted HTML cannot. It belongs to one form. Payload: form id,
 * time in ms, difficulty, random bytes.
 */
export function issueChallenge(
  signer: TokenSigner,
  { formId, difficulty, now }: { formId: string; difficulty: number; now: Date },
): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(now.getTime()));
  const id = Buffer.from(formId.replaceAll('-', ''), 'hex');
  return signer.sign(
    'form-challenge',
    Buffer.concat([id, time, Buffer.of(difficulty), randomBytes(NONCE_LENGTH)]),
  );
}

/** Null for what we did not sign, for another form, or too long ago. */
export function openChallenge(
  signer: TokenSigner,
  { token, formId, now }: { token: string; formId: string; now: Date },
): Challenge | null {
  const bytes = signer.open('form-challenge', token);
  if (bytes === null || bytes.length !== 16 + 8 + 1 + NONCE_LENGTH) return null;
  if (bytes.subarray(0, 16).toString('hex') !== formId.replaceAll('-', '')) return null;
  const startedAt = new Date(Number(bytes.readBigUInt64BE(16)));
  const age = now.getTime() - startedAt.getTime();
  // A minute ahead: clocks of two machines differ.
  if (age < -60_000 || age > LIFETIME_MS) return null;
  return { id: bytes.subarray(25).toString('base64url'), startedAt, difficulty: bytes[24] ?? 0 };
}

/** Whether the SHA-256 of `token.solution` starts with that many zero bits. */
export function isSolved(token: string, solution: string, difficulty: number): boolean {
  if (!/^[0-9a-z]{1,16}$/.test(solution)) return false;
  const hash = createHash('sha256').update(`${token}.${solution}`).digest();
  const whole = difficulty >> 3;
  const rest = difficulty & 7;
  return hash.subarray(0, whole).every((byte) => byte === 0) && (hash[whole] ?? 0) >> (8 - rest) === 0;
}
