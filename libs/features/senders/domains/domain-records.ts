import { dkimRecordName, dkimRecordValue } from '../dns/dkim-finding';
import { newDmarc } from '../dns/dmarc-finding';
import type { Finding, FindingCheck, FindingStatus } from '../dns/finding';
import { splitTxt, zoneLine } from '../dns/txt-value';
import type { DomainKey } from './domain-key';
import type { SendingDomainDetails } from './sending-domain';

/** Mail that failed at first is tried again for up to five days, and read later still. */
const KEEP_RECORD_DAYS = 7;

/** One thing that mailbox providers look at: what should stand in DNS, beside what was found there. */
export interface DomainRecord {
  check: FindingCheck;
  /** Of DKIM records: which key. */
  selector: string | null;
  /** Null where there is nothing to publish. */
  name: string | null;
  type: 'TXT' | 'MX' | null;
  /** In one piece, as most DNS panels want it; null where only the owner knows it. */
  value: string | null;
  /** The value in strings of at most 255 characters, as some panels and zone files want it. */
  strings: string[];
  zoneLine: string | null;
  /** Null: not looked up yet. */
  status: FindingStatus | null;
  found: string[];
  advice: string;
}

/** Everything to publish for a domain, in the order in which it matters. */
export function recordsOf(details: SendingDomainDetails): DomainRecord[] {
  if (details.status === 'unverifiable') return [];
  const { domain, keys } = details;
  return [
    ...keys.map((key) => dkimRecord(details, key)),
    txtRecord({
      check: 'spf',
      name: domain,
      finding: findingOf(details, 'spf'),
      fallback: details.suggestedSpf,
    }),
    txtRecord({
      check: 'dmarc',
      name: `_dmarc.${domain}`,
      finding: findingOf(details, 'dmarc'),
      fallback: newDmarc(domain),
    }),
    { ...NOTHING, check: 'alignment', ...outcome(findingOf(details, 'alignment')) },
    { ...NOTHING, check: 'mx', name: domain, type: 'MX', ...outcome(findingOf(details, 'mx')) },
  ];
}

const NOTHING = { selector: null, name: null, type: null, value: null, strings: [], zoneLine: null };

function dkimRecord({ domain, findings }: SendingDomainDetails, key: DomainKey): DomainRecord {
  const published = { ...key, domain };
  const finding = findings?.find(({ selector }) => selector === key.selector);
  const record = {
    check: 'dkim' as const,
    selector: key.selector,
    ...txt(dkimRecordName(published), dkimRecordValue(published)),
    ...outcome(finding),
  };
  return { ...record, advice: [record.advice, remarkOn(key)].filter(Boolean).join(' ') };
}

/** What to do with the record of a key that is not the newest. */
function remarkOn({ status, isPublished, retiredAt }: DomainKey): string | null {
  if (status === 'previous') return 'It signs until the new keys are found: leave it where it is.';
  if (status !== 'retired' || retiredAt === null || !isPublished) return null;
  const until = new Date(retiredAt.getTime() + KEEP_RECORD_DAYS * 86_400_000).toISOString().slice(0, 10);
  return `Mail on its way was signed with it: leave the record until ${until}, then remove it from your DNS and from this list.`;
}

function txtRecord({
  check,
  name,
  finding,
  fallback,
}: {
  check: 'spf' | 'dmarc';
  name: string;
  finding: Finding | undefined;
  fallback: string;
}): DomainRecord {
  const inOrder = finding?.status === 'ok' || finding?.status === 'warning' ? finding.found[0] : undefined;
  const value = finding?.suggested ?? inOrder ?? fallback;
  return { check, selector: null, ...txt(finding?.name ?? name, value), ...outcome(finding) };
}

function txt(
  name: string,
  value: string,
): Pick<DomainRecord, 'name' | 'type' | 'value' | 'strings' | 'zoneLine'> {
  return { name, type: 'TXT', value, strings: splitTxt(value), zoneLine: zoneLine(name, value) };
}

function outcome(finding: Finding | undefined): Pick<DomainRecord, 'status' | 'found' | 'advice'> {
  return finding
    ? { status: finding.status, found: finding.found, advice: finding.advice }
    : { status: null, found: [], advice: 'Not looked up yet.' };
}

function findingOf({ findings }: SendingDomainDetails, check: FindingCheck): Finding | undefined {
  return findings?.find((finding) => finding.check === check);
}
