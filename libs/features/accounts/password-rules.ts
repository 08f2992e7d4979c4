import { COMMON_PASSWORDS } from './common-passwords';

/** Shortest and longest password, in characters. The longest bounds the work that hashing a stranger's input costs. */
export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

/**
 * What is wrong with a new password, as one sentence, or null. Length decides (NIST SP 800-63B): no rules about
 * kinds of characters, but nothing that attackers try first.
 */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) {
    return `The password has ${length} characters; it needs at least ${PASSWORD_LENGTH.min}. Three or four random words are fine.`;
  }
  if (length > PASSWORD_LENGTH.max) return `The password is longer than ${PASSWORD_LENGTH.max} characters.`;
  const plain = password.trim().toLowerCase();
  const address = email.trim().toLowerCase();
  if (plain === address || plain === address.split('@', 1)[0]) {
    return 'The password must not be the email address.';
  }
  if (new Set(plain).size < 4) return 'The password repeats too few different characters.';
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(plain.replace(/[^a-z]/g, ''))) {
    return 'The password is one of those that attackers try first. Choose another one.';
  }
  return null;
}
