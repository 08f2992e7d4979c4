/** What became of one message. Every reply text is one line without control characters, at most 300 characters. */
export type SendResult =
  | { outcome: 'accepted'; reply: string }
  /** 5yz for this message: trying again will not help. */
  | ({ outcome: 'refused'; permanent: true } & SmtpReply)
  /** 4yz: later. Whose fault that is takes more to tell than this. */
  | ({ outcome: 'deferred' } & SmtpReply)
  /** The whole message had left this machine and no answer came: the recipient may have it. */
  | { outcome: 'uncertain'; reason: string }
  /** Nobody has it: the connection or the sign-in failed, or was lost before the message was complete. */
  | {
      outcome: 'not-sent';
      /** Without `noSession` and `notNow`: the server's reply when it starts with a code, else how the connection was lost. */
      reason: string;
      /** Set when it did not come to a session, which is no message's fault. */
      noSession?: NoSession;
      /** Nothing was tried, because this process may not send there now: says nothing about the server. */
      notNow?: true;
    };

/** Why there is no session: no connection or none that speaks SMTP as agreed on; or user name, password and what protects them. */
export type NoSession = 'unreachable' | 'sign-in';

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
  if (code < 500) return { outcome: 'deferred', ...detail };
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

/** One line that is safe in logs, rows and pages. */
export function cleanReply(text: string): string {
  // eslint-disable-next-line no-control-regex
  const cleaned = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\s]+/g, ' ').trim();
  return cleaned.length > MAX_REPLY ? `${cleaned.slice(0, MAX_REPLY - 1)}…` : cleaned;
}
