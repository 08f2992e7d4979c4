import type { SendResult } from './send-result';
import type { SessionInfo } from './session-info';
import { certificateProblem, SmtpOpenError, type SmtpProblem, type SmtpStage } from './smtp-problem';
import { remedyFor, type TestMailProblem } from './smtp-remedy';
import { SmtpSession, type SmtpEnvelope, type SmtpMessage } from './smtp-session';
import type { SmtpSettings } from './smtp-settings';

export type DiagnosisStage = SmtpStage | 'sender' | 'recipient' | 'message';

/** `skipped`: not asked for; `not-reached`: an earlier step failed. */
export type StepStatus = 'passed' | 'failed' | 'skipped' | 'not-reached';

export interface DiagnosisStep {
  stage: DiagnosisStage;
  status: StepStatus;
}

/** How far a connection to a server got. No text of it holds the user name or the password. */
export interface SmtpDiagnosis {
  ok: boolean;
  /** Host and port. */
  label: string;
  /** Every step, in the order in which they are taken. */
  steps: DiagnosisStep[];
  /** What failed: null when nothing did. */
  problem: {
    stage: DiagnosisStage;
    code: SmtpProblem | TestMailProblem;
    message: string;
    remedy: string;
  } | null;
  /** What works, but should not stay so. */
  warnings: string[];
  /** Null when no session was opened. */
  info: SessionInfo | null;
  /** What the server said when it took the test mail; null without one. */
  accepted: string | null;
}

/** A whole message for the test; see SmtpMessage. */
export interface DiagnosisMail {
  envelope: SmtpEnvelope;
  message: SmtpMessage;
}

interface Failure {
  stage: DiagnosisStage;
  code: SmtpProblem | TestMailProblem;
  message: string;
}

/** Connects, encrypts and signs in, hands over the mail if there is one, and says how far it got. Never throws. */
export async function diagnoseSmtp(settings: SmtpSettings, mail?: DiagnosisMail): Promise<SmtpDiagnosis> {
  const session = new SmtpSession(settings);
  try {
    await session.open();
  } catch (error) {
    const { stage, problem, message } =
      error instanceof SmtpOpenError
        ? error
        : new SmtpOpenError('connect', 'closed', 'The connection failed for an unknown reason.');
    return diagnosis(settings, { mail, failure: { stage, code: problem, message } });
  }
  const info = session.info;
  const result = mail && (await session.send(mail.envelope, mail.message));
  session.quit();
  const failure = result && mailFailure(result);
  const accepted = result?.outcome === 'accepted' ? result.reply : undefined;
  return diagnosis(settings, { mail, info, ...(failure && { failure }), ...(accepted && { accepted }) });
}

interface Found {
  mail: DiagnosisMail | undefined;
  failure?: Failure;
  info?: SessionInfo;
  accepted?: string;
}

function diagnosis(settings: SmtpSettings, { mail, failure, info, accepted }: Found): SmtpDiagnosis {
  return {
    ok: failure === undefined,
    label: settings.label,
    steps: stepsOf(settings, { failed: failure?.stage, withMail: mail !== undefined, info }),
    problem: failure === undefined ? null : { ...failure, remedy: remedyFor(failure.code, settings) },
    warnings: info === undefined ? [] : warningsOf(settings, info),
    info: info ?? null,
    accepted: accepted ?? null,
  };
}

function stepsOf(
  settings: SmtpSettings,
  {
    failed,
    withMail,
    info,
  }: { failed?: DiagnosisStage | undefined; withMail: boolean; info?: SessionInfo | undefined },
): DiagnosisStep[] {
  const opening: DiagnosisStage[] =
    settings.tls === 'tls' ? ['connect', 'tls', 'greeting'] : ['connect', 'greeting', 'tls'];
  const order: DiagnosisStage[] = ['resolve', ...opening, 'auth', 'sender', 'recipient', 'message'];
  const failedAt = failed === undefined ? order.length : order.indexOf(failed);
  const isSkipped = (stage: DiagnosisStage): boolean => {
    if (stage === 'tls') return settings.tls === 'none' || info?.secure === false;
    if (stage === 'auth') return settings.auth === undefined;
    return ['sender', 'recipient', 'message'].includes(stage) && !withMail;
  };
  return order.map((stage, index) => {
    if (index === failedAt) return { stage, status: 'failed' };
    if (isSkipped(stage)) return { stage, status: 'skipped' };
    return { stage, status: index < failedAt ? 'passed' : 'not-reached' };
  });
}

function warningsOf({ tls, auth, label }: SmtpSettings, { secure, encryption }: SessionInfo): string[] {
  const warnings: string[] = [];
  if (!secure) {
    const what = auth === undefined ? 'the mail' : 'the mail and the password';
    const remedy =
      tls === 'none' ? 'Choose TLS or STARTTLS if the server can.' : 'The server offers no encryption.';
    warnings.push(`Anybody on the way to ${label} can read ${what}. ${remedy}`);
  }
  if (encryption?.distrust) {
    const says =
      certificateProblem(encryption.distrust)?.says ??
      `its certificate is not valid (${encryption.distrust})`;
    warnings.push(
      `The certificate is not checked, and would not pass: ${says}. Somebody on the way could pose as the server.`,
    );
  }
  return warnings;
}

function mailFailure(result: SendResult): Failure | undefined {
  switch (result.outcome) {
    case 'accepted':
      return undefined;
    case 'refused':
    case 'deferred': {
      const stage = result.stage === 'data' ? 'message' : result.stage;
      const code = result.outcome === 'deferred' ? 'try-later' : (`${stage}-refused` as const);
      return { stage, code, message: `The server did not take the test mail: ${result.reply}` };
    }
    case 'uncertain':
      return { stage: 'message', code: 'lost', message: result.reason };
    case 'not-sent':
      // A sender that is refused speaks of us, not of the message: see classifyFailure.
      return /^5\d\d/.test(result.reason)
        ? {
            stage: 'sender',
            code: 'sender-refused',
            message: `The server did not take the sender: ${result.reason}`,
          }
        : { stage: 'message', code: 'lost', message: result.reason };
  }
}
