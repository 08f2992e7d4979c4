import { zone, type DnsRecords } from '@testing';
import { mailHost } from './mail-host';
import { spfFinding } from './spf-finding';
import { parseSpf } from './spf-record';
import { surveySpf } from './spf-survey';

const MAIL = '93.184.215.14';
const OTHER = '93.184.220.29';
const own = mailHost('mail.shop.example');

/** The domain with this SPF record among other TXT records, its mail server, and what the test adds. */
function world(spf: string | string[], more: Record<string, DnsRecords> = {}) {
  return zone({
    'shop.example': { txt: ['google-site-verification=x', ...[spf].flat()], a: [OTHER] },
    'mail.shop.example': { a: [MAIL] },
    ...more,
  });
}

const look = (spf: string | string[], more: Record<string, DnsRecords> = {}) =>
  spfFinding(world(spf, more), 'shop.example', [own]);

async function survey(spf: string, more: Record<string, DnsRecords> = {}) {
  const parsed = parseSpf(spf);
  if (!parsed.ok) throw new Error(parsed.reason);
  return surveySpf(world(spf, more), 'shop.example', parsed.record);
}

describe('an SPF record', () => {
  it.each([
    ['v=spf1 ip4:93.184.215.14 -all', 0],
    ['v=spf1 ip4:93.184.0.0/16 ~all', 0],
    ['V=SPF1 IP4:93.184.215.14 -ALL', 0],
    ['v=spf1 a:mail.shop.example ~all', 1],
    ['v=spf1 a:mail.shop.example/24//64 ~all', 1],
    ['v=spf1 mx -all', 1],
    ['v=spf1 a mx -all', 2],
    ['v=spf1 include:_spf.shop.example ~all', 2],
    ['v=spf1 redirect=_spf.shop.example', 2],
    ['v=spf1 a:mail.shop.example -all redirect=_spf.shop.example', 1],
    ['v=spf1 exists:%{i}._spf.shop.example a:mail.shop.example -all', 2],
    ['v=spf1 ip6:2001:db8::/32 a:mail.shop.example exp=why.shop.example new=thing ~all', 1],
  ])('%s lets the mail server send, at the cost of %i look-ups', async (spf, lookups) => {
    const more = {
      'shop.example': { txt: [spf], a: [OTHER], mx: [{ priority: 10, exchange: 'mail.shop.example' }] },
      '_spf.shop.example': { txt: ['v=spf1 a:mail.shop.example -all'] },
    };
    expect(await look(spf, more)).toMatchObject({ status: 'ok', found: [spf] });
    expect((await survey(spf, more)).lookups).toBe(lookups);
  });

  it.each([
    ['v=spf1 a:mail.shop.example a: -all', 'understands: "a:"'],
    ['v=spf1 ip4:300.1.2.3 -all', 'understands: "ip4:300.1.2.3"'],
    ['v=spf1 ip4:1.2.3.4/33 -all', 'understands: "ip4:1.2.3.4/33"'],
    ['v=spf1 ip4:2001:db8::1 -all', 'understands: "ip4:2001:db8::1"'],
    ['v=spf1 include -all', 'understands: "include"'],
    ['v=spf1 mail.shop.example -all', 'understands: "mail.shop.example"'],
    ['v=spf1 +a -all:x', 'understands: "-all:x"'],
    ['v=spf1 redirect=a.example redirect=b.example', 'redirect= twice'],
    ['v=spf1 a:mail.shop.example +all', 'lets everybody on the internet send'],
    ['v=spf1 all', 'lets everybody on the internet send'],
    ['v=spf1 include:nowhere.example -all', 'includes nowhere.example, which has no SPF record.'],
    ['v=spf1 redirect=nowhere.example', 'nowhere.example, which has no SPF record.'],
    ['v=spf1 include:two.example -all', 'two.example, which has 2 SPF records.'],
    [
      'v=spf1 include:bad.example -all',
      'bad.example, whose SPF record has a part that no receiver understands: "ipv4:1.2.3.4"',
    ],
    ['v=spf1 include:a.example -all', 'round in circles: a.example includes b.example includes a.example.'],
    ['v=spf1 include:shop.example -all', 'round in circles: shop.example includes shop.example.'],
    [
      'v=spf1 a:n1.example a:n2.example mx:n3.example -all',
      '3 names that do not exist (n1.example, n2.example, n3.example)',
    ],
  ])('%s is wrong, and the advice says why', async (spf, advice) => {
    const finding = await look(spf, {
      'two.example': { txt: ['v=spf1 -all', 'v=spf1 ~all'] },
      'bad.example': { txt: ['v=spf1 ipv4:1.2.3.4 -all'] },
      'a.example': { txt: ['v=spf1 include:b.example -all'] },
      'b.example': { txt: ['v=spf1 include:a.example -all'] },
    });
    expect(finding.status).toBe('wrong');
    expect(finding.advice).toContain(advice);
  });

  it('may cost ten look-ups and not eleven, with all that it includes', async () => {
    const hosts = (n: number) => Array.from({ length: n }, (_, i) => `a:h${i}.example`).join(' ');
    const addresses = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`h${i}.example`, { a: [MAIL] }]),
    );
    const with4 = { ...addresses, 'four.example': { txt: [`v=spf1 ${hosts(4)} -all`] } };
    const ten = `v=spf1 ${hosts(5)} include:four.example -all`;
    expect(await look(ten, with4)).toMatchObject({
      status: 'ok',
      advice: expect.stringContaining('needs 10 of the 10 look-ups'),
    });
    const eleven = `v=spf1 ${hosts(6)} include:four.example -all`;
    const finding = await look(eleven, with4);
    expect(finding).toMatchObject({ status: 'wrong' });
    expect(finding.advice).toContain(
      'needs 11 look-ups in DNS with all that it includes; receivers give up after 10',
    );
  });

  it('of a hostile domain that includes itself in ever new ways is followed only so far', async () => {
    const bomb: Record<string, DnsRecords> = {};
    for (let n = 0; n < 200; n += 1) {
      bomb[`b${n}.example`] = {
        txt: [`v=spf1 include:b${n * 2 + 1}.example include:b${n * 2 + 2}.example -all`],
      };
    }
    const dns = world('v=spf1 include:b0.example -all', bomb);
    const finding = await spfFinding(dns, 'shop.example', [own]);
    expect(finding.status).toBe('wrong');
    expect(dns.questions.length).toBeLessThan(60);
  });

  it('that does not allow our mail server says what to add, before its end', async () => {
    expect(
      await look('v=spf1 include:_spf.other.example -all', {
        '_spf.other.example': { txt: ['v=spf1 ip4:1.2.3.4 -all'] },
      }),
    ).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('does not seem to allow mail.shop.example'),
      suggested: 'v=spf1 include:_spf.other.example a:mail.shop.example -all',
    });
    expect(await look('v=spf1 -ip4:93.184.215.14 a:mail.shop.example -all')).toMatchObject({
      status: 'warning',
    });
  });

  it('is asked to include the mail service that sends for us', async () => {
    const ses = [mailHost('email-smtp.eu-west-1.amazonaws.com')];
    const dns = world('v=spf1 a redirect=_spf.shop.example', {
      '_spf.shop.example': { txt: ['v=spf1 -all'] },
    });
    expect(await spfFinding(dns, 'shop.example', ses)).toMatchObject({
      status: 'warning',
      suggested: 'v=spf1 a include:amazonses.com redirect=_spf.shop.example',
    });
    const included = world('v=spf1 include:_spf.shop.example -all', {
      '_spf.shop.example': { txt: ['v=spf1 include:amazonses.com ~all'] },
      'amazonses.com': { txt: ['v=spf1 ip4:199.255.192.0/22 -all'] },
    });
    expect(await spfFinding(included, 'shop.example', ses)).toMatchObject({ status: 'ok' });
  });

  it('is only warned about when it could be better', async () => {
    for (const [spf, advice] of [
      ['v=spf1 a:mail.shop.example', 'does not say what to think of mail from elsewhere'],
      ['v=spf1 a:mail.shop.example ?all', 'does not say what to think of mail from elsewhere'],
      ['v=spf1 a:mail.shop.example ptr -all', 'uses ptr'],
    ] as const) {
      const finding = await look(spf);
      expect([spf, finding.status]).toEqual([spf, 'warning']);
      expect(finding.advice).toContain(advice);
    }
  });

  it('is missing, with a value for the server in use, or for the own servers where that one is internal', async () => {
    expect(await look([])).toMatchObject({
      status: 'missing',
      found: [],
      suggested: 'v=spf1 a:mail.shop.example ~all',
    });
    const local = await spfFinding(world([]), 'shop.example', [
      mailHost('127.0.0.1'),
      mailHost('[::1]'),
      mailHost('smtp'),
    ]);
    expect(local).toMatchObject({ status: 'missing', suggested: 'v=spf1 a mx ~all' });
    expect(local.advice).toContain('if your mail leaves from another one');
  });

  it('that nobody sees because of a typing error is shown, and so is its right form', async () => {
    for (const typo of [
      'v=spf2 a -all',
      '"v=spf1 a -all"',
      'spf1 a -all',
      'v = spf1 a -all',
      'v=spf1a -all',
    ]) {
      expect(await look(typo)).toMatchObject({
        status: 'wrong',
        found: [typo],
        suggested: 'v=spf1 a:mail.shop.example ~all',
      });
    }
  });

  it('may stand there only once: several become one', async () => {
    expect(await look(['v=spf1 include:a.example a -all', 'v=spf1 a redirect=b.example'])).toMatchObject({
      status: 'wrong',
      advice: expect.stringContaining('There are 2 SPF records at shop.example'),
      suggested: 'v=spf1 include:a.example a include:b.example a:mail.shop.example ~all',
    });
  });

  it('is not judged by what DNS did not answer', async () => {
    expect(await look('v=spf1 a:mail.shop.example', { 'shop.example': { trouble: 'silent' } })).toMatchObject(
      {
        status: 'warning',
        advice: expect.stringContaining('nothing is known'),
      },
    );
    expect(
      await look('v=spf1 include:slow.example a:mail.shop.example -all', {
        'slow.example': { trouble: 'silent' },
      }),
    ).toMatchObject({ status: 'warning', advice: expect.stringContaining('could not be followed') });
  });

  it('decides in its order, as receivers do', async () => {
    const spf = 'v=spf1 -ip4:10.1.0.0/16 ip4:10.0.0.0/8 include:deny.example ip6:2001:db8::/32 -all';
    const more = { 'deny.example': { txt: ['v=spf1 ip4:192.0.2.1 -all'] } };
    const { allows } = await survey(spf, more);
    expect(['10.1.2.3', '10.2.2.3', '192.0.2.1', '192.0.2.2', '2001:db8::5'].map(allows)).toEqual([
      'no',
      'yes',
      'yes',
      'no',
      'yes',
    ]);
    const open = await survey('v=spf1 exists:%{i}.example -all');
    expect(open.allows('10.1.2.3')).toBe('unknown');
  });
});
