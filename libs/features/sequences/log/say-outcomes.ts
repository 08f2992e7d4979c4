import type { Enrollment, StepLogRow } from '../enrollments/enrollment-reads.repository';
import type { EndReason } from '../enrollments/enrollment';

/** Why the ledger did not send a mail, to follow "because". */
const NOT_SENT: Record<string, string> = {
  suppressed: 'the address is suppressed',
  unsubscribed: 'the contact unsubscribed',
  pending: 'the contact has not confirmed the subscription',
  expired: 'the implied consent has ended',
  'no-subscription': 'the contact never subscribed to its topic',
  paused: 'the contact asked for a pause',
  erased: 'the contact was erased',
  'frequency-cap': 'the contact had as many marketing emails lately as the workspace allows',
  'own-frequency': 'the contact asked for fewer emails',
  'quiet-hours': 'it was quiet hours for the contact',
};

const LEAVING: Partial<Record<EndReason | 'moved', string>> = {
  goal: 'The goal was reached',
  exit: 'An exit of the sequence was met',
  unsubscribed: 'The contact unsubscribed',
  'hard-bounce': 'Mail to the address bounced for good',
  complaint: 'The contact reported a mail as spam',
  suppressed: 'The address was suppressed',
  stopped: 'The contact was taken out',
  archived: 'The sequence was archived',
};

const ENDED: Partial<Record<EndReason, string>> = {
  end: 'Came to the end of the sequence.',
  goal: 'Reached the goal of the sequence.',
};

/** How the contact came in. */
export function sayEntrance(trigger: Record<string, unknown>, nameOf: (id: string) => string): string {
  const { event, date, api, sequence } = trigger;
  if (typeof event === 'string') return `Entered by “${event}”.`;
  if (typeof date === 'string') return `Entered by the date in ${date}.`;
  if (typeof sequence === 'string') return `Entered from the sequence “${nameOf(sequence)}”.`;
  return typeof api === 'string' ? `Entered by hand or by the API (${api}).` : 'Entered.';
}

/** How the contact's passage ended. */
export function sayEnding({ reason, status }: Enrollment): string {
  const known = ENDED[reason ?? 'end'];
  if (known !== undefined && status === 'completed') return known;
  const why = reason === null ? undefined : LEAVING[reason];
  return why === undefined ? 'Left the sequence.' : `Left the sequence: ${lowerFirst(why)}.`;
}

/** What is said of a step during which the contact left, or was moved; null when the step was taken. */
export function sayLeaving(
  { outcome, details }: StepLogRow,
  { from, to }: { from: string; to: string | null },
): { text: string; why: string | null } | null {
  const by = typeof details?.['by'] === 'string' ? ` by ${details['by']}` : '';
  if (outcome === 'moved') {
    return { text: `Was moved from ${from}${to === null ? '' : ` to ${to}`}${by}.`, why: null };
  }
  const why = LEAVING[outcome as EndReason];
  return why === undefined ? null : { text: `${from} was broken off.`, why: `${why}${by}.` };
}

/** What became of a mail. `mail` null: it was not put into the ledger, or is gone from it. */
export function sayMail(title: string, mail: StepLogRow['mail']): { text: string; why: string | null } {
  const reason = mail?.reason ?? null;
  switch (mail?.status) {
    case 'accepted':
      return { text: `The email ${title} was sent.`, why: null };
    case 'deferred':
      return { text: `The email ${title} waits to be sent.`, why: because(reason) };
    case 'suppressed':
      return { text: `The email ${title} was not sent.`, why: because(reason) };
    case 'cancelled':
      return { text: `The email ${title} was taken back before it was sent.`, why: because(reason) };
    case 'refused':
      return { text: `The email ${title} was refused by the mail server.`, why: reason };
    case 'uncertain':
      return {
        text: `Nobody knows whether the email ${title} was sent.`,
        why: 'The mail server’s answer was lost; it is not sent twice.',
      };
    case undefined:
      return { text: `The email ${title} was not sent.`, why: 'The contact could not be mailed.' };
    default:
      return { text: `The email ${title} is about to be sent.`, why: because(reason) };
  }
}

function because(reason: string | null): string | null {
  if (reason === null) return null;
  return reason.startsWith('left ')
    ? `Because the contact ${reason}.`
    : `Because ${NOT_SENT[reason] ?? reason}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
