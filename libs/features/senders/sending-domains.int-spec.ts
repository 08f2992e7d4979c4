import { createPublicKey, sign, verify } from 'node:crypto';
import { systemActor, type Actor } from '@features/accounts';
import { Settings } from '@platform/config';
import { LOGGER, type Logger } from '@platform/logging';
import type { MessagePlan } from '@platform/mail';
import { aWorkspace } from '../../testing/factories/workspace';
import { startSendersFixture, type SendersFixture } from '../../testing/senders-fixture';
import { DomainKeysRepository } from './domains/domain-keys.repository';
import { recordsOf } from './domains/domain-records';
import { DomainStores } from './domains/domain-stores.service';
import { KeyRing } from './domains/key-ring.service';
import type { SendingDomainDetails } from './domains/sending-domain';
import { SendingDomains } from './domains/sending-domains-runtime.service';

let product: SendersFixture;
let actor: Actor;

beforeAll(async () => {
  product = await startSendersFixture();
});

afterAll(() => product.close());

beforeEach(async () => {
  actor = await product.anActor();
  product.dns.zone.clear();
});

const aDomain = (name?: string) => product.aDomain(actor, name);
const checked = (domain: SendingDomainDetails) => product.checked(actor, domain);
const publish = (domain: SendingDomainDetails, leaveOut?: string[]) => product.publish(domain, leaveOut);

/** As another process has it, which remembers nothing yet. */
function runtime(secret?: string): SendingDomains {
  const { app } = product;
  const settings = { ...app.get(Settings), ...(secret ? { secret } : {}) };
  const ring = new KeyRing(app.get(DomainKeysRepository), settings, app.get<Logger>(LOGGER));
  return new SendingDomains(app.get(DomainStores), ring);
}

const actions = async () => {
  const rows = await product.db.query<{ action: string }>(
    'SELECT action FROM audit_entries WHERE workspace_id = $1 ORDER BY id',
    [actor.workspaceId],
  );
  return rows.map(({ action }) => action);
};

const keyRows = () =>
  product.db.query<{ selector: string; private_key: string | null }>(
    'SELECT selector, private_key FROM sending_domain_keys WHERE workspace_id = $1',
    [actor.workspaceId],
  );

describe('a sending domain', () => {
  it('is made with a sender, once per workspace, in A-labels and lower case', async () => {
    const sender = { fromName: 'Ana', fromEmail: 'ana@Mühle.Example' };
    const made = await product.senders.create(actor, sender);
    await product.senders.create(actor, { ...sender, fromEmail: 'bea@mühle.example' });
    await product.senders.update(actor, made.id, { fromEmail: 'ana@shop.example' });
    await product.senders.update(actor, made.id, { fromName: 'Ana P.' });
    await product.domains.create(actor, 'XN--MHLE-0RA.example');

    const list = await product.catalogue.list(actor.workspaceId);
    expect(list.map(({ domain, senders, keys }) => [domain, senders, keys.length])).toEqual([
      ['shop.example', ['ana@shop.example'], 2],
      ['xn--mhle-0ra.example', ['bea@xn--mhle-0ra.example'], 2],
    ]);
  });

  it('is made once when many ask for it at the same time, with one key of each kind', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => product.domains.create(actor, 'shop.example')));
    expect(new Set(made).size).toBe(1);
    expect(await keyRows()).toHaveLength(2);
    expect(await actions()).toEqual(['sending-domain.created']);
  });

  it.each([
    '',
    'shop',
    'ana@shop.example',
    'shop.example.',
    '127.0.0.1',
    'shop..example',
    'https://shop.example',
  ])('cannot be %j', async (text) => {
    await expect(product.domains.create(actor, text)).rejects.toMatchObject({
      code: 'sending-domain.invalid',
      kind: 'invalid',
    });
  });

  it('of a mail service gets no keys, is never looked up, and says why', async () => {
    await product.senders.create(actor, { fromName: 'Ana', fromEmail: 'ana@gmail.com' });
    const [domain] = await product.catalogue.list(actor.workspaceId);
    expect(domain).toMatchObject({ status: 'unverifiable', keys: [], nextCheckAt: null });
    expect(await checked(domain!)).toMatchObject({ status: 'unverifiable', checkedAt: null, findings: null });
    expect(product.dns.questions.filter((question) => question.includes('gmail'))).toEqual([]);
    await expect(product.rotation.rotate(actor, domain!.id)).rejects.toMatchObject({
      code: 'sending-domain.unverifiable',
    });
    expect(await runtime().state(actor.workspaceId, 'gmail.com')).toMatchObject({
      isSigned: false,
      summary: expect.stringContaining('only that can publish keys for it'),
    });
  });

  it('goes with its keys, but not while a sender uses it', async () => {
    const sender = await product.senders.create(actor, { fromName: 'Ana', fromEmail: 'ana@shop.example' });
    const [domain] = await product.catalogue.list(actor.workspaceId);
    await expect(product.domains.delete(actor, domain!.id)).rejects.toMatchObject({
      code: 'sending-domain.in-use',
      message: expect.stringContaining('ana@shop.example'),
    });
    await product.senders.delete(actor, sender.id);
    await product.domains.delete(actor, domain!.id);
    expect(await keyRows()).toEqual([]);
    expect(await actions()).toContain('sending-domain.deleted');
  });

  it('goes with its workspace and leaves no key', async () => {
    await aDomain();
    await product.db.execute('DELETE FROM workspaces WHERE id = $1', [actor.workspaceId]);
    expect(await keyRows()).toEqual([]);
    expect(
      await product.db.query('SELECT FROM sending_domains WHERE workspace_id = $1', [actor.workspaceId]),
    ).toEqual([]);
  });

  it('is one of at most a hundred', async () => {
    await product.db.execute(
      `INSERT INTO sending_domains (workspace_id, domain) SELECT $1, 'd' || n || '.example' FROM generate_series(1, 100) n`,
      [actor.workspaceId],
    );
    await expect(product.domains.create(actor, 'new.example')).rejects.toMatchObject({
      code: 'sending-domain.too-many',
    });
    expect(await product.domains.create(actor, 'd7.example')).toEqual(expect.any(String));
  });
});

