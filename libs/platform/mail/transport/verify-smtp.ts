import { DomainError } from '@platform/errors';
import { SmtpOpenError, SmtpSession, type SessionInfo } from './smtp-session';
import { parseSmtpUrl, type SmtpTimeouts } from './smtp-settings';

export type SmtpDiagnosis =
  | ({ ok: true; label: string } & SessionInfo)
  /** `message` says what to look at and holds no user name and no password. */
  | { ok: false; stage: 'address' | 'connect' | 'greeting' | 'tls' | 'auth'; message: string };

/** Connects, encrypts and signs in, sends nothing, and says in plain words how far it got. Never throws. */
export async function verifySmtp(url: string, timeouts: SmtpTimeouts = {}): Promise<SmtpDiagnosis> {
  try {
    const settings = parseSmtpUrl(url, {
      connectMs: 10_000,
      greetingMs: 15_000,
      idleMs: 15_000,
      ...timeouts,
    });
    const session = new SmtpSession(settings);
    await session.open();
    const { info } = session;
    session.quit();
    return { ok: true, label: settings.label, ...info };
  } catch (error) {
    if (error instanceof SmtpOpenError) return { ok: false, stage: error.stage, message: error.message };
    if (error instanceof DomainError) return { ok: false, stage: 'address', message: error.message };
    return { ok: false, stage: 'connect', message: 'The connection failed for an unknown reason.' };
  }
}
