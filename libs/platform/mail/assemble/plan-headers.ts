import { parseDomain, parseEmailAddress } from '../address/email-address';
import { cleanHeaderText, encodeListId, encodeMailbox, encodeUnstructured } from './header-encoding';
import type { Mailbox, SandboxPlan } from './message-plan';

/** Written by the assembler from typed input, so nobody may write them a second time. */
const RESERVED = new Set(
  (
    'from to cc bcc sender subject date message-id mime-version content-type content-transfer-encoding reply-to ' +
    'return-path received dkim-signature list-unsubscribe list-unsubscribe-post list-id feedback-id auto-submitted'
  ).split(' '),
);

/** A plan or recipient value that cannot stand in a message. */
export class InvalidHeaderError extends Error {
  readonly code = 'mail.invalid-header';
}

/** The headers that are the same for each recipient of a plan; each ends in CRLF. */
export function planHeaders(plan: SandboxPlan): string[] {
  const headers = [mailbox('From', plan.from)];
  if (plan.replyTo !== undefined) headers.push(mailbox('Reply-To', plan.replyTo));
  if (plan.list !== undefined) headers.push(listId(plan.list));
  if (plan.feedbackId !== undefined) headers.push(feedbackId(plan.feedbackId));
  if (plan.autoSubmitted !== undefined) headers.push(`Auto-Submitted: ${plan.autoSubmitted}\r\n`);
  return [...headers, ...extraHeaders(plan.headers ?? {})];
}

/** What the assembler needs of a checked plan: everything ASCII. */
export interface PlanAddresses {
  messageIdDomain: string;
  /** `mailto:…` without the subject; undefined when the plan has no mailbox for it. */
  unsubscribeMailto: string | undefined;
}

/** Checks what the whole plan depends on; throws InvalidHeaderError with a message that names the part. */
export function checkPlan(plan: SandboxPlan): PlanAddresses {
  if (plan.message.v !== 1) {
    throw new InvalidHeaderError('The compiled message has an unknown version; compile it again.');
  }
  const domain = parseDomain(plan.messageIdDomain);
  if (!domain.ok)
    throw new InvalidHeaderError(`The Message-ID domain "${plan.messageIdDomain}" ${domain.reason}.`);
  if (!/^https?:\/\/[A-Za-z0-9.:[\]-]+$/.test(plan.publicBaseUrl)) {
    throw new InvalidHeaderError(
      `The public address "${plan.publicBaseUrl}" must be like https://mail.example.com.`,
    );
  }
  const mailbox = plan.unsubscribeMailbox;
  const [local = '', host = ''] =
    mailbox === undefined ? [] : requireAddress('unsubscribe mailbox', mailbox).split('@');
  const unsubscribeMailto = mailbox === undefined ? undefined : `mailto:${encodeURIComponent(local)}@${host}`;
  return { messageIdDomain: domain.domain, unsubscribeMailto };
}

/** Headers of the caller's own choice; `taken` are names that stand in the message already. */
export function extraHeaders(headers: Record<string, string>, taken?: Record<string, string>): string[] {
  const seen = new Set(Object.keys(taken ?? {}).map((name) => name.toLowerCase()));
  return Object.entries(headers).map(([name, value]) => {
    const key = name.toLowerCase();
    if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) || RESERVED.has(key)) {
      throw new InvalidHeaderError(`The header "${cleanHeaderText(name).slice(0, 60)}" cannot be set.`);
    }
    if (seen.has(key)) throw new InvalidHeaderError(`The header "${name}" is set twice.`);
    seen.add(key);
    return encodeUnstructured(name, String(value));
  });
}

/** The header for a recipient's own address for answers. A message has one at most. */
export function replyToHeader(plan: SandboxPlan, replyTo: Mailbox): string {
  if (plan.replyTo !== undefined) {
    throw new InvalidHeaderError('The plan says already where answers go; leave that to its recipients.');
  }
  return mailbox('Reply-To', replyTo);
}

function mailbox(header: string, { name, address }: Mailbox): string {
  return encodeMailbox(header, name, requireAddress(header, address));
}

function requireAddress(what: string, text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new InvalidHeaderError(`The ${what} address ${parsed.reason}.`);
  return parsed.address;
}

function listId({ id, name }: { id: string; name?: string }): string {
  const domain = parseDomain(id);
  if (id.length > 200 || !domain.ok) {
    throw new InvalidHeaderError(`The list id "${id.slice(0, 60)}" must look like a domain name.`);
  }
  return encodeListId(name, domain.domain);
}

function feedbackId(value: string): string {
  if (!/^[A-Za-z0-9._-]*(?::[A-Za-z0-9._-]*){0,3}$/.test(value) || value.length > 127) {
    throw new InvalidHeaderError(
      'The Feedback-ID has at most four fields of letters, digits, ".", "_", "-".',
    );
  }
  return `Feedback-ID: ${value}\r\n`;
}
