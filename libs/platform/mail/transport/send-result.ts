/** What became of one message. Every reply text is one line without control characters, at most 300 characters. */
export type SendResult =
  | { outcome: 'accepted'; reply: string }
  /** 5yz for this message: trying again will not help. */
  | ({ outcome: 'refused'; permanent: true } & SmtpReply)
  /** 4yz. `recipient`: this mailbox, later. `server`: slow down, others will hear the same. */
  | ({ outcome: 'deferred'; scope: 'recipient' | 'server' } & SmtpReply)
  /** The whole message had left this machine and no answer came: the recipient may have it. */
  | { outcome: 'uncertain'; reason: string }
  /** Nobody has it: the connection or the sign-in failed, or was lost before the message was complete. */
  | {
      outcome: 'not-sent';
      reason: string;
      /** Nothing was tried, because this process may not send there now: says nothing about the server. */
      notNow?: true;
    };

export interface SmtpReply {
  code: number;
  /** RFC 3463, such as `5.1.1`, when the server gives one. */
  enhanced?: string;
  reply: string;
  /** What the server was answering: only at `recipient` does 550 speak of the mailbox. */
  stage: 'sender' | 'recipient' | 'data';
}

/** What nodemailer reports when something goes wrong. */
export interface SmtpFailure {
  message?: string;
  code?: string;
  response?: string;
  responseCode?: number;
  command?: string;
}

/** How far a message had come. */
export type SendPhase = 'envelope' | 'data' | 'complete';

const MAX_REPLY = 300;

/** Classifies a failure; the phase decides between `not-sent` and `uncertain` when the server did not answer. */
export function classifyFailure(failure: SmtpFailure, phase: SendPhase): SendResult {
  const local = classifyLocally(failure);
  if (local !== undefined) return local;
  const code = failure.responseCode;
  const stage = STAGES[failure.command ?? ''];
  if (code === undefined || code < 400 || (stage === undefined && code !== 421)) {
    const reason = cleanReply(failure.response ?? failure.message ?? 'the connection was lost');
    if (phase === 'complete')
      return { outcome: 'uncertain', reason: `No answer to the complete message: ${reason}` };
    return { outcome: 'not-sent', reason };
  }
  const reply = cleanReply(failure.response ?? '');
  const enhanced = /^[45]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  const detail = { code, reply, stage: stage ?? 'data', ...(enhanced === undefined ? {} : { enhanced }) };
  if (code === 421) return { outcome: 'deferred', ...detail, scope: 'server' };
  if (code < 500) return { outcome: 'deferred', ...detail, scope: deferralScope(detail) };
  // Not signed in, TLS missing, or our own sender address refused: nothing about this recipient, and the next one would
  // hear the same. 552 is about the size of this message.
  const ours = code === 530 || code === 535 || code === 538 || (stage === 'sender' && code !== 552);
  return ours ? { outcome: 'not-sent', reason: reply } : { outcome: 'refused', ...detail, permanent: true };
}

const STAGES: Partial<Record<string, SmtpReply['stage']>> = {
  'MAIL FROM': 'sender',
  'RCPT TO': 'recipient',
  DATA: 'data',
};

/** What nodemailer refuses by itself, in the words a server would have used. */
function classifyLocally({ code, responseCode, message = '' }: SmtpFailure): SendResult | undefined {
  if (responseCode !== undefined) return undefined;
  if (code === 'EMESSAGE' && message.startsWith('Message size')) {
    const reply = '552 5.3.4 The message is larger than the server announced to take';
    return { outcome: 'refused', permanent: true, code: 552, enhanced: '5.3.4', reply, stage: 'sender' };
  }
  if (code === 'EENVELOPE' && message.startsWith('Invalid recipient')) {
    const reply = '553 5.1.3 The address cannot be put into a command';
    return { outcome: 'refused', permanent: true, code: 553, enhanced: '5.1.3', reply, stage: 'recipient' };
  }
  return undefined;
}

/** 4yz that speaks of us, the server or the rate is the server's; the rest is the mailbox's. */
function deferralScope({ stage, code, enhanced }: SmtpReply): 'recipient' | 'server' {
  if (stage === 'sender' || code === 454) return 'server';
  if (enhanced === undefined) return stage === 'recipient' ? 'recipient' : 'server';
  // 4.3 is the mail system, 4.4 the network. 4.7 is rate and policy, but at RCPT it is how greylisting answers, which
  // concerns this pair of addresses only.
  return (stage === 'recipient' ? /^4\.[34]\./ : /^4\.[347]\./).test(enhanced) ? 'server' : 'recipient';
}

/** One line that is safe in logs, rows and pages. */
export function cleanReply(text: string): string {
  // eslint-disable-next-line no-control-regex
  const cleaned = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\s]+/g, ' ').trim();
  return cleaned.length > MAX_REPLY ? `${cleaned.slice(0, MAX_REPLY - 1)}…` : cleaned;
}
