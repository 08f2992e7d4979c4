import { BlockList, isIP } from 'node:net';
import type { DnsLookup } from '@platform/dns';
import { isSpf, parseSpf, type SpfQualifier, type SpfRecord, type SpfTerm } from './spf-record';

/** Questions to DNS that receivers ask at most for one record, before they give up (RFC 7208 4.6.4). */
export const MAX_SPF_LOOKUPS = 10;
/** Of these, questions that may find nothing. */
export const MAX_SPF_VOIDS = 2;
/** Where the survey stops counting: enough to tell by how much a record is too large. */
const MAX_COUNTED = 40;
const MAX_EXCHANGES = 10;

interface Step {
  qualifier: SpfQualifier;
  all: boolean;
  networks: BlockList | null;
  child: Branch | null;
  /** The answer depends on the message (macros, `exists`, `ptr`), or DNS gave none. */
  isUnknown: boolean;
}

interface Branch {
  steps: Step[];
  redirect: Branch | null;
}

/** What an SPF record and everything it includes come to. */
export interface SpfSurvey {
  /** Questions that receivers need at worst; counted up to 40. */
  lookups: number;
  /** Names asked that do not exist or hold nothing. */
  voids: string[];
  /** Domains included or redirected to, at any depth. */
  includes: Set<string>;
  /** Why receivers refuse the record, each as a whole sentence. */
  problems: string[];
  /** Why DNS could not be asked in full; null when it could. */
  unanswered: string | null;
  /** The sign of the outermost `all`; null when there is none. */
  all: SpfQualifier | null;
  usesPtr: boolean;
  /** Whether a server at this IP address may send. */
  allows: (ip: string) => 'yes' | 'no' | 'unknown';
}

/** Follows an SPF record to its end, counting what receivers count. Loops and endless chains are cut. */
export async function surveySpf(dns: DnsLookup, domain: string, record: SpfRecord): Promise<SpfSurvey> {
  const walk = new SpfWalk(dns);
  const root = await walk.branch(record, [domain]);
  return {
    ...walk.seen,
    all: outermostAll(root),
    allows: (ip) => {
      const result = evaluate(root, ip);
      return result === '+' ? 'yes' : result === 'unknown' ? 'unknown' : 'no';
    },
  };
}

class SpfWalk {
  readonly seen: Omit<SpfSurvey, 'all' | 'allows'> = {
    lookups: 0,
    voids: [],
    includes: new Set(),
    problems: [],
    unanswered: null,
    usesPtr: false,
  };

  constructor(private readonly dns: DnsLookup) {}

  /** `path`: the domains from the outermost record to this one. */
  async branch(record: SpfRecord, path: readonly string[]): Promise<Branch> {
    const branch: Branch = { steps: [], redirect: null };
    for (const term of record.terms) branch.steps.push(await this.step(term, path));
    // A redirect counts only where nothing matched, and `all` always matches (RFC 7208 6.1).
    if (record.redirect !== null && !branch.steps.some(({ all }) => all)) {
      branch.redirect = this.count() ? await this.follow(record.redirect, path) : null;
    }
    return branch;
  }

  private async step(term: SpfTerm, path: readonly string[]): Promise<Step> {
    const step: Step = {
      qualifier: term.qualifier,
      all: false,
      networks: null,
      child: null,
      isUnknown: false,
    };
    const domain = term.domain ?? path.at(-1)!;
    switch (term.mechanism) {
      case 'all':
        return { ...step, all: true };
      case 'ip4':
      case 'ip6':
        return { ...step, networks: network([term.address!], term) };
      case 'exists':
      case 'ptr':
        this.seen.usesPtr ||= term.mechanism === 'ptr';
        this.count();
        return { ...step, isUnknown: true };
      case 'include': {
        const child = this.count() ? await this.follow(domain, path) : null;
        return { ...step, child, isUnknown: child === null };
      }
      case 'a':
      case 'mx': {
        const hosts = this.count() && !domain.includes('%') ? await this.hosts(term.mechanism, domain) : null;
        return hosts ? { ...step, networks: network(hosts, term) } : { ...step, isUnknown: true };
      }
    }
  }

