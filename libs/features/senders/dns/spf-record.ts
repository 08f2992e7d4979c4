import { isIP } from 'node:net';

export type SpfQualifier = '+' | '-' | '~' | '?';
export type SpfMechanism = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';

export interface SpfTerm {
  qualifier: SpfQualifier;
  mechanism: SpfMechanism;
  /** Domain it asks about, in lower case; null for the domain of the record itself. May hold macros (`%{i}`). */
  domain: string | null;
  /** Of `ip4` and `ip6`. */
  address?: string;
  /** Bits that must agree. */
  prefix4: number;
  prefix6: number;
}

export interface SpfRecord {
  terms: SpfTerm[];
  redirect: string | null;
}

export type ParsedSpf = { ok: true; record: SpfRecord } | { ok: false; reason: string };

const MECHANISM = /^([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?=[:/]|$)(.*)$/i;
const MODIFIER = /^([a-z][a-z0-9._-]*)=(.*)$/i;
/** Letters, digits, hyphens and underscores between dots, and macros. */
const DOMAIN = /^(?:[a-z0-9_-]|\.(?!\.)|%\{[^{}\s]+\}|%[%_-])+$/i;

/** Whether a TXT record means to be an SPF record (RFC 7208 4.5). */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text.trim());
}

/** Reads one SPF record. `reason` continues "The SPF record". */
export function parseSpf(text: string): ParsedSpf {
  const record: SpfRecord = { terms: [], redirect: null };
  for (const word of text.trim().split(/ +/).slice(1)) {
    const modifier = MODIFIER.exec(word);
    if (modifier) {
      const [, name, value] = modifier as unknown as [string, string, string];
      if (name.toLowerCase() !== 'redirect') continue;
      if (record.redirect !== null) return refuse('has redirect= twice');
      if (!DOMAIN.test(value)) return refuse(`has a redirect= without a domain`);
      record.redirect = value.toLowerCase();
      continue;
    }
    const term = parseTerm(word);
    if (term === null) return refuse(`has a part that no receiver understands: "${word.slice(0, 60)}"`);
    record.terms.push(term);
  }
  return { ok: true, record };
}

function parseTerm(word: string): SpfTerm | null {
  const [, sign, name, rest] = MECHANISM.exec(word) ?? [];
  if (name === undefined || rest === undefined) return null;
  const mechanism = name.toLowerCase() as SpfMechanism;
  const term: SpfTerm = {
    qualifier: (sign || '+') as SpfQualifier,
    mechanism,
    domain: null,
    prefix4: 32,
    prefix6: 128,
  };
  switch (mechanism) {
    case 'all':
      return rest === '' ? term : null;
    case 'ip4':
    case 'ip6':
      return withNetwork(term, rest);
    case 'include':
    case 'exists':
      return rest.startsWith(':') && DOMAIN.test(rest.slice(1))
        ? { ...term, domain: rest.slice(1).toLowerCase() }
        : null;
    case 'ptr':
      return withDomain(term, rest);
    case 'a':
    case 'mx':
      return withPrefixes(term, rest);
  }
}

function withNetwork(term: SpfTerm, rest: string): SpfTerm | null {
  const [, address = '', bits] = /^:([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(rest) ?? [];
  const version = term.mechanism === 'ip4' ? 4 : 6;
  const most = version === 4 ? 32 : 128;
  if (isIP(address) !== version || Number(bits ?? most) > most) return null;
  return { ...term, address, [version === 4 ? 'prefix4' : 'prefix6']: Number(bits ?? most) };
}

function withPrefixes(term: SpfTerm, rest: string): SpfTerm | null {
  const [, domain, bits4, bits6] = /^(.*?)(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/.exec(rest) ?? [];
  const prefix4 = Number(bits4 ?? 32);
  const prefix6 = Number(bits6 ?? 128);
  if (prefix4 > 32 || prefix6 > 128) return null;
  return withDomain({ ...term, prefix4, prefix6 }, domain ?? '');
}

function withDomain(term: SpfTerm, rest: string): SpfTerm | null {
  if (rest === '') return term;
  return rest.startsWith(':') && DOMAIN.test(rest.slice(1))
    ? { ...term, domain: rest.slice(1).toLowerCase() }
    : null;
}

function refuse(reason: string): ParsedSpf {
  return { ok: false, reason };
}
