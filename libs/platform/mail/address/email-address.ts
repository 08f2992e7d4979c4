import { domainToASCII } from 'node:url';

export type EmailAddressResult =
  | {
      ok: true;
      /** As typed, except: trimmed, NFC, domain lower-cased and written in A-labels. ASCII only. */
      address: string;
      /** Lower-cased whole address: two contacts with the same key are the same person. */
      key: string;
    }
  | {
      ok: false;
      /** One plain sentence that continues "This address is not usable: it …". */
      reason: string;
    };

const MAX_LOCAL = 64;
const MAX_TOTAL = 254;
const MAX_LABEL = 63;

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** C0, C1 controls, zero-width and bidirectional marks, line separators, lone surrogates: never visible, never meant. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/u;

/**
 * The plain case, which is nearly every case: ASCII letters, digits and a few signs, no hyphens side by side (they may be
 * A-labels) and a last label of letters. Whatever doesn't match is looked at in full, so this may only be too narrow.
 */
const PLAIN = /^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,63}$/;

/**
 * Strict grammar for one email address (RFC 5321 mailbox without its obsolete and quoted forms): dot-atom local part of
 * at most 64 characters, a domain name with at least one dot, at most 254 characters in all. Refused on purpose,
 * although the RFCs know them: quoted local parts, comments, display names, address literals (`[127.0.0.1]`), local
 * parts outside ASCII (most servers cannot take them). International domains become A-labels (`xn--…`).
 */
export function parseEmailAddress(text: string): EmailAddressResult {
  return parsePlain(text) ?? parseInFull(text);
}

/**
 * What stands after the last @ of an address, in lower case; all of it when there is none. Stored addresses have passed
 * parseEmailAddress: their domains are in A-labels.
 */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function parsePlain(text: string): EmailAddressResult | undefined {
  // A domain within the length of one label has no label that is too long.
  const at = text.indexOf('@');
  if (at < 1 || at > MAX_LOCAL || text.length - at - 1 > MAX_LABEL || !PLAIN.test(text)) return undefined;
  const key = text.toLowerCase();
  return { ok: true, address: text.slice(0, at) + key.slice(at), key };
}

function parseInFull(text: string): EmailAddressResult {
  const typed = text.normalize('NFC').trim();
  if (typed === '') return refuse('is empty');
  if (typed.length > 1000) return refuse(`is longer than ${MAX_TOTAL} characters`);
  if (INVISIBLE.test(typed)) return refuse('contains an invisible or control character');
  if (/\s/u.test(typed)) return refuse('contains a space');
  if (typed.includes('"')) return refuse('contains a quotation mark, which few servers accept');
  if (/[<>()[\],;:\\]/.test(typed)) {
    return refuse('contains a character that does not belong in an address (one of < > ( ) [ ] , ; : \\)');
  }
  const at = typed.lastIndexOf('@');
  if (at === -1) return refuse('has no @ sign');
  if (typed.indexOf('@') !== at) return refuse('has more than one @ sign');
  const local = typed.slice(0, at);
  const localProblem = checkLocalPart(local);
  if (localProblem !== undefined) return refuse(localProblem);
  const domain = parseDomain(typed.slice(at + 1));
  if (!domain.ok) return refuse(domain.reason);
  const address = `${local}@${domain.domain}`;
  if (address.length > MAX_TOTAL) return refuse(`is longer than ${MAX_TOTAL} characters`);
  return { ok: true, address, key: address.toLowerCase() };
}

function checkLocalPart(local: string): string | undefined {
  if (local === '') return 'has nothing before the @ sign';
  // eslint-disable-next-line no-control-regex
  if (/[^\u0000-\u007f]/.test(local))
    return 'has letters other than a–z before the @ sign, which most servers cannot take';
  if (local.length > MAX_LOCAL) return `has more than ${MAX_LOCAL} characters before the @ sign`;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) {
    return 'has a dot at the start or end of the part before the @ sign, or two in a row';
  }
  // Some servers and mail programs decode this inside of addresses too, and so mail somebody else.
  if (local.includes('=?'))
    return 'has "=?" before the @ sign, which some mail programs read as something else';
  return LOCAL_PART.test(local) ? undefined : 'has a character before the @ sign that is not allowed there';
}

/**
 * A domain name as it may stand after the @ sign: at least two labels, letters, digits and hyphens, last label not a
 * number. Returns it lower-cased and in A-labels.
 */
export function parseDomain(text: string): { ok: true; domain: string } | { ok: false; reason: string } {
  if (text === '') return { ok: false, reason: 'has nothing after the @ sign' };
  // The URL parser behind domainToASCII decodes %41 and reads 0x7f.1 as an IPv4 address: only letters reach it.
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u007f]/.test(text.replace(/[A-Za-z0-9.-]/g, ''))) {
    return { ok: false, reason: 'has a character after the @ sign that is not allowed in a domain name' };
  }
  const domain = domainToASCII(text.toLowerCase());
  if (domain === '') return { ok: false, reason: 'has a domain name that is not valid' };
  const labels = domain.split('.');
  if (labels.length < 2) return { ok: false, reason: 'has a domain name without a dot' };
  if (labels.some((label) => label === '')) {
    return { ok: false, reason: 'has a dot at the start or end of the domain name, or two in a row' };
  }
  if (domain.length > 253 || labels.some((label) => label.length > MAX_LABEL || !LABEL.test(label))) {
    return { ok: false, reason: 'has a domain name that is not valid' };
  }
  if (/^\d+$/.test(labels[labels.length - 1] ?? '')) {
    return { ok: false, reason: 'has an IP address or a number where the domain name should be' };
  }
  return { ok: true, domain };
}

function refuse(reason: string): EmailAddressResult {
  return { ok: false, reason };
}
