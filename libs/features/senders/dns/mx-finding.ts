import type { DnsAnswer, DnsLookup, MxRecord } from '@platform/dns';
import { noAnswer, presentable, type Finding } from './finding';

const MAX_SERVERS = 5;

/** Whether answers and bounces that go to the From domain arrive anywhere; some receivers refuse senders without it. */
export async function mxFinding(dns: DnsLookup, domain: string): Promise<Finding> {
  const answer = await dns.mx(domain);
  const finding = (status: Finding['status'], advice: string): Finding => ({
    check: 'mx',
    status,
    found: answer.kind === 'found' ? presentable(answer.records.map(toText)) : [],
    advice,
  });
  switch (answer.kind) {
    case 'failed':
      return finding('warning', noAnswer(`the mail servers of ${domain}`, answer.reason));
    case 'none':
      return finding(...(await withoutMx(dns, domain)));
    case 'found':
      return finding(...(await withMx(dns, domain, answer.records)));
  }
}

type Verdict = [Finding['status'], string];

async function withoutMx(dns: DnsLookup, domain: string): Promise<Verdict> {
  const { kind } = await dns.addresses(domain);
  return kind === 'found'
    ? [
        'warning',
        `${domain} has no MX record, so answers go to its web server. Add an MX record that names the server that takes your mail.`,
      ]
    : [
        'missing',
        `${domain} has no MX record, so nobody can answer your mail, bounces get lost, and some receivers refuse it. Add an MX record that names the server that takes your mail.`,
      ];
}

async function withMx(dns: DnsLookup, domain: string, records: readonly MxRecord[]): Promise<Verdict> {
  const servers = [...records]
    .sort((a, b) => a.priority - b.priority)
    .filter(({ exchange }) => exchange !== '');
  if (servers.length === 0) {
    return [
      'wrong',
      `${domain} says that it takes no mail at all (a null MX, RFC 7505), so many receivers refuse mail from it. Name a mail server in its MX record, or use another From domain.`,
    ];
  }
  const names = servers.slice(0, MAX_SERVERS).map(({ exchange }) => exchange);
  const answers = await Promise.all(names.map((name) => dns.addresses(name)));
  if (answers.every(isNowhere)) {
    return [
      'wrong',
      `The MX record of ${domain} names ${names.join(', ')}, which has no address. Correct the name.`,
    ];
  }
  return ['ok', `Answers and bounces go to ${presentable([names.join(', ')])[0]}.`];
}

function isNowhere({ kind }: DnsAnswer<string>): boolean {
  return kind === 'none';
}

function toText({ priority, exchange }: MxRecord): string {
  return `${priority} ${exchange === '' ? '.' : exchange}`;
}