  /** Counts one question; false once there are so many that following them would serve nobody. */
  private count(): boolean {
    if (this.seen.lookups >= MAX_COUNTED) return false;
    this.seen.lookups += 1;
    return true;
  }

  private async follow(domain: string, path: readonly string[]): Promise<Branch | null> {
    if (domain.includes('%')) return null;
    if (path.includes(domain)) {
      this.seen.problems.push(
        `It goes round in circles: ${[...path.slice(path.indexOf(domain)), domain].join(' includes ')}.`,
      );
      return null;
    }
    this.seen.includes.add(domain);
    const answer = await this.dns.txt(domain);
    if (answer.kind === 'failed') {
      this.seen.unanswered ??= `DNS ${answer.reason} when asked for ${domain}`;
      return null;
    }
    if (answer.kind === 'none') this.seen.voids.push(domain);
    const records = answer.kind === 'found' ? answer.records.filter(isSpf) : [];
    const [only] = records;
    if (only === undefined || records.length > 1) {
      this.seen.problems.push(
        `It includes ${domain}, which has ${records.length || 'no'} SPF record${records.length > 1 ? 's' : ''}.`,
      );
      return null;
    }
    const parsed = parseSpf(only);
    if (!parsed.ok) {
      this.seen.problems.push(`It includes ${domain}, whose SPF record ${parsed.reason}.`);
      return null;
    }
    return this.branch(parsed.record, [...path, domain]);
  }

  private async hosts(mechanism: 'a' | 'mx', domain: string): Promise<string[] | null> {
    if (mechanism === 'a') return this.addresses(domain, true);
    const answer = await this.dns.mx(domain);
    if (answer.kind === 'none') this.seen.voids.push(domain);
    if (answer.kind !== 'found') return answer.kind === 'none' ? [] : null;
    const exchanges = answer.records.map(({ exchange }) => exchange).filter((name) => name !== '');
    const addresses = await Promise.all(
      exchanges.slice(0, MAX_EXCHANGES).map((name) => this.addresses(name, false)),
    );
    return addresses.some((list) => list === null) ? null : addresses.flatMap((list) => list ?? []);
  }

  private async addresses(name: string, counts: boolean): Promise<string[] | null> {
    const answer = await this.dns.addresses(name);
    if (answer.kind === 'failed') return null;
    if (answer.kind === 'none' && counts) this.seen.voids.push(name);
    return answer.kind === 'found' ? answer.records : [];
  }
}

function network(addresses: readonly string[], { prefix4, prefix6 }: SpfTerm): BlockList {
  const list = new BlockList();
  for (const address of addresses) {
    if (isIP(address) === 4) list.addSubnet(address, prefix4, 'ipv4');
    else if (isIP(address) === 6) list.addSubnet(address, prefix6, 'ipv6');
  }
  return list;
}

/** The qualifier that decides for this address (RFC 7208 4.6), `?` when none does. */
function evaluate(branch: Branch, ip: string): SpfQualifier | 'unknown' {
  let isUnknown = false;
  for (const step of branch.steps) {
    if (step.all || step.networks?.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')) {
      return isUnknown && step.qualifier !== '+' ? 'unknown' : step.qualifier;
    }
    const included = step.child ? evaluate(step.child, ip) : null;
    if (included === '+') return step.qualifier;
    isUnknown ||= step.isUnknown || included === 'unknown';
  }
  const rest = branch.redirect ? evaluate(branch.redirect, ip) : '?';
  return isUnknown && rest !== '+' ? 'unknown' : rest;
}

function outermostAll({ steps, redirect }: Branch): SpfQualifier | null {
  const all = steps.find((step) => step.all);
  return all ? all.qualifier : redirect ? outermostAll(redirect) : null;
}
