import type { NoSession, SendResult, SmtpReply } from '@platform/mail';

/** What trouble is about; `sayHold` puts it into words. */
export type TroubleCause =
  /** No connection, or one that breaks. */
  | 'unreachable'
  /** User name, password or encryption. */
  | 'sign-in'
  /** "Not now", without saying more. */
  | 'busy'
  /** Too much, too fast. */
  | 'rate'
  /** Policy and reputation of our server at a mailbox provider. */
  | 'policy'
  /** SPF, DKIM, DMARC or the reputation of the sending domain. */
  | 'authentication'
  /** The server does not take mail from this sender. */
  | 'sender-refused';

/** What an answer says about more than its own recipient. */
export interface Trouble {
  /**
   * Who should wait: everything through this server, everything to the recipient's provider through it, everything from this
   * sending domain, or everything from this sending domain through this server.
   */
  scope: 'server' | 'provider' | 'domain' | 'domain-at-server';
  cause: TroubleCause;
  /** What was said, in one line, without addresses. */
  reply: string;
  /** May be the fault of the one message that ran into it: it takes more than that to believe it. */
  isSoft: boolean;
  /** In words that only mailbox providers use: no relay between us said this for itself. */
  isSigned: boolean;
}

/** Words of mailbox providers that no relay uses. Links to their help pages are in most of their replies. */
const SIGNED =
  /gsmtp|google\.com|\bTSS?\d{2}\b|yahoo|\b(?:RP|SC|DY|OU)-00\d\b|outlook\.com|aka\.ms\/postmaster|\(S\d{3,5}\)|OFR_?\d{3}|LPN\d{3}|RL0{2,}\d+|postmaster\.free\.fr|t-online|gmx\.|web\.de|icloud|apple\.com|mail\.ru|yandex|mail\.qq\.com|163\.com|comcast|att\.net|libero|laposte|mimecast|proofpoint|barracuda/i;

/** About this one mailbox or this one message, however it is dressed up. */
const MAILBOX =
  /mailbox (?:is )?(?:full|busy|unavailable|locked|temporarily)|over ?quota|quota exceeded|storage (?:allocation|limit|quota)|user .{0,60}(?:receiving|rate)|recipient thread limit|(?:recipient|user|account|mailbox) .{0,40}(?:inactive|disabled|suspended)|user unknown|no such user|message (?:size|too (?:large|big|long))/i;

/** "Come again later, then I believe that you are a real mail server": about this pair of addresses only (RFC 6647). */
const GREYLISTED = /gr[ea]y-?\s?list|greylst|postgrey|first (?:time|contact)|unknown (?:triplet|tuple)/i;

const RATE =
  /rate.{0,12}limit|limit.{0,20}rate|limits? (?:for|on)|throttl|frequency|too (?:many|much|fast|frequent|quickly)|(?:limit|rate|quota|maximum|number).{0,40}exceed|exceed.{0,40}(?:limit|rate|quota|maximum|number)|temporar(?:il)?y (?:blocked|deferred|rejected|suspended|limited)|unusual rate|unsolicited|slow down|server (?:is )?busy|defer(?:red|ring)? due|reputation|excessive|TSS?0[1-9]/i;

/** Whoever says this is at the other end of our connection. */
const CONNECTIONS =
  /(?:too many|concurrent|simultaneous|maximum|limit).{0,40}(?:connection|session|thread)s?/i;
const CLIENT = /client host|reverse (?:dns|hostname|lookup)|cannot find your/i;

const AUTHENTICATION =
  /\b(?:dkim|spf|dmarc)\b|unauthenticated|not authenticated|authentication (?:check|fail|result|information)|(?:sender|sending|from|your) domain|domain.{0,20}reputation|reputation.{0,20}domain/i;

/** Gmail's numbers for SPF, DKIM, DMARC and alignment. */
const AUTHENTICATION_CODES = /^4\.7\.(?:2[67]|3[0-2]|40)$/;

/** Permanent answers in a session that was to be signed in to, or encrypted. */
const SIGN_IN = /^(?:530|534|535|538)\b/;

/** Permanent answers to MAIL FROM that speak of the sender's address; the others speak of our server. */
const SENDER_REFUSED = /^(?:501|550|551|553|554)\b/;
const WE_ARE_BLOCKED =
  /client host|your ip|ip address|\[\d+\.\d+\.\d+\.\d+\]|block ?list|blacklist|spamhaus|access denied|helo|relaying/i;

const MAX_REPLY = 200;

/**
 * What an answer says about more than its own recipient; null when it speaks of that recipient or message only, or all is
 * well. `judge` says what to make of many answers.
 */
