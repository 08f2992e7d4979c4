import type { Socket } from 'node:net';
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { DomainError } from '@platform/errors';

/**
 * How a connection is encrypted. `tls`: from the first byte (port 465). `starttls-required`: after STARTTLS, or not at all.
 * `starttls-if-offered`: as the server likes; a password is sent encrypted only. `none`: never, the password included.
 */
export const TLS_POLICIES = ['tls', 'starttls-required', 'starttls-if-offered', 'none'] as const;
export type TlsPolicy = (typeof TLS_POLICIES)[number];

/** What makes up a server; see smtpSettings. */
export interface SmtpServerOptions {
  /** Host name, or an IP address without brackets. */
  host: string;
  port: number;
  tls: TlsPolicy;
  /** False accepts any certificate: for a server of one's own. */
  verifyCertificate: boolean;
  /** How we introduce ourselves (EHLO); the name of this machine when left out. */
  ehloName?: string;
  auth?: { user: string; pass: string };
  /** Opens the connection, for hosts that are not connected to just like that. Rejects with a ConnectError. */
  dial?: () => Promise<Socket>;
  timeouts?: SmtpTimeouts;
}

export interface SmtpSettings {
  host: string;
  port: number;
  tls: TlsPolicy;
  connection: SMTPConnectionOptions;
  /** Absent: the server asks for no sign-in. */
  auth?: { user: string; pass: string };
  /** Whether the password may cross an unencrypted connection: to this machine, or because encryption was switched off. */
  plainAuthAllowed: boolean;
  dial?: () => Promise<Socket>;
  /** Longest that opening a session may take in all, in milliseconds. */
  openMs: number;
  /** Longest that a message of so many octets may take in all, in milliseconds. */
  sendMs: (size: number) => number;
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
  /**
   * Opening a session in all, however often the server says something. Default: `connectMs`, `greetingMs` and three answers of
   * `idleMs`, of which at most 30 000 each count.
   */
  openMs?: number;
  /** A message in all. Default: twice `idleMs`, and the time for its octets at 16 kB a second, at most 600 000. */
  sendMs?: number;
}

/** Answers between the greeting and an open session, which EHLO, STARTTLS and AUTH wait for. */
const OPENING_ANSWERS = 3;
const OPENING_ANSWER_MS = 30_000;
/** The slowest line that a message must still get through. */
const OCTETS_PER_MS = 16;
const MAX_TRANSFER_MS = 600_000;

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Settings of a server whose parts are known one by one. */
export function smtpSettings(server: SmtpServerOptions): SmtpSettings {
  const { host, port, tls, verifyCertificate, ehloName, auth, dial, timeouts = {} } = server;
  const { connectMs = 30_000, greetingMs = 60_000, idleMs = 600_000 } = timeouts;
  const connection: SMTPConnectionOptions = {
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls-required',
    ignoreTLS: tls === 'none',
    ...(ehloName === undefined ? {} : { name: ehloName }),
    tls: { rejectUnauthorized: verifyCertificate, minVersion: 'TLSv1.2' },
    connectionTimeout: connectMs,
    dnsTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: idleMs,
  };
  return {
    host,
    port,
    tls,
    connection,
    openMs: timeouts.openMs ?? connectMs + greetingMs + OPENING_ANSWERS * Math.min(idleMs, OPENING_ANSWER_MS),
    sendMs: (size) => timeouts.sendMs ?? 2 * idleMs + Math.min(size / OCTETS_PER_MS, MAX_TRANSFER_MS),
    plainAuthAllowed: tls === 'none' || LOOPBACK.test(host),
    label: `${host}:${port}`,
    ...(auth === undefined ? {} : { auth }),
    ...(dial === undefined ? {} : { dial }),
  };
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
  const tls = option(parsed, 'tls', ['required', 'optional', 'off']) ?? 'optional';
  const name = parsed.searchParams.get('name');
  const auth = readAuth(parsed);
  return smtpSettings({
    host,
    port: parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port),
    tls: secure ? 'tls' : STARTTLS_BY_OPTION[tls],
    verifyCertificate: (option(parsed, 'verify', ['on', 'off']) ?? 'on') === 'on',
    ...(name === null ? {} : { ehloName: name }),
    ...(auth === undefined ? {} : { auth }),
    timeouts,
  });
}

const STARTTLS_BY_OPTION = {
  required: 'starttls-required',
  optional: 'starttls-if-offered',
  off: 'none',
} as const;

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
