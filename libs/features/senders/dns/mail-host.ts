import { isIP } from 'node:net';
import { whyNotPublic } from '@platform/network';

/** Where our mail leaves from, as far as SPF has to know. */
export interface MailHost {
  /** Name or IP address of the SMTP server that mail is handed to, in lower case. */
  host: string;
  /** The domain whose SPF record lists the addresses of a known mail service; null for a server of one's own. */
  service: string | null;
}

/** What well-known mail services tell their customers to include. */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^email-smtp\.[a-z0-9-]+\.amazonaws\.com$/, 'amazonses.com'],
  [/(^|\.)sendgrid\.net$/, 'sendgrid.net'],
  [/(^|\.)mailgun\.org$/, 'mailgun.org'],
  [/(^|\.)postmarkapp\.com$/, 'spf.mtasv.net'],
  [/(^|\.)mailjet\.com$/, 'spf.mailjet.com'],
  [/(^|\.)(brevo|sendinblue)\.com$/, 'spf.brevo.com'],
  [/(^|\.)mandrillapp\.com$/, 'spf.mandrillapp.com'],
  [/(^|\.)elasticemail\.com$/, '_spf.elasticemail.com'],
  [/(^|\.)mailersend\.net$/, '_spf.mailersend.net'],
  [/^smtp(-relay)?\.gmail\.com$/, '_spf.google.com'],
  [/(^|\.)(office365\.com|mail\.protection\.outlook\.com)$/, 'spf.protection.outlook.com'],
  [/(^|\.)(fastmail|messagingengine)\.com$/, 'spf.messagingengine.com'],
];

/** `host` as it stands in SMTP_URL: a name, an IPv4 address, or an IPv6 address in brackets. */
export function mailHost(host: string): MailHost {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return { host: name, service: SERVICES.find(([pattern]) => pattern.test(name))?.[1] ?? null };
}

/** True when the outside never sees this name or address: which one mail leaves from is not known then. */
export function isInternal({ host }: MailHost): boolean {
  if (isIP(host) > 0) return whyNotPublic(host) !== null;
  return !host.includes('.') || /\.(localhost|local|internal|lan|arpa)$/.test(host);
}

/** The SPF mechanism that lets this server send. */
export function spfMechanism({ host, service }: MailHost): string {
  if (service !== null) return `include:${service}`;
  const version = isIP(host);
  return version > 0 ? `ip${version}:${host}` : `a:${host}`;
}
