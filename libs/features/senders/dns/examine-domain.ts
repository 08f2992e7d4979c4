import type { DnsLookup } from '@platform/dns';
import { alignmentFinding } from './alignment-finding';
import {
  dkimFinding,
  dkimRecordName,
  dkimRecordValue,
  type DkimFinding,
  type PublishedKey,
} from './dkim-finding';
import { dmarcFinding } from './dmarc-finding';
import { printable, type Finding } from './finding';
import { LimitedLookup } from './limited-lookup';
import type { MailHost } from './mail-host';
import { mxFinding } from './mx-finding';
import { spfFinding } from './spf-finding';

/** Of one domain: hostile records must not make us ask for long. */
const LIMITS = { questions: 150, limitMs: 20_000 };

export interface DomainToExamine {
  domain: string;
  /** Keys that may sign, and former ones whose record is still listed. */
  keys: readonly (PublishedKey & { isRetired: boolean })[];
  /** Servers that mail of this domain is handed to. */
  hosts: readonly MailHost[];
}

export interface Examination {
  /** In the order in which they are shown. */
  findings: Finding[];
  /** By selector: whether receivers can verify what the key signs; absent when DNS did not say. */
  published: Map<string, boolean>;
}

/** Looks up everything that mailbox providers look at before they trust mail from a domain. Never throws, and ends within seconds. */
export async function examineDomain(dns: DnsLookup, target: DomainToExamine): Promise<Examination> {
  const limited = new LimitedLookup(dns, LIMITS);
  const [dkim, spf, dmarc, mx] = await Promise.all([
    Promise.all(target.keys.map((key) => examineKey(limited, key))),
    spfFinding(limited, target.domain, target.hosts),
    dmarcFinding(limited, target.domain),
    mxFinding(limited, target.domain),
  ]);
  // Few receivers verify Ed25519 yet (RFC 8463): a domain counts as signed when the RSA key is there.
  const isSigned = target.keys.some(
    ({ algorithm, isRetired }, index) =>
      algorithm === 'rsa-sha256' && !isRetired && dkim[index]?.isPublished === true,
  );
  const { policy: _policy, ...dmarcWithoutPolicy } = dmarc;
  const findings: Finding[] = [
    ...dkim.map(({ isPublished: _isPublished, ...finding }) => finding),
    spf,
    dmarcWithoutPolicy,
    alignmentFinding(target.domain, { isSigned, spf, dmarc }),
    mx,
  ];
  return {
    findings: findings.map(withoutControls),
    published: new Map(
      dkim.flatMap(({ selector, isPublished }) => (isPublished === null ? [] : [[selector, isPublished]])),
    ),
  };
}

/** Advice and suggestions quote what strangers publish. */
function withoutControls(finding: Finding): Finding {
  const { advice, suggested } = finding;
  return {
    ...finding,
    advice: printable(advice),
    ...(suggested === undefined ? {} : { suggested: printable(suggested) }),
  };
}

async function examineKey(dns: DnsLookup, key: PublishedKey & { isRetired: boolean }): Promise<DkimFinding> {
  const name = dkimRecordName(key);
  const finding = dkimFinding(key, await dns.txt(name));
  if (key.isRetired) return ofRetired(name, finding);
  return finding.status === 'missing' ? withSlip(dns, { key, name, finding }) : finding;
}

/** The record of a key that signs no more stays for the mail on its way; when it may go, `advice` of the view says. */
function ofRetired(name: string, finding: DkimFinding): DkimFinding {
  if (finding.isPublished === null) return finding;
  return finding.isPublished
    ? { ...finding, status: 'ok', advice: `The former key is still published at ${name}.` }
    : {
        ...finding,
        status: 'ok',
        advice: `The former key is not published any more at ${name}: take it off this list.`,
      };
}

/** Many DNS panels add the domain by themselves, and the whole name was entered: the most frequent mistake of all. */
async function withSlip(
  dns: DnsLookup,
  { key, name, finding }: { key: PublishedKey; name: string; finding: DkimFinding },
): Promise<DkimFinding> {
  const doubled = `${name}.${key.domain}`;
  const answer = await dns.txt(doubled);
  if (answer.kind !== 'found' || dkimFinding(key, answer).isPublished !== true) return finding;
  return {
    ...finding,
    status: 'wrong',
    found: [dkimRecordValue(key)],
    advice: `The record was found at ${doubled}: your DNS panel adds the domain to names by itself. Enter only ${key.selector}._domainkey as its name.`,
  };
}
