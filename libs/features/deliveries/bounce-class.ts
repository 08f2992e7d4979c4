/**
 * What a refusal says about the address: `hard` — it does not exist, never mail it again; `soft` — for now, or too
 * full; `block` — policy, reputation or authentication: the sender's problem, which suppresses nobody.
 */
export type BounceClass = 'hard' | 'soft' | 'block';

/** Enhanced codes (RFC 3463) that say the mailbox or its domain does not exist or was closed. */
const hardCodes = /^5\.(1\.(0|1|2|3|6|10)|2\.1|4\.4)$/;

/** The part of an SMTP refusal that decides its class. */
export interface Refusal {
  code: number;
  /** RFC 3463, when the server gave one. */
  enhanced?: string;
  /** What the server was answering. */
  stage: 'sender' | 'recipient' | 'data';
}

/** Classifies a permanent refusal at SMTP time by its enhanced code, else by its reply code and stage. */
export function bounceClass({ code, enhanced, stage }: Refusal): BounceClass {
  if (enhanced) {
    if (hardCodes.test(enhanced)) return 'hard';
    return /^[45]\.7\./.test(enhanced) ? 'block' : 'soft';
  }
  // Without an enhanced code only a refusal of the recipient itself speaks of the mailbox.
  return stage === 'recipient' && [550, 551, 553].includes(code) ? 'hard' : 'soft';
}
