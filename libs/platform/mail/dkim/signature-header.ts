import { relaxedHeader } from './canonical';
import type { DkimIdentity } from './dkim-key';

/**
 * What mail programs show or act on. Each is signed once more than it is there, so that nobody can add a second one
 * (RFC 6376 8.15) under which the message would look different.
 */
const OVER_SIGNED = [
  'from',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
];
/** Signed where they are there; RFC 8058 wants the two for unsubscribing, and those are over-signed then. */
const SIGNED = new Set([
  ...OVER_SIGNED,
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-id',
  'list-help',
  'list-owner',
  'list-subscribe',
  'list-archive',
  'feedback-id',
  'auto-submitted',
  'precedence',
  'in-reply-to',
  'references',
  'cfbl-address',
  'cfbl-feedback-id',
]);
const UNSUBSCRIBING = ['list-unsubscribe', 'list-unsubscribe-post'];
const FOLD_AT = 76;

/** One signature that only lacks its last value. */
export interface UnsignedSignature {
  /** `DKIM-Signature: …; b=`, folded. */
  header: string;
  /** What is signed: the signed header fields and this one, in relaxed form. ASCII. */
  input: string;
}

export interface SignedContent {
  /** All header fields of the message in relaxed form (`name:value`), each name once. */
  fields: readonly string[];
  /** From relaxedBodyHash. */
  bodyHash: string;
  /** Epoch milliseconds; becomes `t=`. */
  time: number;
}

/** The signature headers of one message (RFC 6376 3.5), relaxed/relaxed, over the whole body, one for each identity. */
export function unsignedSignatures(
  identities: readonly DkimIdentity[],
  { fields, bodyHash, time }: SignedContent,
): UnsignedSignature[] {
  const signed = fields.filter((field) => SIGNED.has(nameOf(field)));
  const names = signed.map(nameOf);
  const again = [...OVER_SIGNED, ...UNSUBSCRIBING.filter((name) => names.includes(name))];
  const list = fold([...names, ...again], ':', 'h=');
  const headers = signed.join('\r\n');
  return identities.map(({ domain, selector, algorithm }) => {
    const tags = [
      'v=1',
      `a=${algorithm}`,
      'c=relaxed/relaxed',
      `d=${domain}`,
      `s=${selector}`,
      `t=${Math.floor(time / 1000)}`,
    ];
    const start = fold(tags, '; ', 'DKIM-Signature: ');
    const header = `${start};\r\n ${list};\r\n bh=${bodyHash};\r\n b=`;
    return { header, input: `${headers}\r\n${relaxedHeader(header)}` };
  });
}

/** The header with its value, in lines of at most 76 characters, ending in CRLF. */
export function completeSignature(header: string, signature: Buffer): string {
  const lines = signature.toString('base64').match(/.{1,72}/g) ?? [];
  return `${header}${lines.join('\r\n ')}\r\n`;
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':'));
}

/** Joins and breaks after separators, so that lines stay under 76 characters where that is possible. */
function fold(items: readonly string[], separator: string, start: string): string {
  let result = start;
  let column = start.length + 1;
  items.forEach((item, index) => {
    const piece = index === items.length - 1 ? item : item + separator.trimEnd();
    const space = separator.endsWith(' ') && index > 0 ? ' ' : '';
    if (index > 0 && column + space.length + piece.length > FOLD_AT) {
      result += `\r\n ${piece}`;
      column = 1 + piece.length;
    } else {
      result += space + piece;
      column += space.length + piece.length;
    }
  });
  return result;
}
