import { zone } from '@testing';
import { discoverDmarc, walkOf } from './dmarc-walk';
import { dmarcFinding } from './dmarc-finding';

const at = (records: Record<string, string | string[]>) =>
  zone(
    Object.fromEntries(
      Object.entries(records).map(([domain, txt]) => [`_dmarc.${domain}`, { txt: [txt].flat() }]),
    ),
  );

describe('the walk up the tree', () => {
  it('asks the domain, then each of its parents', () => {
    expect(walkOf('news.shop.example')).toEqual(['news.shop.example', 'shop.example', 'example']);
  });

  it('asks at most eight names, however long the domain is', () => {
    expect(walkOf('a.b.c.d.e.f.g.example')).toEqual([
      'a.b.c.d.e.f.g.example',
      'b.c.d.e.f.g.example',
      'c.d.e.f.g.example',
      'd.e.f.g.example',
      'e.f.g.example',
      'f.g.example',
      'g.example',
      'example',
    ]);
    const long = `${'x.'.repeat(60)}b.c.d.e.f.g.example`;
    expect(walkOf(long)).toEqual([long, ...walkOf('b.c.d.e.f.g.example')]);
  });

  it.each([
    [
      'its own record',
      { 'news.shop.example': 'v=DMARC1; p=reject' },
      'news.shop.example',
      'news.shop.example',
    ],
    ['the only record above it', { example: 'v=DMARC1; p=reject' }, 'example', 'example'],
    [
      'its own record first, the organisation being the highest one',
      { 'news.shop.example': 'v=DMARC1; p=none', 'shop.example': 'v=DMARC1; p=reject' },
      'news.shop.example',
      'shop.example',
    ],
    [
      'that of the organisation, not one in between',
      { 'shop.example': 'v=DMARC1; p=none', example: 'v=DMARC1; p=reject' },
      'example',
      'example',
    ],
    [
      'that of a domain that says it is the organisation (psd=n)',
      { 'shop.example': 'v=DMARC1; p=none; psd=n', example: 'v=DMARC1; p=reject' },
      'shop.example',
      'shop.example',
    ],
    [
      'that of the organisation below a public suffix (psd=y)',
      { 'shop.example': 'v=DMARC1; p=quarantine', example: 'v=DMARC1; p=reject; psd=y' },
      'shop.example',
      'shop.example',
    ],
    [
      'that of the public suffix, when the organisation has none',
      { example: 'v=DMARC1; p=reject; psd=y' },
      'example',
      'shop.example',
    ],
    [
      'its own even when it is a public suffix itself',
      { 'news.shop.example': 'v=DMARC1; p=none; psd=y', 'shop.example': 'v=DMARC1; p=reject' },
      'news.shop.example',
      'news.shop.example',
    ],
  ])('takes %s', async (_, records, policy, organizationalDomain) => {
    const found = await discoverDmarc(at(records), 'news.shop.example');
    expect([found.policy?.domain, found.organizationalDomain]).toEqual([policy, organizationalDomain]);
  });

  it('finds nothing where nothing is, and the domain is its own organisation', async () => {
    expect(await discoverDmarc(at({}), 'shop.example')).toMatchObject({
      policy: null,
      organizationalDomain: 'shop.example',
    });
  });

  it('passes over names with several records', async () => {
    const dns = at({
      'shop.example': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
      example: 'v=DMARC1; p=none',
    });
    expect((await discoverDmarc(dns, 'news.shop.example')).policy?.domain).toBe('example');
  });
});

