import type { DnsLookup } from '@platform/dns';
import { isDmarc, type DmarcPolicy, type DmarcRecord } from './dmarc-record';
import { discoverDmarc } from './dmarc-walk';
import { noAnswer, presentable, type Finding } from './finding';

type Verdict = Pick<Finding, 'status' | 'advice' | 'suggested'>;

/** What receivers do with mail that passes neither SPF nor DKIM, by policy. */
const MEANINGS: Record<DmarcPolicy, string> = {
  none: 'mail that fails is only reported (p=none). That is enough for the mailbox providers; tighten it to quarantine once the reports show that all your mail passes',
  quarantine: 'mail that passes neither SPF nor DKIM goes to spam (quarantine)',
  reject: 'mail that passes neither SPF nor DKIM is refused (reject)',
};

const MAX_REPORT_ADDRESSES = 3;

export interface DmarcFinding extends Finding {
  check: 'dmarc';
  /** What applies to mail from this domain; null when nothing does. */
  policy: DmarcPolicy | null;
}

/** Looks for the DMARC policy of a From domain (RFC 9989). */
export async function dmarcFinding(dns: DnsLookup, domain: string): Promise<DmarcFinding> {
  const { policy, own, ownProblem, unanswered } = await discoverDmarc(dns, domain);
  const applies = policy === null ? null : policyFor(domain, policy);
  const finding = (verdict: Verdict, found: readonly string[] = own): DmarcFinding => ({
    check: 'dmarc',
    policy: applies,
    found: presentable(found),
    ...verdict,
  });
  if (ownProblem !== null) {
    const suggested = own.filter(isDmarc).length > 1 ? own.find(isDmarc)!.trim() : newDmarc(domain);
    const advice = `The DMARC record at _dmarc.${domain} ${ownProblem}. Replace it by one record with the value shown here.`;
    return finding({ status: 'wrong', advice, suggested });
  }
  if (policy === null && unanswered !== null) {
    return finding({ status: 'warning', advice: noAnswer(`_dmarc.${domain}`, unanswered) });
  }
  if (policy === null) {
    const advice = `There is no DMARC record at _dmarc.${domain} or above. Add a TXT record with the value shown here; the reports go to the address after rua, so make sure that somebody reads it.`;
    return finding({ status: 'missing', advice, suggested: newDmarc(domain) });
  }
  const elsewhere = policy.domain === domain ? {} : { name: `_dmarc.${policy.domain}` };
  return { ...finding(await judge(dns, domain, policy), [policy.text]), ...elsewhere };
}

/** A first record: observe, and have it reported. */
export function newDmarc(domain: string): string {
  return `v=DMARC1; p=none; rua=mailto:dmarc-reports@${domain}`;
}

function policyFor(domain: string, { p, sp, domain: home }: DmarcRecord): DmarcPolicy {
  return (home === domain ? p : (sp ?? p)) ?? 'none';
}

async function judge(dns: DnsLookup, domain: string, record: DmarcRecord): Promise<Verdict> {
  const where =
    record.domain === domain
      ? 'The DMARC record'
      : `The DMARC record of ${record.domain} holds for ${domain} too:`;
  const trouble = await reportTrouble(dns, record);
  if (trouble !== null) return { status: 'warning', advice: `${where} ${trouble}` };
  if (record.p === null) {
    const advice = `${where} has no policy (tag p), which counts as p=none. Add p=none, so that receivers of the former standard understand it too.`;
    return { status: 'warning', advice };
  }
  const notes = [
    record.isTest ? ' It is in test mode (t=y): receivers apply the next milder policy.' : '',
    record.obsolete.length > 0
      ? ` ${record.obsolete.join(', ')} mean nothing any more and can go (RFC 9989).`
      : '',
    record.rua.length === 0
      ? ' It asks for no reports: add rua=mailto:… to hear who sends in your name.'
      : '',
  ];
  return { status: 'ok', advice: `${where} says: ${MEANINGS[policyFor(domain, record)]}.${notes.join('')}` };
}

/** What keeps reports from arriving; null when nothing does. */
async function reportTrouble(dns: DnsLookup, { rua, domain }: DmarcRecord): Promise<string | null> {
  for (const uri of rua.slice(0, MAX_REPORT_ADDRESSES)) {
    const [, host] = /^mailto:[^@\s]+@([a-z0-9.-]+?)(?:![0-9]+[kmgt]?)?$/i.exec(uri) ?? [];
    if (host === undefined) {
      return `wants reports at "${presentable([uri.slice(0, 60)])[0]}", which is no address for mail. Write rua=mailto:name@${domain}.`;
    }
    const to = host.toLowerCase();
    if (isSameTree(to, domain)) continue;
    const answer = await dns.txt(`${domain}._report._dmarc.${to}`);
    if (answer.kind === 'failed' || (answer.kind === 'found' && answer.records.some(isDmarc))) continue;
    return `sends its reports to ${to}, which has not agreed to take them. Ask for a TXT record "v=DMARC1" at ${domain}._report._dmarc.${to}, or name an address of your own domain.`;
  }
  return null;
}

function isSameTree(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
