import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** What an open session knows of its server. */
export interface SessionInfo {
  secure: boolean;
  authenticated: boolean;
  pipelining: boolean;
  /** Null without encryption. */
  encryption: SessionEncryption | null;
  extensions: SmtpExtensions;
}

export interface SessionEncryption {
  /** Such as `TLSv1.3`. */
  protocol: string;
  /** Name the certificate is made out to, and by whom; empty when it does not say. */
  subject: string;
  issuer: string;
  /** Null when the server sent no certificate. */
  validUntil: Date | null;
  /** Why the certificate would not be accepted if it were checked, as Node's code; null when all is well. */
  distrust: string | null;
}

/** EHLO keywords that matter here. */
export interface SmtpExtensions {
  /** RFC 1870: whether message sizes are announced, and the largest message in octets; null when it names none. */
  size: boolean;
  maxSize: number | null;
  pipelining: boolean;
  eightBitMime: boolean;
  smtpUtf8: boolean;
  /** Offered, or used to encrypt this very session. */
  starttls: boolean;
  /** Ways to sign in: PLAIN, LOGIN, … */
  signIn: string[];
}

/** What nodemailer keeps to itself. */
interface Internals {
  _socket: Socket | false;
  _supportedExtensions: string[];
  _maxAllowedSize: number;
  _ehloLines?: string[];
  _supportedAuth: string[];
  secureConnection: boolean;
}

/** The socket under a connection, TLS socket after STARTTLS; undefined before there is one. */
export function socketOf(connection: SMTPConnection): Socket | undefined {
  return (connection as unknown as Internals)._socket || undefined;
}

export function readSessionInfo(connection: SMTPConnection, authenticated: boolean): SessionInfo {
  const internals = connection as unknown as Internals;
  const extensions = internals._supportedExtensions;
  const secure = connection.secure;
  const upgraded = secure && !internals.secureConnection;
  return {
    secure,
    authenticated,
    pipelining: extensions.includes('PIPELINING'),
    encryption: secure ? readEncryption(internals._socket as TLSSocket) : null,
    extensions: {
      size: extensions.includes('SIZE'),
      maxSize: internals._maxAllowedSize > 0 ? internals._maxAllowedSize : null,
      pipelining: extensions.includes('PIPELINING'),
      eightBitMime: extensions.includes('8BITMIME'),
      smtpUtf8: extensions.includes('SMTPUTF8'),
      starttls: upgraded || (internals._ehloLines ?? []).some((line) => /^STARTTLS\b/i.test(line)),
      signIn: [...internals._supportedAuth],
    },
  };
}

function readEncryption(socket: TLSSocket): SessionEncryption {
  const { subject, issuer, valid_to: validTo } = socket.getPeerCertificate();
  const distrust: unknown = socket.authorizationError;
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    validUntil: validTo ? new Date(validTo) : null,
    distrust: distrust ? codeOf(distrust) : null,
  };
}

/** Node documents a text here and gives an error for names that do not match. */
function codeOf(distrust: unknown): string {
  const { code } = distrust as { code?: unknown };
  return typeof code === 'string' ? code : String(distrust);
}

function nameOf(name: { CN?: string | string[]; O?: string | string[] } | undefined): string {
  const text = name?.CN ?? name?.O ?? '';
  return (Array.isArray(text) ? (text[0] ?? '') : text).slice(0, 200);
}
