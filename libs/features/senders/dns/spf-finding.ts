import { isIP } from 'node:net';
import type { DnsLookup } from '@platform/dns';
import { noAnswer, presentable, type Finding, type FindingStatus } from './finding';
import { isInternal, spfMechanism, type MailHost } from './mail-host';
import { isSpf, parseSpf } from './spf-record';
import { MAX_SPF_LOOKUPS, MAX_SPF_VOIDS, surveySpf, type SpfSurvey } from './spf-survey';
import { mergeSpf, newSpf, withMechanisms } from './spf-value';

type Verdict = Pick<Finding, 'status' | 'advice' | 'suggested'>;

/** Looks at the SPF record of the domain that bounces go to (RFC 7208). `hosts`: the servers that our mail is handed to. */
export async function spfFinding(
  dns: DnsLookup,
  domain: string,
  hosts: readonly MailHost[],
): Promise<Finding> {
  const answer = await dns.txt(domain);
  if (answer.kind === 'failed') {
    return { check: 'spf', status: 'warning', found: [], advice: noAnswer(domain, answer.reason) };
  }
  const texts = answer.kind === 'found' ? answer.records : [];
  const records = texts.filter(isSpf);
  const known = hosts.filter((host) => !isInternal(host));
  const verdict = await judge({ dns, domain, texts, records, hosts: known });
  const found = records.length > 0 ? records : texts.filter(looksLikeSpf);
  return { check: 'spf', found: presentable(found), ...verdict };
}

interface Case {
  dns: DnsLookup;
  domain: string;
  texts: readonly string[];
  records: readonly string[];
  hosts: readonly MailHost[];
}

async function judge({ dns, domain, texts, records, hosts }: Case): Promise<Verdict> {
  const mechanisms = [...new Set(hosts.map(spfMechanism))];
  const [record] = records;
  if (record === undefined) return absent(domain, texts, mechanisms);
  if (records.length > 1) {
    return {
      status: 'wrong',
      advice: `There are ${records.length} SPF records at ${domain}, so receivers ignore them all. Replace them by one, as shown here.`,
      suggested: mergeSpf(records, mechanisms),
    };
  }
  const parsed = parseSpf(record);
  if (!parsed.ok) {
    return wrong(`The SPF record ${parsed.reason}, so receivers ignore all of it. Correct that part.`);
  }
  const survey = await surveySpf(dns, domain, parsed.record);
  const problem = problemOf(survey);
  if (problem !== null) return wrong(problem);
  const absentHosts = await hostsNotAllowed(dns, survey, hosts);
  if (absentHosts.length > 0) {
    return {
      status: 'warning',
      advice: `The SPF record does not seem to allow ${absentHosts.map(({ host }) => host).join(' and ')}, which your mail is handed to. Add ${absentHosts.map(spfMechanism).join(' ')} to it, as shown here.`,
      suggested: withMechanisms(record, absentHosts.map(spfMechanism)),
    };
  }
  return soundness(survey, hosts);
}

function absent(domain: string, texts: readonly string[], mechanisms: readonly string[]): Verdict {
  const suggested = newSpf(mechanisms);
  const similar = texts.find(looksLikeSpf);
  if (similar !== undefined) {
    return {
      status: 'wrong',
      advice: `The record at ${domain} begins with "${presentable([similar.slice(0, 12)])[0]}" instead of "v=spf1 ", so receivers do not see it. Replace it by the value shown here.`,
      suggested,
    };
  }
  const guess =
    mechanisms.length === 0
      ? ' The value names the domain’s own servers (a mx): if your mail leaves from another one, name that instead.'
      : '';
  return {
    status: 'missing',
    advice: `There is no SPF record at ${domain}. Add a TXT record with the value shown here.${guess}`,
    suggested,
  };
}

/** Why receivers refuse the record, or why it protects nothing; null when neither. */
function problemOf({ problems, lookups, voids, all }: SpfSurvey): string | null {
  const remedy =
    'Take out services that you do not use any more, or name their addresses (ip4:, ip6:) instead.';
  if (problems.length > 0) {
    return `Receivers ignore the SPF record. ${problems.slice(0, 3).join(' ')} Correct or remove that part.`;
  }
  if (lookups > MAX_SPF_LOOKUPS) {
    return `The SPF record needs ${lookups} look-ups in DNS with all that it includes; receivers give up after ${MAX_SPF_LOOKUPS} and ignore it. ${remedy}`;
  }
  if (voids.length > MAX_SPF_VOIDS) {
    return `The SPF record asks about ${voids.length} names that do not exist (${voids.slice(0, 4).join(', ')}); receivers give up after ${MAX_SPF_VOIDS}. Remove them.`;
  }
  return all === '+'
    ? 'The SPF record ends with +all: it lets everybody on the internet send in your name. End it with ~all or -all.'
    : null;
}

async function hostsNotAllowed(
  dns: DnsLookup,
  survey: SpfSurvey,
  hosts: readonly MailHost[],
): Promise<MailHost[]> {
  const absentHosts: MailHost[] = [];
  for (const host of hosts) {
    if (host.service !== null) {
      if (!survey.includes.has(host.service)) absentHosts.push(host);
      continue;
    }
    const answer = isIP(host.host) > 0 ? null : await dns.addresses(host.host);
    if (answer !== null && answer.kind !== 'found') continue;
    const addresses = answer === null ? [host.host] : answer.records;
    if (addresses.every((ip) => survey.allows(ip) === 'no')) absentHosts.push(host);
  }
  return absentHosts;
}

/** Of a record that receivers accept. */
function soundness({ lookups, unanswered, usesPtr, all }: SpfSurvey, hosts: readonly MailHost[]): Verdict {
  const warn = (advice: string): Verdict => ({ status: 'warning', advice });
  if (unanswered !== null)
    return warn(
      `The SPF record could not be followed to its end: ${unanswered}. Look again in a few minutes.`,
    );
  if (usesPtr)
    return warn(
      'The SPF record uses ptr, which is slow and which many receivers ignore (RFC 7208). Name the servers in another way.',
    );
  if (all === null || all === '?') {
    return warn(
      'The SPF record does not say what to think of mail from elsewhere. End it with ~all or -all.',
    );
  }
  const count = `It needs ${lookups} of the ${MAX_SPF_LOOKUPS} look-ups that receivers grant.`;
  return {
    status: 'ok',
    advice:
      hosts.length > 0
        ? `The SPF record allows the server that your mail is handed to. ${count}`
        : `The SPF record is in order. ${count} Which server your mail leaves from cannot be seen from here: make sure that the record names it.`,
  };
}

function wrong(advice: string): Verdict {
  return { status: 'wrong' satisfies FindingStatus, advice };
}

function looksLikeSpf(text: string): boolean {
  return /^["'\s]*(v\s*=\s*)?spf/i.test(text);
}
