/**
 * What a refusal says about the address: `hard` — it does not exist, never mail it again; `soft` — for now, or too
 * full; `block` — policy, reputation or authentication: the sender's problem, which suppresses nobody.
 */
export type BounceClass = 'hard' | 'soft' | 'block';

/** Enhanced codes (RFC 3463) that say the mailbox or its domain does not exist or was closed. */
const hardCodes = /^5\.(1\.(0|1|2|3|6|10)|2\.1|4\.4)$/;

/** Classifies a permanent refusal at SMTP time by its enhanced code, else by its reply code. */
export function bounceClass(replyCode: number | null, enhancedCode: string | null): BounceClass {
  if (enhancedCode) {
    if (hardCodes.test(enhancedCode)) return 'hard';
    if (/^[45]\.7\./.test(enhancedCode)) return 'block';
    return 'soft';
  }
  // Without an enhanced code only 550, 551 and 553 at RCPT speak of the mailbox.
  return replyCode === 550 || replyCode === 551 || replyCode === 553 ? 'hard' : 'soft';
}
