import { parseTagList } from './tag-list';

export const DMARC_POLICIES = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof DMARC_POLICIES)[number];

/** One DMARC policy record (RFC 9989 4.7). */
export interface DmarcRecord {
  /** Where it was found, without `_dmarc.`. */
  domain: string;
  text: string;
  /** Null when the tag is absent: counts as none. */
  p: DmarcPolicy | null;
  /** For subdomains; null when absent. */
  sp: DmarcPolicy | null;
  /** Whether the domain stands above or at the top of an organisation; null when it does not say. */
  psd: 'y' | 'n' | null;
  /** Test mode: receivers apply the next milder policy. */
  isTest: boolean;
  /** Addresses for aggregate reports, as URIs. */
  rua: string[];
  /** Tags of former versions that mean nothing any more. */
  obsolete: string[];
}

export type ParsedDmarc = { ok: true; record: DmarcRecord } | { ok: false; reason: string };

const OBSOLETE = ['pct', 'rf', 'ri'];

/** Only such texts are DMARC records; the version is the first tag, in capitals. */
export function isDmarc(text: string): boolean {
  return /^v\s*=\s*DMARC1\s*(;|$)/.test(text);
}

/** `reason` continues "The DMARC record". Unknown tags are ignored, and so is the order after the version. */
export function parseDmarc(text: string, domain: string): ParsedDmarc {
  const list = parseTagList(text);
  if (!list.ok) return list;
  const tags = new Map([...list.tags].map(([name, value]) => [name.toLowerCase(), value]));
  const policies: Record<'p' | 'sp' | 'np', DmarcPolicy | null> = { p: null, sp: null, np: null };
  for (const tag of ['p', 'sp', 'np'] as const) {
    const value = tags.get(tag)?.toLowerCase();
    if (value === undefined) continue;
    if (!DMARC_POLICIES.includes(value as DmarcPolicy)) {
      return {
        ok: false,
        reason: `says ${tag}=${value.slice(0, 20)}, which is not one of ${DMARC_POLICIES.join(', ')}`,
      };
    }
    policies[tag] = value as DmarcPolicy;
  }
  const psd = tags.get('psd')?.toLowerCase();
  return {
    ok: true,
    record: {
      domain,
      text,
      p: policies.p,
      sp: policies.sp,
      psd: psd === 'y' || psd === 'n' ? psd : null,
      isTest: tags.get('t')?.toLowerCase() === 'y',
      rua: (tags.get('rua') ?? '')
        .split(',')
        .map((uri) => uri.trim())
        .filter((uri) => uri !== ''),
      obsolete: OBSOLETE.filter((tag) => tags.has(tag)),
    },
  };
}
