import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { aHit, aMail, aSentCampaign, reportServicesFor } from '../../../testing/factories/report';
import { aWorkspace } from '../../../testing/factories/workspace';
import { ReportsRepository } from '../reports.repository';
import type { RecipientFilter, RecipientPart } from './recipient';
import { RECIPIENT_PARTS } from './recipient';

const sentAt = new Date('2026-10-09T08:00:00Z');
const later = new Date('2026-10-09T09:00:00Z');

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let campaignId: string;
let recipients: ReturnType<typeof reportServicesFor>['recipients'];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 3,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  recipients = reportServicesFor(db).recipients;
  workspaceId = (await aWorkspace(db)).id;
  campaignId = await aSentCampaign(db, workspaceId, { resolvedAt: sentAt, finishedAt: later });
  await everyKind();
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

/** One mail of each kind; its address says which. */
async function everyKind(): Promise<void> {
  const mail = async (email: string, more: object = {}) => {
    const { id: contactId } = await aContact(db, workspaceId, {});
    return aMail(db, { workspaceId, campaignId }, { contactId, email, handedOverAt: sentAt, ...more });
  };
  const opener = await mail('opener@One.example', { unsubscribed: true });
  await aHit(db, opener, { at: later });
  await aHit(db, opener, { at: later });
  await aHit(db, opener, { at: later, isMachine: true });
  const clicker = await mail('clicker@one.example', { complained: true });
  await aHit(db, clicker, { at: later });
  await aHit(db, clicker, { at: later, link: 2 });
  await aHit(db, await mail('machine@two.example'), { at: later, isMachine: true });
  await mail('quiet@two.example');
  await mail('unmeasured@two.example', { trackable: false });
  await mail('hard@one.example', { bounced: 'hard' });
  await mail('block@one.example', { bounced: 'block' });
  await mail('refused@one.example', { status: 'refused' });
  // Erased since: what the person did went with the person.
  await mail('');
}

async function namesOf(filter: RecipientFilter): Promise<string[]> {
  const rows = await recipients.list(workspaceId, campaignId, { filter, after: 0, limit: 100 });
  return rows.map(({ email }) => email.split('@')[0] || 'erased');
}

const EXPECTED: Record<RecipientPart, string> = {
  sent: 'opener clicker machine quiet unmeasured hard block erased',
  delivered: 'opener clicker machine quiet unmeasured erased',
  opened: 'opener clicker',
  'not-opened': 'machine quiet erased',
  'machine-opened': 'machine',
  clicked: 'clicker',
  'not-clicked': 'opener machine quiet erased',
  bounced: 'hard block',
  'bounced-hard': 'hard',
  'bounced-soft': '',
  'bounced-block': 'block',
  unsubscribed: 'opener',
  complained: 'clicker',
};

it.each(RECIPIENT_PARTS)('lists who is behind the number: %s', async (part) => {
  expect((await namesOf({ part })).join(' ')).toBe(EXPECTED[part]);
});

it('has as many people behind each number as the report says', async () => {
  const sums = await new ReportsRepository(db).campaignSums(workspaceId, campaignId);
  const behind = async (part: RecipientPart): Promise<number> => (await namesOf({ part })).length;
  expect(await behind('opened')).toBe(sums.uniqueHumanOpeners);
  expect(await behind('clicked')).toBe(sums.uniqueHumanClickers);
  expect(await behind('unsubscribed')).toBe(sums.unsubscribed);
  expect(await behind('complained')).toBe(sums.complained);
  expect(await behind('bounced-hard')).toBe(sums.bounced.hard);
  expect((await behind('opened')) + (await behind('not-opened'))).toBe(sums.trackableDelivered);
});

it('narrows by link, domain, state and part of the address, and goes on after a page', async () => {
  expect(await namesOf({ link: 2 })).toEqual(['clicker']);
  expect(await namesOf({ link: 0 })).toEqual([]);
  expect(await namesOf({ domain: 'two.example' })).toEqual(['machine', 'quiet', 'unmeasured']);
  expect(await namesOf({ status: 'refused' })).toEqual(['refused']);
  expect(await namesOf({ search: 'QUI' })).toEqual(['quiet']);
  const [third] = await recipients.list(workspaceId, campaignId, { filter: {}, after: 2, limit: 1 });
  expect(third).toMatchObject({ email: 'machine@two.example', opens: 0, machineOpens: 1, isTracked: true });
});

it('says of each how often and when, people and machines apart', async () => {
  const [opener] = await recipients.list(workspaceId, campaignId, { filter: {}, after: 0, limit: 1 });
  expect(opener).toMatchObject({ opens: 2, clicks: 0, machineOpens: 1, firstOpenedAt: later });
});

it('sums up by domain whatever the case of letters, the erased apart and small ones together', async () => {
  const [one, two, others] = await recipients.domains(workspaceId, campaignId, 2);
  expect(one).toMatchObject({
    domain: 'one.example',
    audience: 5,
    sent: 4,
    delivered: 2,
    bounced: 2,
    refused: 1,
  });
  expect(one).toMatchObject({ opened: 2, clicked: 1, unsubscribed: 1, complained: 1, trackableDelivered: 2 });
  expect(two).toMatchObject({ domain: 'two.example', audience: 3, opened: 0, trackableDelivered: 2 });
  expect(others).toMatchObject({ isOthers: true, domains: 1, domain: null, audience: 1 });
});

it('shows nothing to another workspace', async () => {
  const other = (await aWorkspace(db)).id;
  expect(await recipients.list(other, campaignId, { filter: {}, after: 0, limit: 10 })).toEqual([]);
  expect(await recipients.domains(other, campaignId, 5)).toEqual([]);
});
