import { setTimeout } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import { ContactsService } from '@features/contacts';
import { SendersService } from '@features/senders';
import { mjmlText } from '../../testing/factories/template';
import { startMessages, type MessagesFixture, type MessagesHome } from '../../testing/messages-fixture';
import { MessageSweeper } from './message-sweeper.service';

let fixture: MessagesFixture;
let home: MessagesHome;
/** What the mail server says to a recipient; nothing is yes. */
let verdict: (to: string) => { code: number; text: string } | undefined = () => undefined;

const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) => {
  const said = verdict(address);
  done(said ? Object.assign(new Error(said.text), { responseCode: said.code }) : null);
};

beforeAll(async () => {
  fixture = await startMessages({ smtp: { onRcptTo }, env: { MESSAGES_PER_HOUR_PER_RECIPIENT: '500' } });
});

beforeEach(async () => {
  verdict = () => undefined;
  fixture.smtp.received.length = 0;
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

const parsed = async (index = 0) => simpleParser(fixture.smtp.received[index]?.data ?? '');
const recipients = () => fixture.smtp.received.map(({ to }) => to).sort();
/** Waiting times and leases run out now instead of in minutes. */
const timePasses = () =>
  fixture.database.execute(
    `WITH sooner AS (UPDATE deliveries SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL AND workspace_id = $1)
     UPDATE messages SET due_at = now(), leased_until = least(leased_until, now() - interval '1 second') WHERE workspace_id = $1`,
    [home.workspaceId],
  );

describe('sending', () => {
  it('sends what was posted: filled in, to the person, as mail that nobody subscribed to', async () => {
    await fixture.post(home, {
      to: { email: 'ana@example.com', name: 'Ana "A" Ürsel' },
      data: { number: '<A&1>' },
      replyTo: 'ticket-7@example.com',
      headers: { 'X-Order': 'A-1' },
    });
    expect(await fixture.send(home.workspaceId)).toBe(1);
    const mail = await parsed();
    expect(mail.subject).toBe('Order <A&1> for you');
    expect(mail.html).toContain('Thank you for &#60;A&#38;1&#62;');
    expect(mail.html).toContain('https://shop.example/o/%3CA%261%3E');
    expect(mail.text).toContain('Thank you for <A&1>');
    expect([mail.to].flat()[0]?.value).toEqual([{ address: 'ana@example.com', name: 'Ana "A" Ürsel' }]);
    expect(mail.from?.value).toEqual([{ address: 'hello@mare-alta.example', name: 'Maré Alta' }]);
    expect(mail.replyTo?.value[0]?.address).toBe('ticket-7@example.com');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-order')).toBe('A-1');
    const names = [...mail.headers.keys()];
    expect(names.filter((name) => /^list|precedence|feedback/.test(name))).toEqual([]);
    expect(fixture.smtp.received[0]?.data).not.toMatch(/mail\.tidings\.example\/[olu]\//);
  });

  it('sends MJML of its own, a plain subject instead of the template’s, and the contact’s own values', async () => {
    await fixture.app
      .get(ContactsService, { strict: false })
      .create(home.actor, { email: 'ana@example.com', firstName: 'Ana' });
    await fixture.post(home, { subject: 'Plain {text} ✓' });
    const raw = { templateId: undefined, mjml: mjmlText('{{contact.firstName}}: {{data.number}}') };
    await fixture.post(home, { ...raw, subject: 'For {{contact.firstName}}' });
    await fixture.send(home.workspaceId);
    const mails = await Promise.all([parsed(0), parsed(1)]);
    expect(mails.map(({ subject }) => subject).sort()).toEqual(['For Ana', 'Plain {text} ✓']);
    expect(mails.find(({ subject }) => subject === 'For Ana')?.text?.trim()).toBe('Ana: A-1');
  });

  it('keeps hostile values in their places', async () => {
    const evil = 'x\r\nBcc: evil@example.com\r\n\r\n<script>alert(1)</script>{{constructor}}';
    await fixture.post(home, {
      to: { email: 'ana@example.com', name: evil },
      data: { number: evil, constructor2: evil },
      subject: `Hi ${evil.replace('{{constructor}}', '')}`,
    });
    await fixture.post(home, { data: { number: evil } });
    expect(await fixture.send(home.workspaceId)).toBe(2);
    expect(recipients()).toEqual(['ana@example.com', 'ana@example.com']);
    for (const mail of [await parsed(0), await parsed(1)]) {
      expect([...mail.headers.keys()]).not.toContain('bcc');
      expect(mail.html).not.toContain('<script');
      expect(mail.subject).toContain('Bcc: evil@example.com');
    }
  });

  it('sends each once, however many workers look at the same moment', async () => {
    const to = Array.from({ length: 120 }, (_, index) => ({ email: `c${index}@example.com` }));
    const inputs = to.map((one) => ({ to: one, templateId: home.templateId, data: { number: '1' } }));
    await fixture.posting.post(home.actor, inputs.slice(0, 60));
    await fixture.posting.post(home.actor, inputs.slice(60));
    const sent = await Promise.all(Array.from({ length: 4 }, () => fixture.send(home.workspaceId)));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(120);
    expect(new Set(recipients()).size).toBe(120);
    expect(recipients()).toHaveLength(120);
    const open = await fixture.count('messages WHERE workspace_id = $1 AND is_open', [home.workspaceId]);
    expect(open).toBe(0);
  });

  it('waits when a recipient is deferred, and tries again when it is time', async () => {
    verdict = () => ({ code: 450, text: '4.2.0 Greylisted' });
    const id = await fixture.post(home);
    await fixture.send(home.workspaceId);
    expect(await fixture.get(home, id)).toMatchObject({
      status: 'deferred',
      attempts: 1,
      replyCode: 450,
      nextAttemptAt: expect.any(Date),
    });
    verdict = () => undefined;
    expect(await fixture.send(home.workspaceId)).toBe(0);
    await timePasses();
    expect(await fixture.send(home.workspaceId)).toBe(1);
    expect(await fixture.get(home, id)).toMatchObject({ status: 'accepted', attempts: 2 });
  });

  it('suppresses the address that does not exist, which need not be its contact’s any more', async () => {
    const id = await fixture.post(home, { to: { email: 'old@example.com' } });
    const { contactId } = await fixture.get(home, id);
    const contacts = fixture.app.get(ContactsService, { strict: false });
    await contacts.update(home.actor, contactId, { email: 'new@example.com' });
    verdict = () => ({ code: 550, text: '5.1.1 No such user' });
    await fixture.send(home.workspaceId);
    expect(await fixture.get(home, id)).toMatchObject({ status: 'refused', bounceClass: 'hard' });
    verdict = () => undefined;
    const [again, other] = [
      await fixture.post(home, { to: { email: 'old@example.com' } }),
      await fixture.post(home, { to: { email: 'new@example.com' } }),
    ];
    expect((await fixture.get(home, again)).status).toBe('suppressed');
    expect((await fixture.get(home, other)).status).toBe('pending');
  });

  it('refuses alone what cannot be made any more, and says why', async () => {
    const [bad, good] = [await fixture.post(home), await fixture.post(home)];
    const deep = JSON.parse('{"a":'.repeat(12) + '1' + '}'.repeat(12)) as object;
    await fixture.database.execute('UPDATE messages SET data = $2 WHERE id = $1', [
      bad,
      JSON.stringify(deep),
    ]);
    expect(await fixture.send(home.workspaceId)).toBe(1);
    expect(await fixture.get(home, bad)).toMatchObject({
      status: 'refused',
      attempts: 0,
      reason: expect.stringContaining('nested deeper'),
    });
    expect((await fixture.get(home, good)).status).toBe('accepted');
  });

  it('sends from the default sender what lost its own, and nothing where there is none', async () => {
    const senders = fixture.app.get(SendersService, { strict: false });
    const alerts = await senders.create(home.actor, {
      fromName: 'Alerts',
      fromEmail: 'alerts@other.example',
    });
    const own = await fixture.post(home, { senderId: alerts.id });
    await fixture.send(home.workspaceId);
    expect((await parsed()).from?.value[0]?.address).toBe('alerts@other.example');
    const lost = await fixture.post(home, { senderId: alerts.id });
    await senders.delete(home.actor, alerts.id);
    await fixture.send(home.workspaceId);
    expect((await parsed(1)).from?.value[0]?.address).toBe('hello@mare-alta.example');
    const orphan = await fixture.post(home);
    await senders.delete(home.actor, home.senderId);
    await fixture.send(home.workspaceId);
    expect(await fixture.get(home, orphan)).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('sender was deleted'),
    });
    for (const id of [own, lost]) expect((await fixture.get(home, id)).status).toBe('accepted');
  });

  it('finds by a sweep what no job is working on', async () => {
    await fixture.post(home);
    await fixture.post(home, { sendAt: new Date(Date.now() + 3_600_000) });
    const sweeper = fixture.app.get(MessageSweeper);
    const before = await sweeper.sweep();
    expect(before).toBeGreaterThanOrEqual(1);
    await fixture.send(home.workspaceId);
    expect(await sweeper.sweep()).toBe(before - 1);
    expect(recipients()).toHaveLength(1);
  });

  it('uses up no attempt while the mail server is in trouble, and says what it waits for', async () => {
    verdict = () => ({ code: 421, text: '4.3.2 Shutting down' });
    const id = await fixture.post(home);
    expect(await fixture.send(home.workspaceId)).toBe(0);
    expect(await fixture.get(home, id)).toMatchObject({
      status: 'pending',
      attempts: 0,
      reason: expect.stringContaining('Shutting down'),
    });
    verdict = () => undefined;
    // The server is left alone for some seconds, and then asked with one message.
    const deadline = Date.now() + 30_000;
    for (let sent = 0; sent === 0 && Date.now() < deadline; sent = await fixture.send(home.workspaceId)) {
      await setTimeout(100);
      await timePasses();
    }
    expect(await fixture.get(home, id)).toMatchObject({ status: 'accepted', attempts: 1, reason: null });
  });
});
