// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const LINE_ENDS = /\r\n?|\n/g;

/**
 * What an author wrote around the values, brought into the form of the wire once, so that a message needs no pass over it:
 * no control characters (the same that values lose), line ends CRLF.
 */
export function cleanTextTemplate(template: string): string {
  return template.replace(CONTROLS, '').replace(LINE_ENDS, '\r\n');
}

/** The same for HTML, where in addition no line may look like the beginning of a message in a mailbox file. */
export function cleanHtmlTemplate(template: string): string {
  return cleanTextTemplate(template).replace(/^(?=From )/gm, ' ');
}
