import { isIP } from 'node:net';
import { invalidField } from '@platform/errors';
import { parseDomain } from '@platform/mail';
import type { SmtpConnectionInput } from './smtp-server';

const SINGLE_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What the system would read as an IPv4 address in disguise. */
const NUMBER = /^(?:0x[0-9a-f]*|\d+)$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A server's address in the form in which it is stored: an IP address, or a name in A-labels, without a dot at the end. */
export function parseHost(pointer: string, text: string): string {
  const typed = text.trim().toLowerCase();
  const bare = typed.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0 && !bare.includes('%')) return bare;
  return parseName(pointer, typed.replace(/\.$/, ''));
}

/** A host name in A-labels, of one label or more. */
export function parseName(pointer: string, name: string): string {
  const field = pointer.slice(1);
  if (SINGLE_LABEL.test(name) && !NUMBER.test(name)) return name;
  const parsed = parseDomain(name);
  if (parsed.ok) return parsed.domain;
  const example = 'write a host name such as smtp.example.com, without http:// and without a port';
  throw invalidField(pointer, 'smtp-server.host-invalid', `${field} is not a host name: ${example}.`);
}

/** Domains in A-labels, each once, in the order given. */
export function parseSenderDomains(domains: readonly string[]): string[] {
  const parsed = domains.map((text, index) => {
    const domain = parseDomain(text.trim().toLowerCase().replace(/^@/, ''));
    if (domain.ok) return domain.domain;
    const message = `senderDomains[${index}] is not a domain: write what stands after the @ of the From address, such as example.com.`;
    throw invalidField(`/senderDomains/${index}`, 'smtp-server.domain-invalid', message);
  });
  return [...new Set(parsed)];
}

export interface SignIn {
  userName: string | null;
  /** Undefined: the stored one stays. */
  password: string | null | undefined;
}

/** Both, or neither: a password without a user name, or the other way round, is a mistake. */
export function parseSignIn({ userName, password }: SignIn, hasStoredPassword: boolean): SignIn {
  if (userName === null || userName === '') {
    if (password)
      throw bad(
        '/userName',
        'userName is missing: a password needs a user name. Leave out both for a server without sign-in.',
      );
    return { userName: null, password: null };
  }
  if (CONTROL.test(userName)) throw bad('/userName', 'userName contains a control character. Type it again.');
  if (password === undefined && hasStoredPassword) return { userName, password };
  if (!password)
    throw bad(
      '/password',
      'password is missing: a user name needs a password. Leave out both for a server without sign-in.',
    );
  if (CONTROL.test(password))
    throw bad('/password', 'password contains a control character, such as a line break. Type it again.');
  return { userName, password };
}

type Way = Pick<SmtpConnectionInput, 'host' | 'port' | 'tls' | 'verifyCertificate'>;

/**
 * Whether a stored password would go to another place, or could be read on the way there, after this change. Then it must be
 * given again: else whoever may change settings could have it sent to a server of their own.
 */
export function exposesPassword(before: Way, after: Way): boolean {
  const elsewhere = before.host !== after.host || before.port !== after.port;
  const unchecked = before.verifyCertificate && !after.verifyCertificate;
  const open = before.tls !== 'none' && after.tls === 'none';
  return elsewhere || unchecked || open;
}

function bad(pointer: string, message: string): Error {
  return invalidField(pointer, 'smtp-server.sign-in-invalid', message);
}