export function troubleOf(result: SendResult): Trouble | null {
  switch (result.outcome) {
    case 'accepted':
    case 'refused':
      return null;
    case 'uncertain':
      return { ...trouble('server', 'unreachable', result.reason), isSoft: true };
    case 'not-sent':
      return result.notNow ? null : notSent(result);
    case 'deferred':
      return result.stage === 'sender' ? deferredSender(result) : deferredRecipient(result);
  }
}

function notSent({ reason, noSession }: { reason: string; noSession?: NoSession }): Trouble {
  if (noSession) return trouble('server', noSession, reason);
  if (SIGN_IN.test(reason)) return trouble('server', 'sign-in', reason);
  if (SENDER_REFUSED.test(reason) && !WE_ARE_BLOCKED.test(reason)) {
    return trouble('domain-at-server', 'sender-refused', reason);
  }
  if (/^[45]\d\d\b/.test(reason)) return trouble('server', 'busy', reason);
  return { ...trouble('server', 'unreachable', reason), isSoft: true };
}

/** 4yz to MAIL FROM. */
function deferredSender({ enhanced = '', reply }: SmtpReply): Trouble {
  if (AUTHENTICATION_CODES.test(enhanced) || /\b(?:dkim|spf|dmarc)\b/i.test(reply)) {
    return trouble('domain', 'authentication', reply);
  }
  const isAboutSender =
    /^4\.1\.[78]$/.test(enhanced) || /sender (?:address|domain)|domain .{0,30}not found/i.test(reply);
  if (isAboutSender && !RATE.test(reply)) return trouble('domain-at-server', 'sender-refused', reply);
  return trouble('server', RATE.test(reply) ? 'rate' : 'busy', reply);
}

/** 4yz to RCPT TO, DATA or the message. */
function deferredRecipient(answer: SmtpReply): Trouble | null {
  const { code, enhanced = '', reply, stage } = answer;
  if (isAboutMailbox(answer)) return null;
  const isRate = RATE.test(reply) || CONNECTIONS.test(reply);
  if (AUTHENTICATION_CODES.test(enhanced) || (/^4\.7\.|^$/.test(enhanced) && AUTHENTICATION.test(reply))) {
    return trouble('domain', 'authentication', reply);
  }
  if (SIGNED.test(reply)) return trouble('provider', isRate ? 'rate' : 'policy', reply);
  if (code === 454 || CONNECTIONS.test(reply) || /^4\.[34]\./.test(enhanced)) {
    return trouble('server', isRate ? 'rate' : 'busy', reply);
  }
  if (CLIENT.test(reply)) return trouble('server', 'policy', reply);
  if (isRate) return trouble('provider', 'rate', reply);
  if (/^4\.7\./.test(enhanced)) return trouble('provider', 'policy', reply);
  if (code === 421) return trouble('server', 'busy', reply);
  return stage === 'data' && enhanced === '' ? { ...trouble('server', 'busy', reply), isSoft: true } : null;
}

function isAboutMailbox({ code, enhanced = '', reply, stage }: SmtpReply): boolean {
  if (code === 454) return false;
  if (MAILBOX.test(reply) || GREYLISTED.test(reply)) return true;
  if (code === 421) return false;
  if (/^4\.[126]\./.test(enhanced)) return true;
  // 4.4.3 and 4.4.4 at RCPT: the recipient's domain cannot be found or reached at the moment.
  if (stage === 'recipient' && /^4\.4\.[34]$/.test(enhanced)) return true;
  if (
    stage !== 'recipient' ||
    [SIGNED, RATE, CONNECTIONS, CLIENT, AUTHENTICATION].some((one) => one.test(reply))
  )
    return false;
  // Without a word of rate, 4.7.1 at RCPT is how greylisting answers; so is a bare 450 or 451.
  return enhanced === '' || /^4\.7\.[01]$/.test(enhanced) || /^4\.5\./.test(enhanced);
}

function trouble(scope: Trouble['scope'], cause: TroubleCause, reply: string): Trouble {
  return { scope, cause, reply: withoutAddresses(reply), isSoft: false, isSigned: SIGNED.test(reply) };
}

/** Replies are shown to everybody who uses a server: whom others write to is not their business. */
function withoutAddresses(reply: string): string {
  const safe = reply.replace(/<?[^\s<>"(),;:]+@[^\s<>"(),;:]+>?/g, '…');
  return safe.length > MAX_REPLY ? `${safe.slice(0, MAX_REPLY - 1)}…` : safe;
}
