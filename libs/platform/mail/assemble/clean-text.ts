/** Control characters other than tab and line feed: never seen, never meant, and some servers refuse them. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What every part of a body goes through: each line end becomes LF, control characters go. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
}

/**
 * What an author wrote around the values, brought into the form of the wire once, so that a message needs no pass over it:
 * clean, with CRLF line ends.
 */
export function cleanTextTemplate(template: string): string {
  return cleanText(template).replaceAll('\n', '\r\n');
}

/** The same for HTML, where in addition no line may look like the beginning of a message in a mailbox file. */
export function cleanHtmlTemplate(template: string): string {
  return cleanTextTemplate(template).replace(/^(?=From )/gm, ' ');
}
