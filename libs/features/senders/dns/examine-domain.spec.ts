import { zone, type DnsRecords } from '@testing';
import { dkimRecordValue, type PublishedKey } from './dkim-finding';
import { examineDomain } from './examine-domain';
import { LimitedLookup } from './limited-lookup';
import { mailHost } from './mail-host';

const rsa: PublishedKey = {
  domain: 'shop.example',
  selector: 'r',
  algorithm: 'rsa-sha256',
  publicKey: 'QUJD',
};
const ed: PublishedKey = { ...rsa, selector: 'e', algorithm: 'ed25519-sha256', publicKey: 'REVG' };

const COMPLETE: Record<string, DnsRecords> = {
  'r._domainkey.shop.example': { txt: [dkimRecordValue(rsa)] },
  'e._domainkey.shop.example': { txt: [dkimRecordValue(ed)] },
  'shop.example': {
    txt: ['v=spf1 a:mail.shop.example ~all'],
    mx: [{ priority: 10, exchange: 'mx.shop.example' }],
  },
  '_dmarc.shop.example': { txt: ['v=DMARC1; p=none; rua=mailto:d@shop.example'] },
  'mail.shop.example': { a: ['93.184.215.14'] },
  'mx.shop.example': { a: ['93.184.220.29'] },
};

async function examine(changes: Record<string, DnsRecords | undefined> = {}, retired: string[] = []) {
  const records = Object.fromEntries(
    Object.entries({ ...COMPLETE, ...changes }).filter((entry): entry is [string, DnsRecords] => !!entry[1]),
  );
  const keys = [rsa, ed].map((key) => ({ ...key, isRetired: retired.includes(key.selector) }));
  const { findings, published } = await examineDomain(zone(records), {
    domain: 'shop.example',
    keys,
    hosts: [mailHost('mail.shop.example')],
  });
  const of = (name: string) => findings.find(({ check, selector }) => (selector ?? check) === name)!;
  return {
    statuses: findings.map(({ check, status }) => `${check} ${status}`),
    of,
    published: [...published],
  };
}