describe('keys', () => {
  it('stand in the database encrypted, each for its own place', async () => {
    await aDomain();
    const rows = await keyRows();
    for (const { private_key: box } of rows) {
      expect(Buffer.from(box!, 'base64url').toString('latin1')).not.toContain('PRIVATE KEY');
    }
    const [one, other] = rows;
    await product.db.execute(
      'UPDATE sending_domain_keys SET is_published = true, private_key = $2 WHERE selector = $1',
      [one!.selector, other!.private_key],
    );
    expect(await runtime().signingKeys(actor.workspaceId, 'shop.example')).toEqual([]);
  });

  it('sign nothing that was sealed under another APP_SECRET, and mail goes on', async () => {
    const domain = await aDomain();
    publish(domain);
    await checked(domain);
    const other = runtime('another secret of at least thirty-two');
    expect(await other.signingKeys(actor.workspaceId, 'shop.example')).toEqual([]);
    expect(await runtime().signingKeys(actor.workspaceId, 'shop.example')).toHaveLength(2);
  });

  it('sign from the moment DNS holds them, and what they sign can be verified by DNS alone', async () => {
    const domain = await aDomain();
    expect(await runtime().signingKeys(actor.workspaceId, 'shop.example')).toEqual([]);
    publish(domain);
    expect(await checked(domain)).toMatchObject({ status: 'verified', verifiedAt: expect.any(Date) });

    const keys = await runtime().signingKeys(actor.workspaceId, 'shop.example');
    expect(keys.map(({ algorithm }) => algorithm)).toEqual(['rsa-sha256', 'ed25519-sha256']);
    const [rsa] = keys;
    const record = product.dns.zone.get(`${rsa!.selector}._domainkey.shop.example`)!.txt![0]!;
    const spki = Buffer.from(record.split('p=')[1]!, 'base64');
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const signature = sign('sha256', Buffer.from('message'), rsa!.privateKey);
    expect(verify('sha256', Buffer.from('message'), publicKey, signature)).toBe(true);
    expect(await actions()).toEqual(['sending-domain.created', 'sending-domain.verified']);
  });

  it('join the plan of messages, the same object as long as they are the same; other plans stay as they are', async () => {
    const domain = await aDomain();
    publish(domain);
    await checked(domain);
    const domains = runtime();
    const plan = { from: { address: 'ana@shop.example' } } as MessagePlan;
    const signed = await domains.sign(actor.workspaceId, plan);
    expect(signed.dkim?.map(({ selector }) => selector)).toEqual(domain.keys.map(({ selector }) => selector));
    expect(await domains.sign(actor.workspaceId, plan)).toBe(signed);
    expect(await runtime().sign(actor.workspaceId, plan)).not.toBe(signed);
    const other = { from: { address: 'ana@other.example' } } as MessagePlan;
    expect(await domains.sign(actor.workspaceId, other)).toBe(other);
  });

  it('of another workspace sign nothing here, though the domain is the same', async () => {
    const domain = await aDomain();
    publish(domain);
    await checked(domain);
    const other = (await aWorkspace(product.db)).id;
    expect(await product.app.get(DomainKeysRepository).listSigning(other, 'shop.example')).toEqual([]);
    await expect(product.checks.check(systemActor(other), domain.id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(product.domains.delete(systemActor(other), domain.id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(product.rotation.rotate(systemActor(other), domain.id)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('stop signing when their record is gone, but not when DNS is', async () => {
    const domain = await aDomain();
    publish(domain);
    await checked(domain);
    const names = [...product.dns.zone.keys()];
    for (const name of names) product.dns.zone.set(name, { trouble: 'servfail' });
    expect(await checked(domain)).toMatchObject({ status: 'verified' });
    expect(await runtime().signingKeys(actor.workspaceId, 'shop.example')).toHaveLength(2);

    product.dns.zone.clear();
    expect(await checked(domain)).toMatchObject({ status: 'lost' });
    expect(await runtime().signingKeys(actor.workspaceId, 'shop.example')).toEqual([]);
    expect(await runtime().state(actor.workspaceId, 'shop.example')).toMatchObject({
      isSigned: false,
      summary: expect.stringContaining('not found any more'),
      problems: expect.arrayContaining([expect.objectContaining({ check: 'dkim', status: 'missing' })]),
    });
    expect(await actions()).toEqual([
      'sending-domain.created',
      'sending-domain.verified',
      'sending-domain.lost',
    ]);
  });
});

describe('new keys', () => {
  const verified = async () => {
    const domain = await aDomain();
    publish(domain);
    return checked(domain);
  };
  const signing = async () =>
    (await runtime().signingKeys(actor.workspaceId, 'shop.example')).map(({ selector }) => selector);
  const statuses = ({ keys }: SendingDomainDetails) => keys.map(({ status }) => status);

  it('take over when they are found; until then the former ones sign, and their records stay listed', async () => {
    const before = await verified();
    const former = before.keys.map(({ selector }) => selector);
    await product.rotation.rotate(actor, before.id);
    const rotated = await product.catalogue.get(actor.workspaceId, before.id);
    expect(rotated.status).toBe('verified');
    expect(statuses(rotated)).toEqual(['current', 'current', 'previous', 'previous']);
    expect(await signing()).toEqual(former);
    expect(statuses(await checked(rotated))).toEqual(['current', 'current', 'previous', 'previous']);

    publish(rotated);
    const after = await checked(rotated);
    expect(statuses(after)).toEqual(['current', 'current', 'retired', 'retired']);
    expect(await signing()).toEqual(after.keys.slice(0, 2).map(({ selector }) => selector));
    const kept = (await keyRows()).filter(({ selector }) => former.includes(selector));
    expect(kept.map(({ private_key: box }) => box)).toEqual([null, null]);
    const listed = recordsOf(after).find(({ selector }) => selector === former[0]);
    expect(listed).toMatchObject({ status: 'ok', advice: expect.stringContaining('leave the record until') });
  });

  it('each take over by themselves: one that is not found does not keep the other waiting', async () => {
    const before = await verified();
    await product.rotation.rotate(actor, before.id);
    const rotated = await product.catalogue.get(actor.workspaceId, before.id);
    const ed = rotated.keys.find(
      ({ algorithm, status }) => algorithm === 'ed25519-sha256' && status === 'current',
    )!;
    publish(rotated, [ed.selector]);
    const after = await checked(rotated);
    expect(after.keys.map(({ algorithm, status }) => `${algorithm} ${status}`)).toEqual([
      'rsa-sha256 current',
      'ed25519-sha256 current',
      'ed25519-sha256 previous',
      'rsa-sha256 retired',
    ]);
    expect(await signing()).toHaveLength(2);
  });

  it('made because others know the former ones leave mail unsigned until they are found', async () => {
    const before = await verified();
    await product.rotation.rotate(actor, before.id, { immediately: true });
    const rotated = await product.catalogue.get(actor.workspaceId, before.id);
    expect(rotated.status).toBe('unverified');
    expect(statuses(rotated)).toEqual(['current', 'current', 'retired', 'retired']);
    expect(await signing()).toEqual([]);
    publish(rotated);
    expect(await checked(rotated)).toMatchObject({ status: 'verified' });
  });

  it('take the place of those that never signed', async () => {
    const domain = await aDomain();
    await product.rotation.rotate(actor, domain.id);
    await product.rotation.rotate(actor, domain.id);
    const rotated = await product.catalogue.get(actor.workspaceId, domain.id);
    expect(statuses(rotated)).toEqual(['current', 'current']);
    expect(rotated.keys.map(({ selector }) => selector)).not.toEqual(
      domain.keys.map(({ selector }) => selector),
    );
  });

  it('are refused while many former ones are listed; those can be taken off, those that sign cannot', async () => {
    const { id } = await verified();
    for (let n = 0; n < 5; n += 1) {
      await product.rotation.rotate(actor, id);
      const rotated = await product.catalogue.get(actor.workspaceId, id);
      publish(rotated);
      await checked(rotated);
    }
    await expect(product.rotation.rotate(actor, id, { immediately: true })).rejects.toMatchObject({
      code: 'sending-domain.too-many-former-keys',
    });
    const { keys } = await product.catalogue.get(actor.workspaceId, id);
    await expect(product.domains.removeKey(actor, id, keys[0]!.selector)).rejects.toMatchObject({
      code: 'sending-domain.key-in-use',
    });
    await expect(product.domains.removeKey(actor, id, 'nothing')).rejects.toMatchObject({
      kind: 'not-found',
    });
    for (const { selector, status } of keys)
      if (status === 'retired') await product.domains.removeKey(actor, id, selector);
    expect(await keyRows()).toHaveLength(2);
  });
});

describe('looking up by itself', () => {
  it('gives domains of before there were keys theirs, and finds what is due, each once', async () => {
    await product.db.execute(
      `UPDATE sending_domains SET next_check_at = 'infinity' WHERE workspace_id <> $1`,
      [actor.workspaceId],
    );
    await product.db.execute(
      `INSERT INTO sending_domains (workspace_id, domain) VALUES ($1, 'old.example'), ($1, 'gmail.com')`,
      [actor.workspaceId],
    );
    const now = new Date(Date.now() + 1_000);
    const counts = await Promise.all([product.checks.checkDue(now), product.checks.checkDue(now)]);
    expect(counts[0] + counts[1]).toBe(2);
    const list = await product.catalogue.list(actor.workspaceId);
    expect(
      list.map(({ domain, status, keys, nextCheckAt }) => [domain, status, keys.length, nextCheckAt]),
    ).toEqual([
      ['gmail.com', 'unverifiable', 0, null],
      ['old.example', 'unverified', 2, new Date(now.getTime() + 600_000)],
    ]);
    expect(await product.checks.checkDue(now)).toBe(0);
  });
});

describe('the limit of today', () => {
  const limit = (day: string) =>
    runtime().limitToday(actor.workspaceId, 'shop.example', new Date(`${day}T12:00:00Z`));

  it('follows the plan, and is none without one or for a domain that is not known', async () => {
    const { id } = await aDomain();
    expect(await limit('2026-11-05')).toBeNull();
    await product.domains.setWarmUp(actor, id, { startsOn: '2026-11-05', volumes: [50, 100] });
    expect([
      await limit('2026-11-04'),
      await limit('2026-11-05'),
      await limit('2026-11-06'),
      await limit('2026-11-07'),
    ]).toEqual([50, 50, 100, null]);
    expect(await runtime().limitToday(actor.workspaceId, 'other.example', new Date())).toBeNull();
    await product.domains.setWarmUp(actor, id, null);
    expect(await limit('2026-11-05')).toBeNull();
    await expect(
      product.domains.setWarmUp(actor, id, { startsOn: '2026-13-05', volumes: [50] }),
    ).rejects.toMatchObject({ code: 'sending-domain.invalid-warm-up' });
  });
});

describe('the SPF record to publish', () => {
  it('names the servers that mail of the domain is handed to', async () => {
    const domain = await aDomain();
    expect(domain.suggestedSpf).toBe('v=spf1 a:mail.shop.example ~all');
    const server = (name: string, host: string, domains: string[]) =>
      product.db.execute(
        `INSERT INTO smtp_servers (workspace_id, name, host, port, tls, sender_domains) VALUES ($1, $2, $3, 587, 'tls', $4)`,
        [actor.workspaceId, name, host, domains],
      );
    const suggested = async () => (await product.catalogue.get(actor.workspaceId, domain.id)).suggestedSpf;
    await server('all', 'smtp.sendgrid.net', []);
    expect(await suggested()).toBe('v=spf1 include:sendgrid.net ~all');
    await server('own', '93.184.215.14', ['shop.example']);
    expect(await suggested()).toBe('v=spf1 ip4:93.184.215.14 ~all');
  });
});
