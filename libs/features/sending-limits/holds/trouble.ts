import type { NoSession, SendResult, SmtpReply } from '@platform/mail';
import { wordsOf, type ReplyWords } from './reply-words';
import {
  AUTHENTICATION,
  AUTHENTICATION_CODES,
  CLIENT,
  CONNECTIONS,
  GREYLISTED,
  MAILBOX,
  RATE,
  SENDER_REFUSED,
  SIGNED,
  SIGN_IN,
  WE_ARE_BLOCKED,
} from './reply-patterns';

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

const MAX_REPLY = 200;

/** What is to wait, and why; `troubleOf` adds the words. */
type Verdict = Pick<Trouble, 'scope' | 'cause'> & { isSoft?: boolean };

/** An answer to a message in words that are nobody's address. */
type Answer = Omit<SmtpReply, 'reply'> & ReplyWords;

/**
 * What an answer says about more than its own recipient; null when it speaks of that recipient or message only, or all is
 * well. `judge` says what to make of many answers. `domains` are those of sender and recipient, as far as they are known:
 * what stands in them, or in any address, is not taken for words of the answer.
 */
export function troubleOf(result: SendResult, domains: readonly string[] = []): Trouble | null {
  if (result.outcome === 'accepted' || result.outcome === 'refused') return null;
  const words = wordsOf(result.outcome === 'deferred' ? result.reply : result.reason, domains);
  const verdict = verdictOn(result, words);
  if (!verdict) return null;
  return { isSoft: false, ...verdict, reply: shortened(words.shown), isSigned: SIGNED.test(words.shown) };
}

function verdictOn(result: SendResult, words: ReplyWords): Verdict | null {
  switch (result.outcome) {
    case 'accepted':
    case 'refused':
      return null;
    case 'uncertain':
      return { scope: 'server', cause: 'unreachable', isSoft: true };
    case 'not-sent':
      return result.notNow ? null : notSent(words.plain, result.noSession);
    case 'deferred':
      return result.stage === 'sender'
        ? deferredSender({ ...result, ...words })
        : deferredRecipient({ ...result, ...words });
  }
}

function notSent(reason: string, noSession?: NoSession): Verdict {
  if (noSession) return { scope: 'server', cause: noSession };
  if (SIGN_IN.test(reason)) return { scope: 'server', cause: 'sign-in' };
  if (SENDER_REFUSED.test(reason) && !WE_ARE_BLOCKED.test(reason)) {
    return { scope: 'domain-at-server', cause: 'sender-refused' };
  }
  if (/^[45]\d\d\b/.test(reason)) return { scope: 'server', cause: 'busy' };
  return { scope: 'server', cause: 'unreachable', isSoft: true };
}

/** 4yz to MAIL FROM. */
function deferredSender({ enhanced = '', plain }: Answer): Verdict {
  if (AUTHENTICATION_CODES.test(enhanced) || /\b(?:dkim|spf|dmarc)\b/i.test(plain)) {
    return { scope: 'domain', cause: 'authentication' };
  }
  const isAboutSender =
    /^4\.1\.[78]$/.test(enhanced) || /sender (?:address|domain)|domain .{0,30}not found/i.test(plain);
  if (isAboutSender && !RATE.test(plain)) return { scope: 'domain-at-server', cause: 'sender-refused' };
  return { scope: 'server', cause: RATE.test(plain) ? 'rate' : 'busy' };
}

/** 4yz to RCPT TO, DATA or the message. */
function deferredRecipient(answer: Answer): Verdict | null {
  const { code, enhanced = '', plain, shown, stage } = answer;
  if (isAboutMailbox(answer)) return null;
  const isRate = RATE.test(plain) || CONNECTIONS.test(plain);
  if (AUTHENTICATION_CODES.test(enhanced) || (/^4\.7\.|^$/.test(enhanced) && AUTHENTICATION.test(plain))) {
    return { scope: 'domain', cause: 'authentication' };
  }
  if (SIGNED.test(shown)) return { scope: 'provider', cause: isRate ? 'rate' : 'policy' };
  if (code === 454 || CONNECTIONS.test(plain) || /^4\.[34]\./.test(enhanced)) {
    return { scope: 'server', cause: isRate ? 'rate' : 'busy' };
  }
  if (CLIENT.test(plain)) return { scope: 'server', cause: 'policy' };
  if (isRate) return { scope: 'provider', cause: 'rate' };
  if (/^4\.7\./.test(enhanced)) return { scope: 'provider', cause: 'policy' };
  if (code === 421) return { scope: 'server', cause: 'busy' };
  return stage === 'data' && enhanced === '' ? { scope: 'server', cause: 'busy', isSoft: true } : null;
}

function isAboutMailbox({ code, enhanced = '', plain, shown, stage }: Answer): boolean {
  if (code === 454) return false;
  if (MAILBOX.test(plain) || GREYLISTED.test(plain)) return true;
  if (code === 421) return false;
  if (/^4\.[126]\./.test(enhanced)) return true;
  // 4.4.3 and 4.4.4 at RCPT: the recipient's domain cannot be found or reached at the moment.
  if (stage === 'recipient' && /^4\.4\.[34]$/.test(enhanced)) return true;
  if (stage !== 'recipient' || SIGNED.test(shown)) return false;
  if ([RATE, CONNECTIONS, CLIENT, AUTHENTICATION].some((one) => one.test(plain))) return false;
  // Without a word of rate, 4.7.1 at RCPT is how greylisting answers; so is a bare 450 or 451.
  return enhanced === '' || /^4\.7\.[01]$/.test(enhanced) || /^4\.5\./.test(enhanced);
}

function shortened(reply: string): string {
  return reply.length > MAX_REPLY ? `${reply.slice(0, MAX_REPLY - 1)}…` : reply;
}
