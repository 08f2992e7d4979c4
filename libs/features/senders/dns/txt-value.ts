/** Octets of one string of a TXT record (RFC 1035 3.3.14). */
const MAX_STRING = 255;

/** A value of ASCII text cut as zone files want it. Receivers join the strings without anything between them. */
export function splitTxt(value: string): string[] {
  return value.match(new RegExp(`[^]{1,${MAX_STRING}}`, 'g')) ?? [''];
}

/** One line of a zone file: `name. IN TXT "…" "…"`. */
export function zoneLine(name: string, value: string): string {
  const strings = splitTxt(value).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`);
  return `${name}. IN TXT ${strings.join(' ')}`;
}
