import { DnsClient } from '@platform/dns';
import { startTestDns, type TestDns } from '@testing';
import { AddressHints } from './address-hints.service';

let dns: TestDns;
let hints: AddressHints;

/** As long as a busy machine takes. */
const hintFor = (address: string, now = Date.now()) => hints.hintFor(address, { now, patienceMs: 60_000 });

beforeAll(async () => {
  dns = await startTestDns();
});

beforeEach(() => {
  dns.zone.clear();
  dns.questions.length = 0;
  hints = new AddressHints(new DnsClient({ servers: [dns.server] }));
});

afterAll(() => dns.stop());

it('asks about a slip, without asking DNS', async () => {
  expect(await hintFor('Ana.Silva@Gmial.com')).toEqual({
    kind: 'meant',
    suggestion: 'Ana.Silva@gmail.com',
  });
  expect(await hintFor('ana@gmail.com')).toBeNull();
  expect(dns.questions).toEqual([]);
});

it('asks about domains that take no mail: unknown ones, and those that say so', async () => {
  dns.zone.set('none.de', { mx: [{ priority: 0, exchange: '' }] });
  expect(await hintFor('ana@unknown.de')).toEqual({ kind: 'no-mail', domain: 'unknown.de' });
  expect(await hintFor('ana@none.de')).toEqual({ kind: 'no-mail', domain: 'none.de' });
  expect(await hintFor('ana@cloud.com')).toEqual({ kind: 'meant', suggestion: 'ana@icloud.com' });
});

it('says nothing where a mail server takes the mail', async () => {
  dns.zone.set('acme.de', { mx: [{ priority: 10, exchange: 'mail.acme.de' }] });
  dns.zone.set('cloud.com', { mx: [{ priority: 10, exchange: 'mx.cloud.com' }] });
  for (const domain of ['acme.de', 'cloud.com']) expect(await hintFor(`ana@${domain}`)).toBeNull();
});

it('tells nobody which hosts there are: a name without a mail server is asked about, whether it exists or not', async () => {
  dns.zone.set('db1.corp.de', { a: ['192.0.2.1'] });
  for (const domain of ['db1.corp.de', 'db2.corp.de'])
    expect(await hintFor(`ana@${domain}`)).toEqual({ kind: 'no-mail', domain });
  expect(dns.questions).toEqual(['MX db1.corp.de', 'MX db2.corp.de']);
});

it('asks DNS once an hour for a domain, and never for names that it cannot know', async () => {
  const now = Date.now();
  for (let post = 0; post < 20; post += 1) await hintFor(`ana${post}@unknown.de`, now);
  expect(dns.questions.filter((question) => question === 'MX unknown.de')).toHaveLength(1);
  await hintFor('ana@unknown.de', now + 3600_001);
  expect(dns.questions.filter((question) => question === 'MX unknown.de')).toHaveLength(2);
  dns.questions.length = 0;
  expect(await hintFor('ana@shop.example')).toBeNull();
  expect(dns.questions).toEqual([]);
});

it('lets the visitor go on when DNS is silent or broken', async () => {
  dns.zone.set('silent.de', { trouble: 'silent' });
  dns.zone.set('broken.de', { trouble: 'servfail' });
  hints = new AddressHints(new DnsClient({ servers: [dns.server], limitMs: 2_000 }));
  expect(await hints.hintFor('ana@silent.de', { patienceMs: 20 })).toBeNull();
  expect(await hintFor('ana@broken.de')).toBeNull();
});
