import { simpleParser } from 'mailparser';
import { BulkContactsService, ContactExportService, TimelineService } from '@features/contacts';
import { TemplatesService } from '@features/templates';
import { MessageLinks, TrackingService } from '@features/tracking';
import { mjmlText } from '../../testing/factories/template';
import { startMessages, type MessagesFixture, type MessagesHome } from '../../testing/messages-fixture';
import { MessageHousekeeping } from './message-housekeeping.service';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0';
const RAW = {
  templateId: undefined,
  subject: 'Your link',
  mjml: mjmlText(
    '<a href="https://shop.example/r?t={{data.token}}">go</a> <a href="{{links.viewInBrowser}}">view</a>',
  ),
  data: { token: 's3cret' },
};

let fixture: MessagesFixture;
let home: MessagesHome;

beforeAll(async () => {
  fixture = await startMessages();
});

beforeEach(async () => {
  fixture.smtp.received.length = 0;
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

const get = <T>(type: new (...args: never[]) => T): T => fixture.app.get(type, { strict: false });
const forget = () => get(MessageHousekeeping).forgetContents();
const daysPass = (days: number) =>
  fixture.database.execute(
    `UPDATE messages SET closed_at = closed_at - make_interval(days => $2) WHERE workspace_id = $1`,
    [home.workspaceId, days],
  );
const contents = () =>
  fixture.count('template_versions WHERE workspace_id = $1 AND template_id IS NULL', [home.workspaceId]);
/** Everything that the tables of messages hold of this workspace, as text. */
const everything = async (): Promise<string> => {
  const rows = await fixture.database.query<{ text: string }>(
    `SELECT to_jsonb(m)::text || to_jsonb(d)::text || coalesce(v.mjml, '') AS text
     FROM messages m JOIN deliveries d ON d.message_id = m.id
     LEFT JOIN template_versions v ON v.id = m.template_version_id WHERE m.workspace_id = $1`,
    [home.workspaceId],
  );
  return rows.map(({ text }) => text).join('\n');
};
const addressIn = async (path: 'v' | 'l'): Promise<string> => {
  const mail = await simpleParser(fixture.smtp.received.at(-1)?.data ?? '');
  return new RegExp(`https://mail\\.tidings\\.example/${path}/([\\w~-]+)`).exec(mail.html || '')?.[1] ?? '';
};

describe('retention', () => {
  it('deletes content and data of what ended a month ago, and keeps what became of it', async () => {
    const ended = await fixture.post(home, { ...RAW, to: { email: 'ana@example.com', name: 'Ana' } });
    await fixture.send(home.workspaceId);
    const waiting = await fixture.post(home, { ...RAW, sendAt: new Date(Date.now() + 60_000) });
    await daysPass(29);
    await forget();
    expect((await fixture.messages.content(home.workspaceId, ended)).mjml).toBe(RAW.mjml);
    await daysPass(2);
    expect(await forget()).toMatchObject({ messageContents: 1 });
    expect(await fixture.get(home, ended)).toMatchObject({
      status: 'accepted',
      email: 'ana@example.com',
      toName: null,
      isContentKept: false,
    });
    await expect(fixture.messages.content(home.workspaceId, ended)).rejects.toMatchObject({
      code: 'message-content.not-found',
    });
    // The other message still needs that content.
    expect(await contents()).toBe(1);
    expect((await fixture.messages.content(home.workspaceId, waiting)).subject).toBe('Your link');
    await fixture.messages.cancel(home.actor, waiting);
    await daysPass(31);
    await forget();
    expect(await everything()).not.toMatch(/s3cret|shop\.example/);
    await fixture.database.execute(`ALTER TABLE template_versions DISABLE TRIGGER USER`);
    await fixture.database.execute(
      `UPDATE template_versions SET created_at = now() - interval '2 days' WHERE workspace_id = $1`,
      [home.workspaceId],
    );
    await fixture.database.execute(`ALTER TABLE template_versions ENABLE TRIGGER USER`);
    await forget();
    expect(await contents()).toBe(0);
  });

  it('lets a template go once no message needs it', async () => {
    await fixture.post(home);
    await fixture.send(home.workspaceId);
    const templates = get(TemplatesService);
    await expect(templates.delete(home.actor, home.templateId)).rejects.toMatchObject({
      code: 'template.in-use',
      message: expect.stringContaining('Messages whose content is still kept'),
    });
    await daysPass(31);
    await forget();
    await templates.delete(home.actor, home.templateId);
    const page = await fixture.messages.list(home.workspaceId, {}, { limit: 5 });
    expect(page.items).toMatchObject([{ templateId: null, status: 'accepted' }]);
  });
});

describe('erasure', () => {
  it('takes data, address, name and content that was written for this person alone', async () => {
    const own = {
      ...RAW,
      mjml: mjmlText('Dear Ana of Porto, s3cret'),
      idempotencyKey: 'welcome:ana@example.com',
    };
    const id = await fixture.post(home, { ...own, to: { email: 'ana@example.com', name: 'Ana' } });
    await fixture.post(home, { ...RAW, sendAt: new Date(Date.now() + 60_000), headers: { 'X-Who': 'ana' } });
    const others = await fixture.post(home, { ...RAW, to: { email: 'bo@example.com' } });
    await fixture.send(home.workspaceId);
    expect(await contents()).toBe(2);
    const { contactId } = await fixture.get(home, id);
    await get(BulkContactsService).eraseOne(home.actor, contactId, 'asked for it');
    const left = await fixture.database.query<{ text: string }>(
      `SELECT to_jsonb(m)::text || to_jsonb(d)::text AS text FROM messages m JOIN deliveries d ON d.message_id = m.id
       WHERE m.workspace_id = $1 AND m.contact_id = $2`,
      [home.workspaceId, contactId],
    );
    expect(left).toHaveLength(2);
    for (const { text } of left) expect(text).not.toMatch(/ana|s3cret|Your link/i);
    // Content that somebody else got too stays.
    expect(await contents()).toBe(1);
    expect((await fixture.messages.content(home.workspaceId, others)).mjml).toBe(RAW.mjml);
    const page = await fixture.messages.list(home.workspaceId, { contactId }, { limit: 5 });
    expect(page.items.map(({ status, reason, email }) => [status, reason, email])).toEqual([
      ['suppressed', 'erased', ''],
      ['accepted', null, ''],
    ]);
    const open = await fixture.count('messages WHERE workspace_id = $1 AND is_open', [home.workspaceId]);
    expect(open).toBe(0);
  });
});

describe('a workspace that is deleted', () => {
  it('takes its messages and their contents along', async () => {
    await fixture.post(home, RAW);
    await fixture.post(home);
    await fixture.database.execute('DELETE FROM workspaces WHERE id = $1', [home.workspaceId]);
    expect(await contents()).toBe(0);
    expect(await fixture.count('messages WHERE workspace_id = $1', [home.workspaceId])).toBe(0);
  });
});

describe('what is told of a message', () => {
  it('stands in the export, the timeline and the events of the person', async () => {
    const id = await fixture.post(home, { data: { number: 'A-7' } });
    await fixture.send(home.workspaceId);
    const { contactId, deliveryId } = await fixture.get(home, id);
    const exported = await get(ContactExportService).personalData(home.actor, contactId);
    expect(exported['messages']).toMatchObject([
      { id, data: { number: 'A-7' }, content: { subject: expect.stringContaining('{{data.number}}') } },
    ]);
    expect(exported['deliveries']).toMatchObject([{ message_id: id, campaign_id: null }]);
    const timeline = await get(TimelineService).list(home.workspaceId, contactId, { limit: 10 });
    expect(timeline.items.find(({ kind }) => kind === 'delivery')).toMatchObject({
      title: 'accepted',
      details: { messageId: id, template: 'A template' },
    });
    const events = await fixture.database.query<{ properties: object }>(
      `SELECT properties FROM contact_history WHERE workspace_id = $1 AND name = 'email.sent'`,
      [home.workspaceId],
    );
    expect(events).toEqual([{ properties: { message: id, delivery: deliveryId } }]);
  });

  it('is read and clicked only where the message asked for it and the person agreed', async () => {
    await fixture.database.execute(`UPDATE workspaces SET tracking_mode = 'individual' WHERE id = $1`, [
      home.workspaceId,
    ]);
    const links = get(MessageLinks);
    const hidden = await fixture.post(home, { ...RAW, track: true });
    await fixture.send(home.workspaceId);
    const { contactId } = await fixture.get(home, hidden);
    expect(fixture.smtp.received.at(-1)?.data).not.toMatch(/tidings\.example\/[lo]\//);
    const page = await links.view(await addressIn('v'));
    expect(page).toContain('https://shop.example/r?t&#61;s3cret');
    expect(page).not.toMatch(/tidings\.example\/[lo]\//);

    await fixture.database.execute('UPDATE contacts SET tracking_consent = true WHERE id = $1', [contactId]);
    await fixture.post(home, RAW);
    await fixture.send(home.workspaceId);
    expect(fixture.smtp.received.at(-1)?.data).not.toMatch(/tidings\.example\/[lo]\//);

    const tracked = await fixture.post(home, { ...RAW, track: true });
    await fixture.send(home.workspaceId);
    expect(fixture.smtp.received.at(-1)?.data).toContain('mail.tidings.example/o/');
    const click = await links.resolve(await addressIn('l'));
    expect(click).toMatchObject({ target: 'https://shop.example/r?t=s3cret' });
    const { deliveryId } = await fixture.get(home, tracked);
    const tracking = get(TrackingService);
    const request = {
      method: 'GET',
      userAgent: BROWSER,
      ip: null,
      occurredAt: new Date(Date.now() + 60_000),
    };
    tracking.recordClick({ deliveryId, link: 0, url: click?.url ?? '' }, request);
    await tracking.flush();
    const events = await fixture.database.query<{ properties: object }>(
      `SELECT properties FROM contact_events WHERE workspace_id = $1 AND name = 'email.clicked'`,
      [home.workspaceId],
    );
    expect(events).toEqual([
      { properties: expect.objectContaining({ message: tracked, delivery: deliveryId, link: 0 }) },
    ]);
    await daysPass(31);
    await forget();
    expect(await links.resolve(await addressIn('l'))).toBeNull();
  });
});
