import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { DomainError } from '@platform/errors';

export interface SmtpSettings {
  host: string;
  port: number;
  connection: SMTPConnectionOptions;
  /** Absent: the server asks for no sign-in. */
  auth?: { user: string; pass: string };
  /** Whether the password may cross an unencrypted connection: to this machine, or with `?tls=off`. */
  plainAuthAllowed: boolean;
  /** For logs and messages: no user, no password. */
  label: string;
}

/** How long each step may take, in milliseconds. Defaults follow RFC 5321 4.5.3.2 where waiting that long helps. */
export interface SmtpTimeouts {
  /** DNS, TCP and TLS. Default 30 000. */
  connectMs?: number;
  /** From the connection to the 220. Default 60 000 (the RFC says 5 minutes). */
  greetingMs?: number;
  /** Silence while an answer is awaited, the answer to the final dot included. Default 600 000. */
  idleMs?: number;
}

/**
 * Reads an SMTP address: `smtp://user:password@host:587` (STARTTLS when offered), `smtps://…` (TLS from the start, port
 * 465). Options: `?tls=required` (refuse to go on without STARTTLS), `?tls=off` (never), `?verify=off` (accept any
 * certificate, for a server of one's own), `?name=mail.example.com` (how we introduce ourselves).
 *
 * @throws DomainError `smtp.invalid-url`, which never repeats the address, because it may hold a password
 */
export function parseSmtpUrl(url: string, timeouts: SmtpTimeouts = {}): SmtpSettings {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw invalid('it is not an address; it looks like smtp://user:password@mail.example.com:587');
  }
  const secure = parsed.protocol === 'smtps:';
  if (!secure && parsed.protocol !== 'smtp:') throw invalid('it must start with smtp:// or smtps://');
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw invalid('it has no host name');
  const port = parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port);
  const tls = option(parsed, 'tls', ['required', 'optional', 'off']) ?? 'optional';
  const verify = option(parsed, 'verify', ['on', 'off']) ?? 'on';
  const name = parsed.searchParams.get('name');
  const connection: SMTPConnectionOptions = {
    host,
    port,
    secure,
    requireTLS: !secure && tls === 'required',
    ignoreTLS: !secure && tls === 'off',
    ...(name === null ? {} : { name }),
    tls: { rejectUnauthorized: verify === 'on', minVersion: 'TLSv1.2' },
    connectionTimeout: timeouts.connectMs ?? 30_000,
    dnsTimeout: timeouts.connectMs ?? 30_000,
    greetingTimeout: timeouts.greetingMs ?? 60_000,
    socketTimeout: timeouts.idleMs ?? 600_000,
  };
  const auth = readAuth(parsed);
  const plainAuthAllowed = tls === 'off' || /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return {
    host,
    port,
    connection,
    plainAuthAllowed,
    label: `${host}:${port}`,
    ...(auth === undefined ? {} : { auth }),
  };
}

function readAuth(parsed: URL): { user: string; pass: string } | undefined {
  if (parsed.username === '' && parsed.password === '') return undefined;
  try {
    return { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) };
  } catch {
    throw invalid('the user name or password has a "%" that is not part of an escape; write %25');
  }
}

function option<T extends string>(parsed: URL, name: string, known: T[]): T | undefined {
  const value = parsed.searchParams.get(name);
  if (value === null) return undefined;
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw invalid(`its option "${name}" must be one of ${known.join(', ')}`);
  return found;
}

function invalid(reason: string): DomainError {
  return new DomainError({
    code: 'smtp.invalid-url',
    kind: 'invalid',
    message: `The SMTP address cannot be used: ${reason}.`,
  });
}
