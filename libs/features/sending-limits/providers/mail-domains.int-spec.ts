import { DnsClient } from '@platform/dns';
import { createLogger } from '@platform/logging';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, startTestDns, type TestDatabase, type TestDns } from '@testing';
import { heldDomainsSql, heldNames } from './held-domains';
import { MailDomainsRepository } from './mail-domains.repository';
import { MailDomains } from './mail-domains.service';

const DAY = 86_400_000;

let server: TestDatabase;
let database: Database;
let dns: TestDns;
let services: MailDomains[] = [];

/** As a process of its own would have it: nothing remembered, the same table. */
function aProcess(limitMs = 5_000): MailDomains {
  const service = new MailDomains(
    new MailDomainsRepository(database),
    new DnsClient({ servers: [dns.server], limitMs }),
    createLogger({ name: 'test', level: 'silent', pretty: false }),
  );
  services.push(service);
  return service;
}

const asObject = (map: Map<string, string>): object => Object.fromEntries(map);

/** Asks, waits for the background and asks again. */
async function learn(domain: string, now = new Date()): Promise<string | undefined> {
  const service = aProcess();
  await service.providersOf([domain], now);
  await service.settled();
  return (await service.providersOf([domain], now)).get(domain);
}

beforeAll(async () => {
  [server, dns] = [await createTestDatabase(), await startTestDns()];
  database = await openDatabase({
    url: server.url,
    poolSize: 4,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
});

beforeEach(async () => {
  dns.zone.clear();
  dns.questions.length = 0;
  await database.execute('DELETE FROM mail_domains');
});

afterEach(async () => {
  await Promise.all(services.map((service) => service.onApplicationShutdown()));
  services = [];
});

afterAll(async () => {
  await dns.stop();
  await database.dataSource.destroy();
  await server.drop();
});

it('knows the large providers without asking anybody, whatever the case', async () => {
  const providers = await aProcess().providersOf(['GMail.com', 'hotmail.fr', 'yahoo.co.uk']);
  expect(asObject(providers)).toEqual({
    'GMail.com': 'gmail',
    'hotmail.fr': 'microsoft',
    'yahoo.co.uk': 'yahoo',
  });
  expect(dns.questions).toEqual([]);
});

it('finds the provider of a company by its mail servers, in the background, and keeps it for all processes', async () => {
  dns.zone.set('acme.de', {
    mx: [
      { priority: 20, exchange: 'backup.acme.de' },
      { priority: 10, exchange: 'acme-de.mail.protection.outlook.com' },
    ],
  });
  const service = aProcess();
  expect(asObject(await service.providersOf(['acme.de']))).toEqual({ 'acme.de': 'acme.de' });
  await service.settled();
  expect(asObject(await service.providersOf(['acme.de']))).toEqual({ 'acme.de': 'microsoft-business' });
  expect(asObject(await aProcess().providersOf(['acme.de']))).toEqual({ 'acme.de': 'microsoft-business' });
  expect(dns.questions).toEqual(['MX acme.de']);
});

it('answers at once while DNS is silent', async () => {
  dns.zone.set('slow.de', { trouble: 'silent' });
  const service = aProcess(300);
  const answered = service.providersOf(['slow.de']).then(() => 'answered');
  expect(await Promise.race([answered, service.settled().then(() => answered)])).toBe('answered');
  const rows = await database.query('SELECT domain FROM mail_domains');
  expect(rows).toEqual([]);
  await service.settled();
  expect(await database.query('SELECT domain, provider FROM mail_domains')).toEqual([
    { domain: 'slow.de', provider: 'slow.de' },
  ]);
});

it('takes a domain without known mail servers for a provider of its own', async () => {
  dns.zone.set('self.de', { mx: [{ priority: 10, exchange: 'mail.self.de' }] });
  dns.zone.set('none.de', { mx: [{ priority: 0, exchange: '' }] });
  expect(await learn('self.de')).toBe('self.de');
  expect(await learn('none.de')).toBe('none.de');
  expect(await learn('absent.de')).toBe('absent.de');
  expect(await database.query('SELECT domain, mx_host FROM mail_domains ORDER BY domain')).toEqual([
    { domain: 'absent.de', mx_host: null },
    { domain: 'none.de', mx_host: null },
    { domain: 'self.de', mx_host: 'mail.self.de' },
  ]);
});

it('looks again after 30 days, after a day where there was nothing, after an hour where nobody answered', async () => {
  dns.zone.set('found.de', { mx: [{ priority: 1, exchange: 'aspmx.l.google.com' }] });
  dns.zone.set('broken.de', { trouble: 'servfail' });
  for (const domain of ['found.de', 'none.de', 'broken.de']) await learn(domain);
  const hours = await database.query(
    `SELECT domain, round(extract(epoch FROM check_again_at - checked_at) / 3600)::integer AS hours
     FROM mail_domains ORDER BY domain`,
  );
  expect(hours).toEqual([
    { domain: 'broken.de', hours: 1 },
    { domain: 'found.de', hours: 720 },
    { domain: 'none.de', hours: 24 },
  ]);
  dns.questions.length = 0;
  const soon = new Date(Date.now() + 29 * DAY);
  expect(await learn('found.de', soon)).toBe('gmail');
  expect(dns.questions).toEqual([]);
  dns.zone.set('found.de', { mx: [{ priority: 1, exchange: 'mx1.mail.ovh.net' }] });
  expect(await learn('found.de', new Date(Date.now() + 31 * DAY))).toBe('ovh');
});

it('keeps what it knew when a later look fails', async () => {
  dns.zone.set('acme.de', { mx: [{ priority: 1, exchange: 'aspmx.l.google.com' }] });
  await learn('acme.de');
  dns.zone.set('acme.de', { trouble: 'servfail' });
  expect(await learn('acme.de', new Date(Date.now() + 31 * DAY))).toBe('gmail');
  expect(await database.query('SELECT provider, mx_host FROM mail_domains')).toEqual([
    { provider: 'gmail', mx_host: 'aspmx.l.google.com' },
  ]);
});

it('asks for many domains at once, each once, also when they are asked for twice', async () => {
  const domains = Array.from({ length: 120 }, (_, n) => `d${n}.de`);
  for (const domain of domains) dns.zone.set(domain, { mx: [{ priority: 1, exchange: 'mx1.mail.ovh.net' }] });
  const service = aProcess();
  await Promise.all([service.providersOf(domains), service.providersOf(domains)]);
  await service.settled();
  expect(dns.questions).toHaveLength(120);
  expect(new Set((await service.providersOf(domains)).values())).toEqual(new Set(['ovh']));
});

it("never asks the world for names that are for tests, examples and networks of one's own", async () => {
  const service = aProcess();
  await service.providersOf(['example.com', 'shop.example', 'printer.local', 'a.test', 'not a domain', 'x']);
  await service.settled();
  expect(dns.questions).toEqual([]);
});

it('processes that learn the same domains at the same time do not wait for each other for ever', async () => {
  const repository = new MailDomainsRepository(database);
  const now = new Date();
  const checked = Array.from({ length: 2_000 }, (_, n) => ({
    domain: `d${n}.de`,
    provider: 'ovh',
    mxHost: 'mx1.mail.ovh.net',
    checkAgainAt: now,
  }));
  for (let round = 0; round < 3; round += 1) {
    const orders = [checked, checked.toReversed(), checked, checked.toReversed()];
    await Promise.all(orders.map((order) => repository.write(order, now)));
  }
  expect(await database.queryOne('SELECT count(*) AS count FROM mail_domains')).toEqual({ count: 2_000 });
});

it('claims leave out addresses of held providers, whether their domains are known or were found by DNS', async () => {
  dns.zone.set('acme.de', { mx: [{ priority: 1, exchange: 'aspmx.l.google.com' }] });
  await learn('acme.de');
  const heldOf = async (providers: string[]): Promise<string[]> => {
    const rows = await database.query<{ email: string }>(
      `SELECT d.email FROM unnest(ARRAY['a@Gmail.com', 'b@ACME.de', '"x@y"@googlemail.com', 'c@hotmail.com', 'd@self.de',
         'gmail.com@other.de']) AS d (email)
       WHERE ${heldDomainsSql({ email: 'd.email', held: '$1' })} ORDER BY 1`,
      [heldNames(providers)],
    );
    return rows.map(({ email }) => email);
  };
  expect(await heldOf([])).toEqual([]);
  expect(await heldOf(['gmail'])).toEqual(['"x@y"@googlemail.com', 'a@Gmail.com', 'b@ACME.de']);
  expect(await heldOf(['self.de', 'microsoft'])).toEqual(['c@hotmail.com', 'd@self.de']);
  expect(() => heldDomainsSql({ email: "''", held: '$1' })).toThrow('column');
});

it('forgets domains that nobody asks about any more', async () => {
  await learn('old.de', new Date(Date.now() - 200 * DAY));
  await database.execute(`UPDATE mail_domains SET check_again_at = now() - interval '91 days'`);
  expect(await aProcess().forgetUnused()).toBe(1);
});
