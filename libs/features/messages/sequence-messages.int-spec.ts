import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { FrozenContents } from '@features/templates';
import { aContact } from '../../testing/factories/contact';
import { aSubscription, aTopic } from '../../testing/factories/topic';
import { startMessages, type MessagesFixture, type MessagesHome } from '../../testing/messages-fixture';
import type { SequenceMessage } from './sequence-message';
import { SequenceMessages } from './sequence-messages.service';

let fixture: MessagesFixture;
let home: MessagesHome;
let topicId: string;
let content: string;

beforeAll(async () => {
  fixture = await startMessages();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  fixture.smtp.received.length = 0;
  home = await fixture.aHome();
  topicId = (await aTopic(fixture.database, home.workspaceId, { key: 'news', name: 'News' })).id;
  const contents = fixture.app.get(FrozenContents, { strict: false });
  content = (await contents.freeze(home.workspaceId, { templateId: home.templateId })).versionId;
});

const sequences = (): SequenceMessages => fixture.app.get(SequenceMessages);
const set = (columns: string) =>
  fixture.database.execute(`UPDATE workspaces SET ${columns} WHERE id = $1`, [home.workspaceId]);

const aReader = async (status: 'subscribed' | 'unsubscribed' | 'pending' = 'subscribed'): Promise<string> => {
  const { id: contactId } = await aContact(fixture.database, home.workspaceId, { firstName: 'Ana' });
  await aSubscription(fixture.database, home.workspaceId, { contactId, topicId, status });
  return contactId;
};

const stepOf = (contactId: string, changes: Partial<SequenceMessage> = {}): SequenceMessage => ({
  enrollmentId: randomUUID(),
  step: 'welcome',
  visit: 1,
  contactId,
  topicId,
  senderId: home.senderId,
  templateVersionId: content,
  onCap: 'skip',
  onQuietHours: 'defer',
  ...changes,
});

const add = (...messages: SequenceMessage[]) => sequences().add(home.workspaceId, messages);
const send = () => fixture.send(home.workspaceId, 'sequence');

const outcomeOf = (contactId: string) =>
  fixture.database.query<{ status: string; reason: string | null; isPutOff: boolean }>(
    `SELECT status, reason, next_attempt_at > now() AS "isPutOff" FROM deliveries WHERE workspace_id = $1 AND contact_id = $2 ORDER BY id`,
    [home.workspaceId, contactId],
  );

it('leaves as marketing mail: with a list, ways to unsubscribe and the person’s name', async () => {
  await add(stepOf(await aReader()));
  expect(await send()).toBe(1);
  const mail = await simpleParser(fixture.smtp.received[0]?.data ?? '');
  expect([mail.to].flat()[0]?.value[0]?.name).toBe('Ana');
  const headers = (fixture.smtp.received[0]?.data.toString() ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
  expect(headers).toMatch(/^List-Unsubscribe: <https:\/\/mail\.tidings\.example\/u\/[\w-]+>/m);
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  expect(headers).toMatch(/^List-Id: .*<news\.[\w-]+\.mail\.tidings\.example>/m);
  expect(headers).toMatch(/^Feedback-ID: .*:sequence:/m);
  expect(headers).not.toMatch(/^Auto-Submitted:/m);
});

it('is added once for a step that a contact takes, however often it is asked for', async () => {
  const step = stepOf(await aReader());
  expect(await add(step)).toBe(1);
  expect(await add(step, { ...step, visit: 2 })).toBe(1);
  await send();
  await send();
  expect(fixture.smtp.received).toHaveLength(2);
});

it('asks for consent when it is claimed, not when it was added', async () => {
  const leaves = await aReader();
  const others = [await aReader('unsubscribed'), await aReader('pending')];
  await add(...[leaves, ...others].map((contactId) => stepOf(contactId)));
  await aSubscription(fixture.database, home.workspaceId, {
    contactId: leaves,
    topicId,
    status: 'unsubscribed',
  });
  expect(await send()).toBe(0);
  expect(fixture.smtp.received).toEqual([]);
  expect(await outcomeOf(leaves)).toEqual([{ status: 'suppressed', reason: 'unsubscribed', isPutOff: null }]);
  expect((await outcomeOf(others[1]!))[0]?.reason).toBe('pending');
});

it('heeds the cap over campaigns and sequences: leaves out or puts off, as the sequence says', async () => {
  await set('cap_emails = 1, cap_days = 1');
  const skips = await aReader();
  const defers = await aReader();
  await add(stepOf(skips), stepOf(defers));
  expect(await send()).toBe(2);
  await add(stepOf(skips, { step: 'second' }), stepOf(defers, { step: 'second', onCap: 'defer' }));
  expect(await send()).toBe(0);
  expect((await outcomeOf(skips))[1]).toEqual({
    status: 'suppressed',
    reason: 'frequency-cap',
    isPutOff: null,
  });
  expect((await outcomeOf(defers))[1]).toEqual({
    status: 'pending',
    reason: 'frequency-cap',
    isPutOff: true,
  });
});

it('does not hold up single messages, and is none of them', async () => {
  await add(stepOf(await aReader()));
  const id = await fixture.post(home);
  expect(await fixture.send(home.workspaceId)).toBe(1);
  expect(fixture.smtp.received.map(({ to }) => to)).toEqual(['ana@example.com']);
  const { items } = await fixture.messages.list(home.workspaceId, {}, { limit: 10 });
  expect(items.map((message) => message.id)).toEqual([id]);
});

it('is taken back for contacts who left the sequence, unless it is on its way', async () => {
  const contactId = await aReader();
  const first = stepOf(contactId);
  await add(first);
  await send();
  await add({ ...first, step: 'second' });
  expect(await sequences().withdraw(home.workspaceId, [first.enrollmentId], 'goal reached')).toBe(1);
  expect(await send()).toBe(0);
  expect(await outcomeOf(contactId)).toMatchObject([
    { status: 'accepted' },
    { status: 'cancelled', reason: 'goal reached' },
  ]);
});

it('adds nothing for a contact of another workspace', async () => {
  const elsewhere = await fixture.aHome();
  const { id: contactId } = await aContact(fixture.database, elsewhere.workspaceId);
  expect(await add(stepOf(contactId))).toBe(0);
});
