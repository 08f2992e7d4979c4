import type { SystemMessageInput } from '@features/messages';
import { textIn } from '../definition/form-definition';
import { wordsOf } from '../words/form-words';
import type { ClaimedFormMail } from './form-mails.repository';

type MailTexts = Pick<SystemMessageInput, 'key' | 'data' | 'subject' | 'preheader'>;

/** The one mail of a double opt-in. Its words are the marketer's or ours, never the visitor's. */
export function confirmationMail({ definition, language }: ClaimedFormMail, actionUrl: string): MailTexts {
  const { texts, languages } = definition;
  const words = wordsOf(language);
  const subject = textIn(texts.mailSubject, language, languages) || words.mailSubject;
  return {
    key: 'confirm-subscription',
    subject: withoutTags(subject),
    preheader: withoutTags(words.mailNotYou),
    data: {
      actionUrl,
      heading: textIn(texts.mailHeading, language, languages) || words.mailHeading,
      intro: textIn(texts.mailIntro, language, languages) || words.mailIntro,
      button: textIn(texts.mailButton, language, languages) || words.mailButton,
      notYou: words.mailNotYou,
      copyLink: words.mailCopyLink,
    },
  };
}

/** Tells the team. It quotes what the visitor typed, so it goes to the team alone. */
export function notificationMail(mail: ClaimedFormMail, appUrl: string): MailTexts {
  const { definition, answers, formName, createdAt, submissionId, formId } = mail;
  const lines = definition.fields.flatMap(({ name, label }) => {
    const value = answers[name];
    if (value === undefined) return [];
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    return [{ label: textIn(label, '', definition.languages) || name, text }];
  });
  return {
    key: 'form-notification',
    subject: withoutTags(`New submission: ${formName}`),
    data: {
      form: formName,
      lines,
      at: createdAt.toISOString().replace('T', ' ').slice(0, 16),
      actionUrl: `${appUrl}/app/forms/${formId}/submissions/${submissionId}`,
    },
  };
}

/** Subjects are templates; a text that is none must stay one. */
function withoutTags(text: string): string {
  return text.replaceAll('{{', '{ {').replaceAll(/[\r\n]+/g, ' ');
}
