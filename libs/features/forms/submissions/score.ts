/** What a submission shows of who sent it. */
export interface Signals {
  /** A genuine challenge of this form that was not used before. */
  isSigned: boolean;
  /** Its proof of work came along. */
  isWorked: boolean;
  /** From the first touch to the submit; null when unsigned. */
  secondsTaken: number | null;
  /** More from this network than people of one house send. */
  isBusyNetwork: boolean;
  /** Many suspect submissions of this form in this minute, and a good part of all. */
  isUnderAttack: boolean;
  /** Web addresses in answers that are names. */
  hasLinksInNames: boolean;
  /** A domain that throws mail away. */
  isDisposable: boolean;
}

/** From here on a submission goes through at once; below it a button on a page of ours is asked for. */
export const ENOUGH = 60;
/** What the lack of a genuine challenge costs. */
export const UNSIGNED = 60;
const TOO_FAST_SECONDS = 2;

/**
 * 0 to 100, and why it is not 100. No signal refuses by itself: people with autofill are fast, and people without script
 * have no proof of work.
 */
export function scoreOf(signals: Signals): { score: number; reasons: string[] } {
  const marks: [boolean, number, string][] = [
    [!signals.isSigned, UNSIGNED, 'unsigned'],
    [!signals.isWorked, 20, 'no-work'],
    [signals.secondsTaken !== null && signals.secondsTaken < TOO_FAST_SECONDS, 30, 'too-fast'],
    [signals.isBusyNetwork, 30, 'busy-network'],
    [signals.isUnderAttack, 25, 'form-under-attack'],
    [signals.hasLinksInNames, 40, 'links-in-names'],
    [signals.isDisposable, 10, 'disposable-domain'],
  ];
  const applied = marks.filter(([applies]) => applies);
  const lost = applied.reduce((sum, [, points]) => sum + points, 0);
  return { score: Math.max(0, 100 - lost), reasons: applied.map(([, , reason]) => reason) };
}

/** Widely known services whose addresses live for minutes. */
const DISPOSABLE: ReadonlySet<string> = new Set([
  ...[
    'mailinator.com',
    'guerrillamail.com',
    '10minutemail.com',
    'yopmail.com',
    'trashmail.com',
    'tempmail.com',
  ],
  ...['temp-mail.org', 'sharklasers.com', 'getnada.com', 'dispostable.com', 'maildrop.cc', 'mailnesia.com'],
  ...['throwawaymail.com', 'fakeinbox.com', 'mintemail.com', 'moakt.com', 'discard.email', 'spamgourmet.com'],
]);

export function isDisposableDomain(domain: string): boolean {
  return DISPOSABLE.has(domain.toLowerCase());
}

/**
 * By what it shows of itself; a form that gets many of these is under attack. Not by haste: whoever lets the browser fill in one field
 * is quick, and a program that did the work has paid for it.
 */
export function isSuspect({ isWorked, isBusyNetwork }: Pick<Signals, 'isWorked' | 'isBusyNetwork'>): boolean {
  return !isWorked || isBusyNetwork;
}

export function looksLikeLink(text: string): boolean {
  return /https?:|www\.|\b[a-z0-9-]+\.(com|net|org|ru|cn|info|xyz|top|click|link)\b/i.test(text);
}
