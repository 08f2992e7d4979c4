import type { Message } from './message';

const SUPPRESSED: Record<string, string> = {
  'hard-bounce': 'Mail to this address bounced for good.',
  complaint: 'The person reported a mail as spam.',
  manual: 'Somebody of the workspace suppressed this address by hand.',
  'invalid-address': 'This address cannot receive mail.',
  erased: 'The person was erased.',
};

/** After so long without progress a due message is not just about to go. */
const SOON_MS = 60_000;

type State = Pick<
  Message,
  | 'status'
  | 'reason'
  | 'attempts'
  | 'dueAt'
  | 'nextAttemptAt'
  | 'bouncedAt'
  | 'complainedAt'
  | 'uncertainPolicy'
>;

/** What happens to a message next, or why nothing does, in plain words. */
export function nextStep(message: State, now: Date): string {
  switch (message.status) {
    case 'pending':
      return waiting(message, now);
    case 'claimed':
    case 'handed_over':
      return 'A worker is sending it now.';
    case 'accepted':
      return accepted(message);
    case 'deferred':
      return message.nextAttemptAt === null
        ? `Nothing: the mail server asked to wait ${message.attempts} times, and it was given up. Post it again if it still matters.`
        : `The mail server asked to wait. Attempt ${message.attempts + 1} follows at ${time(message.nextAttemptAt)}.`;
    case 'refused':
      return message.attempts === 0
        ? 'Nothing: the message could not be made. Mend the template or the data, and post it again.'
        : 'Nothing: the mail server refused it for good.';
    case 'uncertain':
      return uncertain(message);
    case 'suppressed':
      return `Nothing: it is not sent. ${SUPPRESSED[message.reason ?? ''] ?? 'The address may not be mailed.'}`;
    case 'cancelled':
      return 'Nothing: it was cancelled.';
  }
}

function waiting({ dueAt, reason }: State, now: Date): string {
  if (dueAt > now && reason === null) return `It is sent at ${time(dueAt)}.`;
  if (reason !== null) return `It waits, and is tried again by itself. ${reason}`;
  return now.getTime() - dueAt.getTime() < SOON_MS
    ? 'It is sent within seconds.'
    : 'It is due and waits for a worker. Is one running?';
}

function accepted({ bouncedAt, complainedAt }: State): string {
  if (bouncedAt !== null) return 'Nothing: it was sent, and came back.';
  return complainedAt === null
    ? 'Nothing: the mail server took it.'
    : 'Nothing: it was sent, and the person reported it as spam.';
}

function uncertain({ uncertainPolicy, attempts }: State): string {
  return uncertainPolicy === 'resend'
    ? `Nothing: it was handed over ${attempts} times, and the answer was lost each time. The recipient may have it.`
    : 'Nothing: it was handed over and the answer was lost. The recipient may have it, so it is not sent again.';
}

function time(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