describe('a DMARC record', () => {
  const look = async (...txt: string[]) => dmarcFinding(at({ 'shop.example': txt }), 'shop.example');
  const rua = 'rua=mailto:dmarc@shop.example';

  it.each([
    ['the least', `v=DMARC1; p=none; ${rua}`, 'none', 'only reported (p=none)'],
    ['the strictest', `v=DMARC1;p=reject;${rua};`, 'reject', 'refused (reject)'],
    ['tags in any order', `v=DMARC1; ${rua}; sp=reject; p=quarantine`, 'quarantine', 'goes to spam'],
    ['spaces and capitals', `v = DMARC1 ;  P = None ; ${rua}`, 'none', 'only reported'],
    ['test mode', `v=DMARC1; p=reject; t=y; ${rua}`, 'reject', 'test mode (t=y)'],
    ['unknown tags', `v=DMARC1; p=none; fancy=new; ${rua}`, 'none', 'only reported'],
    [
      'tags of the former standard',
      `v=DMARC1; p=none; pct=20; ri=3600; ${rua}`,
      'none',
      'pct, ri mean nothing any more',
    ],
    ['no reports', 'v=DMARC1; p=none', 'none', 'asks for no reports'],
    ['reports with a size limit', 'v=DMARC1; p=none; rua=mailto:a@shop.example!10m', 'none', 'only reported'],
  ])('is fine with %s', async (_, record, policy, advice) => {
    const finding = await look(record);
    expect(finding).toMatchObject({ status: 'ok', policy, found: [record] });
    expect(finding.advice).toContain(advice);
  });

  it.each([
    ['v=DMARC1; p=none; p=reject', 'has the tag p twice'],
    ['v=DMARC1; p=block', 'says p=block, which is not one of none, quarantine, reject'],
    ['v=DMARC1; p=none; sp=drop', 'says sp=drop'],
    ['v=dmarc1; p=none', 'does not begin with v=DMARC1'],
    ['p=none; v=DMARC1', 'does not begin with v=DMARC1'],
    ['"v=DMARC1; p=none"', 'does not begin with v=DMARC1'],
    ['v=DMARC1; p', 'has a part that is no tag: "p"'],
  ])('%s is wrong, and a value that holds is shown', async (record, advice) => {
    const finding = await look(record);
    expect(finding).toMatchObject({
      status: 'wrong',
      suggested: 'v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example',
    });
    expect(finding.advice).toContain(`The DMARC record at _dmarc.shop.example ${advice}`);
  });

  it('may stand there only once', async () => {
    const finding = await look('v=DMARC1; p=none', 'v=DMARC1; p=reject');
    expect(finding).toMatchObject({ status: 'wrong', suggested: 'v=DMARC1; p=none' });
    expect(finding.advice).toContain('stands there 2 times, so receivers ignore all of them');
  });

  it('without a policy counts as none, with a warning', async () => {
    expect(await look(`v=DMARC1; ${rua}`)).toMatchObject({
      status: 'warning',
      policy: 'none',
      advice: expect.stringContaining('counts as p=none'),
    });
  });

  it('is missing when neither the domain nor one above has it; other texts there mean nothing', async () => {
    for (const finding of [await look(), await look('v=spf1 -all')]) {
      expect(finding).toMatchObject({ status: 'missing', policy: null });
      expect(finding.suggested).toBe('v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example');
    }
  });

  it('of a domain above holds with its policy for subdomains', async () => {
    const dns = at({ 'shop.example': `v=DMARC1; p=none; sp=reject; ${rua}` });
    const finding = await dmarcFinding(dns, 'news.shop.example');
    expect(finding).toMatchObject({ status: 'ok', policy: 'reject', name: '_dmarc.shop.example' });
    expect(finding.advice).toContain('of shop.example holds for news.shop.example too');
  });

  it('may send reports elsewhere only when the other side agreed', async () => {
    const record = 'v=DMARC1; p=none; rua=mailto:x@reports.example.org';
    expect(await look(record)).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('"v=DMARC1" at shop.example._report._dmarc.reports.example.org'),
    });
    const agreed = zone({
      '_dmarc.shop.example': { txt: [record] },
      'shop.example._report._dmarc.reports.example.org': { txt: ['v=DMARC1'] },
    });
    expect(await dmarcFinding(agreed, 'shop.example')).toMatchObject({ status: 'ok' });
    expect(await look('v=DMARC1; p=none; rua=https://x.example')).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('no address for mail'),
    });
  });

  it('is not called missing when DNS does not answer', async () => {
    const dns = zone({ '_dmarc.shop.example': { trouble: 'silent' } });
    expect(await dmarcFinding(dns, 'shop.example')).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('nothing is known'),
    });
  });
});
