import type { FieldError } from '@platform/errors';

const MAX_HEADERS = 10;
const MAX_VALUE = 500;
const NAME = /^X-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/i;
const MAX_NAME = 60;
/** One line of visible text: nothing that ends a header, turns it around or hides in it. */
const VALUE =
  // eslint-disable-next-line no-control-regex
  /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/;

/**
 * Headers by which relays of mail providers are steered: one of them may add recipients (X-SMTPAPI), others switch tracking on,
 * choose templates or claim somebody else's bounces. And ours.
 */
const STEERING =
  /^X-(?:Tidings|Spam|SMTPAPI|SMTP2GO|SES|MC|Mandrill|Mailgun|MG|MJ|Mailjet|PM|Postmark|MSYS|SparkPost|SIB|Mailin|Brevo|ElasticEmail|MailerSend|Resend|TM)(?:-|$)/i;

/** What is wrong with the headers that a caller wants on a message, one entry per header. */
export function headerProblems(headers: Record<string, unknown>): FieldError[] {
  const names = Object.keys(headers);
  if (names.length > MAX_HEADERS) {
    return [
      problem('/headers', `headers may have at most ${MAX_HEADERS} entries; there are ${names.length}.`),
    ];
  }
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const pointer = `/headers/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const reason = nameProblem(name, seen) ?? valueProblem(headers[name]);
    seen.add(name.toLowerCase());
    return reason === undefined
      ? []
      : [problem(pointer, `headers: ${JSON.stringify(name.slice(0, 60))} ${reason}.`)];
  });
}

function nameProblem(name: string, seen: ReadonlySet<string>): string | undefined {
  if (!NAME.test(name) || name.length > MAX_NAME) {
    return `is no header that may be set; only X-… with letters, digits and dashes, at most ${MAX_NAME} characters`;
  }
  if (STEERING.test(name)) return 'steers mail servers and cannot be set; choose another name';
  return seen.has(name.toLowerCase()) ? 'stands there twice' : undefined;
}

function valueProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text';
  if (value.trim() === '') return 'is empty';
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  return VALUE.test(value) ? undefined : 'holds a line break or another invisible character';
}

function problem(pointer: string, message: string): FieldError {
  return { pointer, code: 'message.invalid-header', message };
}