describe('the examination of a domain', () => {
  it('finds everything in order where everything is', async () => {
    const { statuses, published } = await examine();
    expect(statuses).toEqual(['dkim ok', 'dkim ok', 'spf ok', 'dmarc ok', 'alignment ok', 'mx ok']);
    expect(published).toEqual([
      ['r', true],
      ['e', true],
    ]);
  });

  it('says of an untouched domain what is missing', async () => {
    const nothing = Object.fromEntries(Object.keys(COMPLETE).map((name) => [name, undefined]));
    const { statuses, of } = await examine(nothing);
    expect(statuses).toEqual([
      'dkim missing',
      'dkim missing',
      'spf missing',
      'dmarc missing',
      'alignment wrong',
      'mx missing',
    ]);
    expect(of('r').advice).toContain('There is no TXT record at r._domainkey.shop.example.');
    expect(of('alignment').advice).toContain('Neither signature nor SPF');
  });

  it('keeps control characters of hostile records out of everything that is stored', async () => {
    const hostile = ['v=DKIM1; \u0000\u202e=1', 'v=spf1 \u0000\u202e ~all', 'v=DMARC1; p=\u0000\u202e'];
    const records: Record<string, DnsRecords> = {};
    for (const name of Object.keys(COMPLETE)) {
      records[name] = { txt: hostile, mx: [{ priority: 1, exchange: 'a\u0000\u202e.example' }] };
    }
    const { of } = await examine(records);
    const stored = JSON.stringify(['r', 'e', 'spf', 'dmarc', 'alignment', 'mx'].map(of));
    expect(stored).not.toMatch(/\\u0000|\u202e/);
    for (const text of hostile) {
      const single = Object.fromEntries(Object.keys(COMPLETE).map((name) => [name, { txt: [text] }]));
      const found = await examine(single);
      expect(JSON.stringify(['r', 'e', 'spf', 'dmarc'].map(found.of))).not.toMatch(/\\u0000|\u202e/);
    }
  });

  it('recognises a record whose name was entered with the domain twice', async () => {
    const { of, published } = await examine({
      'r._domainkey.shop.example': undefined,
      'r._domainkey.shop.example.shop.example': { txt: [dkimRecordValue(rsa)] },
    });
    expect(of('r')).toMatchObject({ status: 'wrong' });
    expect(of('r').advice).toContain('Enter only r._domainkey as its name.');
    expect(published).toContainEqual(['r', false]);
  });

  it('does not take silence for absence', async () => {
    const silent: Record<string, DnsRecords> = {};
    for (const name of Object.keys(COMPLETE)) silent[name] = { trouble: 'silent' };
    const { statuses, published } = await examine(silent);
    expect(statuses.filter((status) => /missing|ok/.test(status))).toEqual([]);
    expect(published).toEqual([]);
  });

  it('tells what speaks for the domain as long as one of signature and SPF is not there', async () => {
    const withoutSpf = { 'shop.example': { ...COMPLETE['shop.example'], txt: [] } };
    const unsigned = { 'r._domainkey.shop.example': undefined, 'e._domainkey.shop.example': undefined };
    expect((await examine(withoutSpf)).of('alignment')).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('The signature speaks for shop.example, SPF does not yet'),
    });
    expect((await examine(unsigned)).of('alignment')).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('goes out unsigned until the DKIM records are found'),
    });
    const strict = { '_dmarc.shop.example': { txt: ['v=DMARC1; p=reject'] } };
    expect((await examine({ ...withoutSpf, ...unsigned, ...strict })).of('alignment')).toMatchObject({
      status: 'wrong',
      advice: expect.stringContaining('follow its DMARC policy and refuse the mail'),
    });
  });

  it('lets former keys go, and they sign nothing', async () => {
    const { of } = await examine({ 'e._domainkey.shop.example': undefined }, ['r', 'e']);
    expect(of('r')).toMatchObject({ status: 'ok', advice: expect.stringContaining('still published') });
    expect(of('e')).toMatchObject({ status: 'ok', advice: expect.stringContaining('take it off this list') });
    expect(of('alignment')).toMatchObject({ status: 'warning' });
  });

  it.each([
    ['no mail server but an address', { a: ['93.184.215.14'] }, 'warning', 'go to its web server'],
    [
      'a null MX',
      { mx: [{ priority: 0, exchange: '' }] },
      'wrong',
      'takes no mail at all (a null MX, RFC 7505)',
    ],
    [
      'a mail server without address',
      { mx: [{ priority: 5, exchange: 'gone.example' }] },
      'wrong',
      'names gone.example, which has no address',
    ],
    [
      'several mail servers',
      {
        mx: [
          { priority: 20, exchange: 'gone.example' },
          { priority: 5, exchange: 'mx.shop.example' },
        ],
      },
      'ok',
      'go to mx.shop.example, gone.example.',
    ],
  ])('of a domain with %s', async (_, records, status, advice) => {
    const { of } = await examine({
      'shop.example': { txt: ['v=spf1 a:mail.shop.example ~all'], ...records },
    });
    expect(of('mx')).toMatchObject({ status, advice: expect.stringContaining(advice) });
  });
});

describe('one check', () => {
  it('asks each question once, and not more than it may', async () => {
    const dns = zone(COMPLETE);
    const limited = new LimitedLookup(dns, { questions: 2, limitMs: 1_000 }, () => 0);
    await Promise.all([limited.txt('shop.example'), limited.txt('shop.example'), limited.mx('shop.example')]);
    expect(await limited.txt('other.example')).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('too many'),
    });
    expect(dns.questions).toEqual(['TXT shop.example', 'MX shop.example']);
  });

  it('asks nothing once its time is over', async () => {
    let now = 0;
    const dns = zone(COMPLETE);
    const limited = new LimitedLookup(dns, { questions: 9, limitMs: 1_000 }, () => now);
    now = 1_001;
    expect(await limited.txt('shop.example')).toMatchObject({ kind: 'failed', reason: 'took too long' });
    expect(dns.questions).toEqual([]);
  });
});
