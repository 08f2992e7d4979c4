import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanHeaderText } from '../assemble/header-encoding';
import type { DiagnosisMail } from './diagnose-smtp';

/** A short mail that says that a server works. Addresses must have passed parseEmailAddress. */
export async function composeTestMail(mail: {
  from: string;
  to: string;
  subject: string;
  text: string;
}): Promise<DiagnosisMail> {
  const composed = new MailComposer({
    from: { name: '', address: mail.from },
    to: { name: '', address: mail.to },
    subject: cleanHeaderText(mail.subject),
    text: mail.text,
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const text = (await composed.compile().build()).toString('latin1');
  const whole = text.endsWith('\r\n') ? text : `${text}\r\n`;
  return {
    envelope: { from: mail.from, to: mail.to },
    message: { raw: Buffer.from(whole.replace(/^\./gm, '..'), 'latin1'), size: whole.length },
  };
}
