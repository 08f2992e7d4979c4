import type { DnsLookup } from '@platform/dns';
import { isDmarc, parseDmarc, type DmarcRecord } from './dmarc-record';

/** Names longer than this are not walked label by label, so that nobody can be made to ask endlessly (RFC 9989 4.10). */
const MAX_LABELS = 8;

export interface DmarcDiscovery {
  /** The record that applies to the domain, wherever it stands; null when none does. */
  policy: DmarcRecord | null;
  /** Names with the same one are aligned in relaxed mode. */
  organizationalDomain: string;
  /** What stands at the domain itself, whether it is a DMARC record or not. */
  own: string[];
  /** Why the record at the domain itself does not count; continues "The DMARC record". */
  ownProblem: string | null;
  /** Why DNS could not be asked; null when it could. */
  unanswered: string | null;
}

/** Finds the DMARC record of a domain by the tree walk of RFC 9989 4.10, without a list of public suffixes. */
export async function discoverDmarc(dns: DnsLookup, domain: string): Promise<DmarcDiscovery> {
  const records: DmarcRecord[] = [];
  const discovery: DmarcDiscovery = {
    policy: null,
    organizationalDomain: domain,
    own: [],
    ownProblem: null,
    unanswered: null,
  };
  for (const name of walkOf(domain)) {
    const answer = await dns.txt(`_dmarc.${name}`);
    if (answer.kind === 'failed') {
      discovery.unanswered = answer.reason;
      break;
    }
    const texts = answer.kind === 'found' ? answer.records : [];
    const { record, problem } = only(texts, name);
    if (name === domain) Object.assign(discovery, { own: texts, ownProblem: problem });
    if (record) records.push(record);
    if (record?.psd) break;
  }
  discovery.organizationalDomain = organizationalDomain(domain, records);
  discovery.policy =
    records.find((record) => record.domain === domain) ??
    records.find((record) => record.domain === discovery.organizationalDomain) ??
    records.find(({ psd }) => psd === 'y') ??
    null;
  return discovery;
}

/** The domain itself, then its parents; of very long names only the last seven labels. */
export function walkOf(domain: string): string[] {
  const labels = domain.split('.');
  const names = [domain];
  const start = labels.length < MAX_LABELS ? 1 : labels.length - MAX_LABELS + 1;
  for (let at = start; at < labels.length; at += 1) names.push(labels.slice(at).join('.'));
  return names;
}

/** The one record of a name; several, or one that cannot be read, count as none. */
function only(
  texts: readonly string[],
  name: string,
): { record: DmarcRecord | null; problem: string | null } {
  const candidates = texts.filter(isDmarc);
  if (candidates.length > 1) {
    return {
      record: null,
      problem: `stands there ${candidates.length} times, so receivers ignore all of them`,
    };
  }
  const [text] = candidates;
  if (text === undefined) {
    // Any other text may come from a wildcard record and means nothing here.
    const isMeant = texts.some((other) => /dmarc/i.test(other));
    return { record: null, problem: isMeant ? 'does not begin with v=DMARC1' : null };
  }
  const parsed = parseDmarc(text, name);
  return parsed.ok ? { record: parsed.record, problem: null } : { record: null, problem: parsed.reason };
}

/** RFC 9989 4.10.2. `records` from the longest name to the shortest; a `psd` tag was the end of the walk. */
function organizationalDomain(domain: string, records: readonly DmarcRecord[]): string {
  const last = records.at(-1);
  if (!last) return domain;
  if (last.psd !== 'y' || last.domain === domain) return last.domain;
  const below = domain.split('.');
  return below.slice(below.length - last.domain.split('.').length - 1).join('.');
}
