import type { DiagnosisStage, SmtpDiagnosis, SmtpProblem, StepStatus, TestMailProblem } from '@platform/mail';

/** One step of a test. */
export class SmtpStepView {
  /**
   * What was tried: looking up the host name, connecting, hearing the greeting, encrypting, signing in; with a test mail also
   * its sender, its recipient and the message itself.
   */
  stage: DiagnosisStage;
  /** `skipped`: not asked for; `not-reached`: an earlier step failed. */
  status: StepStatus;
}

export class SmtpProblemView {
  /** The step that failed. */
  stage: DiagnosisStage;
  /** Stable name of the problem. */
  code: SmtpProblem | TestMailProblem;
  /** What happened, in plain words. */
  message: string;
  /** What to do about it. */
  remedy: string;
}

export class SmtpEncryptionView {
  /** @example "TLSv1.3" */
  protocol: string;
  /** Whom the certificate names; empty when it does not say. */
  certificateSubject: string;
  certificateIssuer: string;
  /** Null when the server sent no certificate. */
  certificateValidUntil: Date | null;
  /** Whether the certificate passes, or would pass if it were checked. */
  isTrusted: boolean;
}

/** What the server offers (EHLO). */
export class SmtpExtensionsView {
  /** SIZE: it announces the largest message it takes. */
  size: boolean;
  /** That size in bytes; null when it names none. */
  maxSize: number | null;
  /** PIPELINING: several commands at once, which makes sending faster. */
  pipelining: boolean;
  /** 8BITMIME */
  eightBitMime: boolean;
  /** SMTPUTF8: international addresses. */
  smtpUtf8: boolean;
  /** STARTTLS: offered, or used for this connection. */
  starttls: boolean;
  /** Ways to sign in that both sides know. */
  signIn: string[];
}

/** How far a connection to a mail server got. */
export class SmtpDiagnosisView {
  ok: boolean;
  /** Host and port. */
  server: string;
  steps: SmtpStepView[];
  /** Null when all went well. */
  problem: SmtpProblemView | null;
  /** What works, but should not stay so. */
  warnings: string[];
  /** Null when the connection is not encrypted, or was not opened. */
  encryption: SmtpEncryptionView | null;
  /** Null when no session was opened. */
  extensions: SmtpExtensionsView | null;
  /** What the server said when it took the test mail; null without one. */
  mailReply: string | null;
}

export function toSmtpDiagnosisView(diagnosis: SmtpDiagnosis): SmtpDiagnosisView {
  const { ok, label, steps, problem, warnings, info, accepted } = diagnosis;
  const encryption = info?.encryption ?? null;
  return {
    ok,
    server: label,
    steps,
    problem,
    warnings,
    encryption: encryption && {
      protocol: encryption.protocol,
      certificateSubject: encryption.subject,
      certificateIssuer: encryption.issuer,
      certificateValidUntil: encryption.validUntil,
      isTrusted: encryption.distrust === null,
    },
    extensions: info?.extensions ?? null,
    mailReply: accepted,
  };
}
