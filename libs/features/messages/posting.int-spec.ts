import { randomUUID } from 'node:crypto';
import type { Actor } from '@features/accounts';
import { BulkContactsService } from '@features/contacts';
import { SuppressionsService, type SuppressionReason } from '@features/consent';
import { SendersService } from '@features/senders';
import { FrozenContents, TemplatesService } from '@features/templates';
import { startMessages, type MessagesFixture, type MessagesHome } from '../../testing/messages-fixture';
import { aTemplate, mjmlText } from '../../testing/factories/template';
import { PostedMessagesRepository, type NewMessage } from './posted-messages.repository';

let fixture: MessagesFixture;
let home: MessagesHome;

beforeAll(async () => {
  fixture = await startMessages({
    env: { MESSAGES_PER_HOUR_PER_RECIPIENT: '5', MESSAGES_PER_MINUTE: '150' },
  });
});

beforeEach(async () => {
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

const rows = (table: string) => fixture.count(`${table} WHERE workspace_id = $1`, [home.workspaceId]);
const suppress = (email: string, reason: SuppressionReason) =>
  fixture.app.get(SuppressionsService, { strict: false }).add(home.actor, { email, reason, source: 'test' });

describe('posting', () => {
  it('makes one contact without any subscription, one message and one row in the ledger', async () => {
    const id = await fixture.post(home, { to: { email: 'Ana@Example.com', name: 'Ana Maria' } });
    expect(await fixture.get(home, id)).toMatchObject({
      status: 'pending',
      email: 'Ana@example.com',
      toName: 'Ana Maria',
      postedBy: 'tester',
      attempts: 0,
      isContentKept: true,
    });
    const contact = await fixture.database.queryOne(
      `SELECT source, first_name, (SELECT count(*) FROM subscriptions s WHERE s.contact_id = c.id)::int AS subscriptions
       FROM contacts c WHERE workspace_id = $1`,
      [home.workspaceId],
    );
    expect(contact).toEqual({ source: 'message', first_name: null, subscriptions: 0 });
    await fixture.post(home, { to: { email: 'ana@example.com' } });
    expect([await rows('contacts'), await rows('messages'), await rows('deliveries')]).toEqual([1, 2, 2]);
  });

  it('makes one message of one key, however many post it at the same moment', async () => {
    const input = { to: { email: 'ana@example.com' }, templateId: home.templateId, idempotencyKey: 'k-1' };
    const results = await Promise.all(
      Array.from({ length: 20 }, () => fixture.posting.postOne(home.actor, input)),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.filter(({ isDuplicate }) => !isDuplicate)).toHaveLength(1);
    expect([await rows('contacts'), await rows('messages'), await rows('deliveries')]).toEqual([1, 1, 1]);
    await expect(
      fixture.posting.postOne(home.actor, { ...input, data: { number: 'other' } }),
    ).rejects.toMatchObject({
      code: 'message.idempotency-key-reused',
      kind: 'conflict',
      errors: [{ pointer: '/idempotencyKey' }],
    });
    const other = await fixture.aHome();
    const theirs = await fixture.post(other, { idempotencyKey: 'k-1' });
    expect(theirs).not.toBe(results[0]?.id);
    // Repeats used nothing up of what the address may get.
    for (let i = 0; i < 4; i += 1) await fixture.post(home);
  });

  it('leaves the last word about a key to the database', async () => {
    const { versionId } = await fixture.app
      .get(FrozenContents, { strict: false })
      .freeze(home.workspaceId, { templateId: home.templateId });
    const rowOf = (email: string, idempotencyKey: string): NewMessage => ({
      contactId: randomUUID(),
      email,
      emailKey: email,
      addressHash: Buffer.alloc(32),
      toName: null,
      senderId: home.senderId,
      templateId: home.templateId,
      versionId,
      subject: null,
      replyTo: null,
      headers: {},
      data: null,
      track: false,
      sendAt: null,
      obstacle: null,
      idempotencyKey,
      requestHash: Buffer.alloc(32),
    });
    const posted = fixture.app.get(PostedMessagesRepository, { strict: false });
    const batch = [rowOf('a@example.com', 'x'), rowOf('b@example.com', 'y'), rowOf('c@example.com', 'x')];
    // Without the locks that posting takes, and in both orders.
    const stored = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        posted.store(home.workspaceId, 'tester', index % 2 ? batch : [...batch].reverse()),
      ),
    );
    expect(stored.flat()).toHaveLength(2);
    expect([await rows('messages'), await rows('deliveries')]).toEqual([2, 2]);
  });

  it('answers each of a batch apart, also when two of it share a key', async () => {
    const to = { email: 'ana@example.com' };
    const good = { to, templateId: home.templateId };
    const results = await fixture.posting.post(home.actor, [
      { ...good, idempotencyKey: 'a' },
      { ...good, to: { email: 'nonsense' } },
      { ...good, idempotencyKey: 'a' },
      { ...good, templateId: randomUUID() },
      { ...good, idempotencyKey: 'a', subject: 'Other' },
      { ...good, to: { email: 'bo@example.com' } },
      { to, mjml: '<mjml><mj-body>\n<mj-sect></mj-body></mjml>', subject: 'x' },
    ]);
    const told = results.map((result) =>
      result.ok ? (result.isDuplicate ? 'duplicate' : 'new') : result.error.errors[0]?.pointer,
    );
    expect(told).toEqual(['new', '/to/email', 'duplicate', '/templateId', '/idempotencyKey', 'new', '/mjml']);
    expect([await rows('contacts'), await rows('messages')]).toEqual([2, 2]);
  });

  it.each<[SuppressionReason, string, string | null]>([
    ['hard-bounce', 'suppressed', 'hard-bounce'],
    ['complaint', 'suppressed', 'complaint'],
    ['invalid-address', 'suppressed', 'invalid-address'],
    ['manual', 'suppressed', 'manual'],
    ['unsubscribed', 'pending', null],
  ])('to an address suppressed as %s is %s', async (reason, status, why) => {
    await suppress('ana@example.com', reason);
    const id = await fixture.post(home);
    expect(await fixture.get(home, id)).toMatchObject({ status, reason: why });
    expect(await rows('contacts')).toBe(status === 'pending' ? 1 : 0);
  });

  it('stores nothing about somebody who was erased, and mails them nothing', async () => {
    const first = await fixture.post(home, { to: { email: 'ana@example.com', name: 'Ana' } });
    const { contactId } = await fixture.get(home, first);
    await fixture.app
      .get(BulkContactsService, { strict: false })
      .eraseOne(home.actor, contactId, 'asked for it');
    const id = await fixture.post(home, { to: { email: 'ana@example.com', name: 'Ana' } });
    expect(await fixture.get(home, id)).toMatchObject({ status: 'suppressed', reason: 'erased', email: '' });
    expect(await rows('contacts')).toBe(0);
    const kept = await fixture.database.query<{ text: string }>(
      `SELECT to_jsonb(m)::text || to_jsonb(d)::text AS text FROM messages m JOIN deliveries d ON d.message_id = m.id
       WHERE m.workspace_id = $1`,
      [home.workspaceId],
    );
    expect(kept).toHaveLength(2);
    for (const { text } of kept) expect(text).not.toMatch(/ana|A-1/i);
  });

  it('refuses what cannot be made, with a pointer, and leaves nothing behind', async () => {
    const refused = (input: Parameters<MessagesFixture['post']>[1]) =>
      expect(fixture.post(home, input)).rejects;
    const nested = JSON.parse('{"a":'.repeat(12) + '1' + '}'.repeat(12)) as Record<string, unknown>;
    await refused({ data: nested }).toMatchObject({
      code: 'message.cannot-be-made',
      kind: 'rule-broken',
      errors: [{ pointer: '/data', message: expect.stringContaining('nested deeper') }],
    });
    await refused({ senderId: randomUUID() }).toMatchObject({ errors: [{ pointer: '/senderId' }] });
    await refused({ subject: '{{order.number}}' }).toMatchObject({
      code: 'template.invalid',
      errors: [{ pointer: '/subject' }],
    });
    await refused({ headers: { 'X-A': 'a\r\nBcc: b@c.example' } }).toMatchObject({
      errors: [{ pointer: '/headers/X-A' }],
    });
    const many = { list: Array.from({ length: 21_000 }, () => 1) };
    await refused({ data: many }).toMatchObject({ errors: [{ pointer: '/data' }] });
    expect([await rows('contacts'), await rows('messages'), await rows('deliveries')]).toEqual([0, 0, 0]);
  });

  it('points at the template for what is wrong in it, and asks for a sender where there is none', async () => {
    const templates = fixture.app.get(TemplatesService, { strict: false });
    await fixture.database.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'plan', 'Plan', 'text')`,
      [home.workspaceId],
    );
    const { id } = await aTemplate(templates, home.workspaceId, {
      mjml: mjmlText('{{contact.attributes.plan}}'),
    });
    await fixture.database.execute('DELETE FROM contact_fields WHERE workspace_id = $1', [home.workspaceId]);
    await expect(fixture.post(home, { templateId: id })).rejects.toMatchObject({
      code: 'template.invalid',
      errors: [{ pointer: '/templateId', message: expect.stringContaining('contact.attributes.plan') }],
    });
    await fixture.app.get(SendersService, { strict: false }).delete(home.actor, home.senderId);
    await expect(fixture.post(home)).rejects.toMatchObject({ code: 'message.no-sender' });
  });

  it('warns of data that the template uses and that did not come', async () => {
    const input = { to: { email: 'ana@example.com' }, templateId: home.templateId };
    const { warnings } = await fixture.posting.postOne(home.actor, input);
    expect(warnings).toEqual(['data.number has no value: it stays empty.']);
  });

  it('tells nothing about a contact to whoever may not read contacts', async () => {
    await fixture.database.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, first_name, source)
       VALUES ($1, 'ana@example.com', 'ana@example.com', '\\x00', 'Ana', 'test')`,
      [home.workspaceId],
    );
    const probe = async (scopes: Actor['scopes'], email: string) => {
      const subject = '{{#if contact.firstName}}{{else}}somebody unknown{{/if}}';
      const to = { email };
      const results = await fixture.posting.post({ ...home.actor, scopes }, [
        { to, mjml: mjmlText('Hi'), subject },
      ]);
      return results.map((result) => (result.ok ? result.warnings : result.error.message));
    };
    const known = await probe(['messages:send'], 'ana@example.com');
    expect(known).toEqual(await probe(['messages:send'], 'nobody@example.com'));
    // Whoever may read contacts hears of what is odd with their values.
    expect(await probe(['messages:send', 'contacts:read'], 'ana@example.com')).not.toEqual(known);
  });

  it('finds nothing of another workspace', async () => {
    const other = await fixture.aHome();
    const id = await fixture.post(home);
    await expect(fixture.get(other, id)).rejects.toMatchObject({ code: 'message.not-found' });
    await expect(fixture.messages.cancel(other.actor, id)).rejects.toMatchObject({
      code: 'message.not-found',
    });
    await expect(fixture.messages.content(other.workspaceId, id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(fixture.post(other, { templateId: home.templateId })).rejects.toMatchObject({
      errors: [{ pointer: '/templateId', code: 'template.not-found' }],
    });
    await expect(fixture.post(other, { senderId: home.senderId })).rejects.toMatchObject({
      errors: [{ pointer: '/senderId', code: 'sender.not-found' }],
    });
  });

  it('gives one address so many in an hour, and one workspace so many in a minute', async () => {
    for (let i = 0; i < 5; i += 1) await fixture.post(home);
    await expect(fixture.post(home)).rejects.toMatchObject({
      code: 'message.too-many-for-recipient',
      kind: 'rate-limited',
      retryAfterSeconds: expect.any(Number),
    });
    await fixture.post(home, { to: { email: 'bo@example.com' } });
    const flood = Array.from({ length: 150 }, (_, index) => ({
      to: { email: `c${index}@example.com` },
      templateId: home.templateId,
    }));
    await expect(fixture.posting.post(home.actor, flood)).rejects.toMatchObject({
      code: 'message.too-many',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await rows('messages')).toBe(6);
    // The flood that was refused took nothing away from anybody.
    await fixture.post(home, { to: { email: 'bo@example.com' } });
  });

  it('lets 100 messages to one address wait for their time, however slowly they were posted', async () => {
    const sendAt = new Date(Date.now() + 24 * 3600_000);
    const one = { to: { email: 'ana@example.com' }, templateId: home.templateId, sendAt };
    await fixture.post(home, one);
    await fixture.database.execute(
      `INSERT INTO messages (workspace_id, contact_id, email_key, address_hash, sender_id, due_at, is_open, track, headers, posted_by)
       SELECT workspace_id, contact_id, email_key, address_hash, sender_id, due_at, is_open, track, headers, posted_by
       FROM messages, generate_series(1, 98) WHERE workspace_id = $1`,
      [home.workspaceId],
    );
    const results = await fixture.posting.post(home.actor, [one, one, one]);
    expect(results.map((result) => (result.ok ? 'accepted' : result.error.code)).sort()).toEqual([
      'accepted',
      'message.too-many-scheduled',
      'message.too-many-scheduled',
    ]);
    // Refused ones used nothing up of what the address may get, and what goes at once is not meant.
    for (let i = 0; i < 3; i += 1) await fixture.post(home);
    await fixture.post(home, { ...one, to: { email: 'bo@example.com' } });
    await fixture.post(await fixture.aHome(), { sendAt });
  });

  it('compiles content anew when what was kept of it is gone', async () => {
    const raw = { templateId: undefined, mjml: mjmlText('Raw {{data.x}}'), subject: 'Hi' };
    const first = await fixture.post(home, raw);
    await fixture.database.execute('DELETE FROM deliveries WHERE message_id = $1', [first]);
    await fixture.database.execute('DELETE FROM messages WHERE id = $1', [first]);
    await fixture.database.execute(
      'DELETE FROM template_versions WHERE workspace_id = $1 AND template_id IS NULL',
      [home.workspaceId],
    );
    const second = await fixture.post(home, raw);
    expect((await fixture.messages.content(home.workspaceId, second)).mjml).toContain('Raw {{data.x}}');
  });
});
