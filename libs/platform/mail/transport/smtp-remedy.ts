import type { SmtpProblem } from './smtp-problem';
import type { SmtpSettings, TlsPolicy } from './smtp-settings';

/** What may go wrong with a test mail on an open session. */
export type TestMailProblem =
  'sender-refused' | 'recipient-refused' | 'message-refused' | 'try-later' | 'lost';

type Remedy = string | ((settings: SmtpSettings) => string);

const PORT_HINT: Record<TlsPolicy, string> = {
  tls: 'TLS from the start usually means port 465',
  'starttls-required': 'STARTTLS usually means port 587',
  'starttls-if-offered': 'STARTTLS usually means port 587',
  none: 'servers without encryption usually listen on port 25',
};

const REMEDIES: Record<SmtpProblem | TestMailProblem, Remedy> = {
  'host-not-found': 'Check the spelling of the host name; the instructions of your mail provider name it.',
  'lookup-failed': 'Try again in a minute. If it stays so, the DNS of this installation does not work.',
  'host-not-allowed':
    'Use a server with a public address, or ask whoever runs this installation to allow it with SMTP_PRIVATE_HOSTS=yes.',
  refused: ({ tls }) =>
    `Check the port: ${PORT_HINT[tls]}. A firewall on the way can refuse connections too.`,
  timeout:
    'A firewall probably drops the connection. Many hosting companies block port 25: try 587 with STARTTLS or 465 with TLS, or ask them to open it.',
  unreachable: 'Check the host name. If it is right, this machine’s network does not lead there.',
  closed:
    'The server may only accept known addresses: ask its operator to allow the address of this machine.',
  'not-smtp': ({ tls }) => `Another service listens there. Check the port: ${PORT_HINT[tls]}.`,
  'no-greeting': ({ tls }) =>
    tls === 'tls'
      ? 'Check the port, or try again later: the server may be overloaded.'
      : 'This port may expect TLS from the start: choose TLS (465 usually does), or check the port.',
  'too-slow':
    'The server is overloaded, or holds up senders that it does not know. Try again later, or ask its operator.',
  'turned-away': 'Read what the server says. If it names a limit or a block list, its operator can help.',
  'tls-missing':
    'Choose TLS from the start (usually port 465), or a server that encrypts. Without encryption anybody on the way can read the mail.',
  'tls-not-from-the-start': 'Choose STARTTLS instead of TLS (usually on port 587), or another port.',
  'tls-failed': 'The server may be too old: TLS 1.2 is the least that is spoken here.',
  'certificate-self-signed':
    'Ask the operator for a certificate of a known authority. Only for a server of your own: switch off the check of the certificate.',
  'certificate-unknown-issuer':
    'Ask the operator to install the whole certificate chain. Only for a server of your own: switch off the check of the certificate.',
  'certificate-expired':
    'Ask the operator of the server to renew its certificate; check the clock of this machine.',
  'certificate-name':
    'Use the host name that stands in the certificate; the instructions of your provider name it.',
  'sign-in-not-encrypted':
    'Choose TLS, or a server that offers STARTTLS. Choose "no encryption" only if everybody on the way may read the password.',
  'sign-in-not-offered':
    'Leave user name and password empty if the server needs none; else ask its operator for PLAIN or LOGIN.',
  'sign-in-refused':
    'Check user name and password. Many providers want a password made for programs (app password, API key) instead of your own.',
  'sender-refused':
    'Allow the sender’s address or domain at your mail provider (verified sender), or use a sender it knows.',
  'recipient-refused':
    'Check the address. Some providers deliver only to confirmed addresses until you leave their sandbox.',
  'message-refused': 'Read what the server says about the message.',
  'try-later': 'Try again in some minutes; the server may be slowing down senders that it does not know.',
  lost: 'The connection broke while the mail was under way. Try again, and look whether the mail has arrived.',
};

/** What to do about a problem, in one or two sentences. */
export function remedyFor(problem: SmtpProblem | TestMailProblem, settings: SmtpSettings): string {
  const remedy = REMEDIES[problem];
  return typeof remedy === 'string' ? remedy : remedy(settings);
}
