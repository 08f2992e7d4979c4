/** What the message offers to someone who wants no more of it (RFC 2369, RFC 8058). */
export interface UnsubscribeOffer {
  /** The addresses of List-Unsubscribe, in order. */
  urls: string[];
  /** The HTTPS (or loopback HTTP) address to POST to, when List-Unsubscribe-Post allows one click. */
  oneClickUrl: string | null;
  /** A shell command that does what a mail client's unsubscribe button does. */
  command: string | null;
}

const shellQuoted = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;

/** Reads the two header fields; null when the message has no List-Unsubscribe. */
export function readUnsubscribeOffer(headers: Record<string, string>): UnsubscribeOffer | null {
  const list = headers['list-unsubscribe'];
  if (!list) return null;
  const urls = [...list.matchAll(/<([^>]+)>/g)].map(([, url = '']) => url.replace(/\s/g, ''));
  const web = urls.find((url) => /^https?:\/\//i.test(url));
  const post = headers['list-unsubscribe-post']?.trim();
  const oneClickUrl = web && /^List-Unsubscribe=One-Click$/i.test(post ?? '') ? web : null;
  return {
    urls,
    oneClickUrl,
    command: oneClickUrl && `curl -X POST --data 'List-Unsubscribe=One-Click' ${shellQuoted(oneClickUrl)}`,
  };
}
