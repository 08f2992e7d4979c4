import { ConnectError, type ConnectProblem } from '@platform/network';
import { cleanReply, type NoSession, type SmtpFailure } from './send-result';
import type { SmtpSettings } from './smtp-settings';

/** How far opening a session came. */
export type SmtpStage = 'resolve' | 'connect' | 'greeting' | 'tls' | 'auth';

/** What may be wrong with a server, as a stable name. */
export type SmtpProblem =
  | ConnectProblem
  | 'closed'
  | 'not-smtp'
  | 'no-greeting'
  | 'too-slow'
  | 'turned-away'
  | 'tls-missing'
  | 'tls-not-from-the-start'
  | 'tls-failed'
  | 'certificate-self-signed'
  | 'certificate-unknown-issuer'
  | 'certificate-expired'
  | 'certificate-name'
  | 'sign-in-not-encrypted'
  | 'sign-in-not-offered'
  | 'sign-in-refused';

/** Why a session could not be opened: one plain sentence without user name and password. */
export class SmtpOpenError extends Error {
  constructor(
    readonly stage: SmtpStage,
    readonly problem: SmtpProblem,
    message: string,
  ) {
    super(message);
  }

  /** The same for whoever decides what mail does meanwhile. */
  get noSession(): NoSession {
    // A server that takes too long while signing in has said nothing about the password.
    if (this.problem === 'too-slow') return 'unreachable';
    const isSignIn = this.stage === 'auth' || this.problem === 'sign-in-not-encrypted';
    return isSignIn ? 'sign-in' : 'unreachable';
  }
}

interface Certificate {
  problem: SmtpProblem;
  says: string;
}

/** Codes of OpenSSL and Node for a certificate that is not accepted. */
const CERTIFICATES: Record<string, Certificate> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    problem: 'certificate-self-signed',
    says: 'its certificate is signed by itself, so nobody vouches for it',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    problem: 'certificate-unknown-issuer',
    says: 'its certificate is issued by an authority that this machine does not know',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    problem: 'certificate-unknown-issuer',
    says: 'it does not send the certificates between its own and a known authority',
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    problem: 'certificate-unknown-issuer',
    says: 'its certificate is issued by an authority that this machine does not know',
  },
  CERT_HAS_EXPIRED: { problem: 'certificate-expired', says: 'its certificate has expired' },
  CERT_NOT_YET_VALID: { problem: 'certificate-expired', says: 'its certificate is not valid yet' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    problem: 'certificate-name',
    says: 'its certificate is made out to another name',
  },
};

/** What a code of Node's says about a certificate; undefined when it is about something else. */
export function certificateProblem(code: string | undefined): Certificate | undefined {
  return code === undefined ? undefined : CERTIFICATES[code];
}

/** Names what nodemailer or a dialer reports while a session is opened. */
export function describeOpenFailure(error: unknown, { label, host, dial }: SmtpSettings): SmtpOpenError {
  if (error instanceof SmtpOpenError) return error;
  if (error instanceof ConnectError) {
    const unresolved = ['host-not-found', 'lookup-failed', 'host-not-allowed'].includes(error.problem);
    return new SmtpOpenError(unresolved ? 'resolve' : 'connect', error.problem, error.message);
  }
  const failure = error as Detailed;
  const detail = cleanReply(failure.response ?? failure.message ?? 'no reason given');
  if (failure.code === 'EDNS') {
    return new SmtpOpenError('resolve', 'host-not-found', `There is no host named ${host} (${detail}).`);
  }
  return (
    duringTls(failure, { label, detail }) ??
    duringGreeting(failure, { label, detail }) ??
    // A dialer has connected before anything else can go wrong.
    new SmtpOpenError(
      dial === undefined ? 'connect' : 'greeting',
      whileConnecting(failure),
      `No connection to ${label}: ${detail}`,
    )
  );
}

type Detailed = SmtpFailure & { originalCode?: string; timeoutType?: string };

function duringTls(failure: Detailed, { label, detail }: { label: string; detail: string }) {
  const { code, originalCode, command, timeoutType } = failure;
  const certificate = certificateProblem(originalCode ?? code);
  const fail = (problem: SmtpProblem, says: string) =>
    new SmtpOpenError('tls', problem, `No encrypted connection to ${label}: ${says}.`);
  if (certificate) return fail(certificate.problem, certificate.says);
  if (command === 'STARTTLS' || (command === 'EHLO' && /STARTTLS/.test(failure.message ?? ''))) {
    return fail('tls-missing', `it does not offer STARTTLS (${detail})`);
  }
  if (/wrong version|packet length too long|ERR_SSL_PACKET/i.test(`${originalCode} ${detail}`)) {
    return fail('tls-not-from-the-start', 'it answers without encryption where TLS was expected');
  }
  const isTls = code === 'ETLS' || timeoutType === 'UPGRADE_TIMEOUT' || /SSL|TLS|certificate/i.test(detail);
  return isTls ? fail('tls-failed', detail) : undefined;
}

function duringGreeting(failure: Detailed, { label, detail }: { label: string; detail: string }) {
  const fail = (problem: SmtpProblem, message: string) => new SmtpOpenError('greeting', problem, message);
  if (failure.timeoutType === 'GREETING_TIMEOUT') {
    return fail('no-greeting', `${label} accepts connections but says nothing: it does not speak SMTP.`);
  }
  if (failure.timeoutType === 'SOCKET_TIMEOUT') {
    return fail('no-greeting', `${label} stopped answering before the session was open.`);
  }
  if (failure.response === undefined) {
    return failure.code === 'EPROTOCOL'
      ? fail('not-smtp', `What answers at ${label} does not speak SMTP.`)
      : undefined;
  }
  if (/^[45]\d\d/.test(failure.response)) {
    return fail('turned-away', `${label} does not take mail now: ${detail}`);
  }
  return fail('not-smtp', `What answers at ${label} does not speak SMTP: ${detail}`);
}

function whileConnecting({ originalCode, code, timeoutType }: Detailed): SmtpProblem {
  if (originalCode === 'ECONNREFUSED' || code === 'ECONNREFUSED') return 'refused';
  if (timeoutType === 'CONNECT_TIMEOUT' || originalCode === 'ETIMEDOUT') return 'timeout';
  if (['EHOSTUNREACH', 'ENETUNREACH'].includes(originalCode ?? '')) return 'unreachable';
  return 'closed';
}
