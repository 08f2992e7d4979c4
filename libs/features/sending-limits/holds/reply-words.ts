/** What of an answer may be read as the words of whoever answers, and what may be shown. */
export interface ReplyWords {
  /** Without addresses: links and names of hosts are still there. Whoever answers is known by those. */
  shown: string;
  /** Without names of hosts either: people choose their addresses and domains, and any word may stand in those. */
  plain: string;
}

/**
 * Local parts in quotation marks, `<…>` but for links, and words with an @ (also as links write it). Foreign servers choose
 * the text: each match begins and ends at characters that are not in it, so that the work grows with the length only.
 */
const ADDRESSES = [
  /<?"[^"]*"@[^\s<>"(),;]+>?/g,
  /<(?![a-z]+:\/\/)[^<>@]*@[^<>]*>/gi,
  /<?(?<![^\s<>"(),;:])[^\s<>"(),;:]+(?:@|%40)[^\s<>"(),;:]+>?/gi,
];

/** `<mail.example.com>`, as some servers quote what they were told. */
const QUOTED = /<(?![a-z]+:\/\/)[^<>]*>/gi;

/** A name of a host that is no link. Its end is in lower case: "later.Please" is the end of a sentence. */
const HOST = /(?<![\p{L}\p{N}_./@-])(?:[\p{L}\p{N}_-]+\.)+(?:xn--[a-z0-9-]+|\p{Ll}{2,})(?![\p{L}\p{N}_-])/gu;

/** Their names say that we are listed there. */
const BLOCK_LISTS =
  /(?:^|\.)(?:spamhaus\.(?:org|net)|spamcop\.net|barracudacentral\.org|sorbs\.net|abuseat\.org|uceprotect\.net)$/;

const HIDDEN = '…';

/** `domains`: names of sender and recipient, which are nobody's words even where they stand alone. */
export function wordsOf(text: string, domains: readonly string[] = []): ReplyWords {
  const shown = domains.reduce(withoutName, withoutAddresses(text));
  return { shown, plain: withoutHosts(shown.replace(QUOTED, HIDDEN)) };
}

/** Whom others write to is not everybody's business, and neither is which domains they send from. */
export function withoutHosts(text: string): string {
  return text.replace(HOST, (host) => (BLOCK_LISTS.test(host) ? host : HIDDEN));
}

function withoutAddresses(text: string): string {
  return ADDRESSES.reduce((rest, address) => rest.replace(address, HIDDEN), text);
}

function withoutName(text: string, domain: string): string {
  if (!domain.includes('.')) return text;
  const name = domain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_-])${name}(?![\\p{L}\\p{N}_-])`, 'giu'), HIDDEN);
}
