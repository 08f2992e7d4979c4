import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aSubscription, aTopic } from '../../../testing/factories/topic';
import { aWorkspace } from '../../../testing/factories/workspace';
import type { ContactExplanation, Explanation } from './explanation';

const NOW = new Date('2026-05-31T12:00:00Z');
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let ana: string;
let services: ReturnType<typeof segmentServicesFor>;

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
  services = segmentServicesFor(db);
  workspaceId = (await aWorkspace(db, { timeZone: 'Europe/Lisbon' })).id;
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices)
     VALUES ($1, 'plan', 'Plan', 'choice', '{free,pro}'), ($1, 'score', 'Score', 'number', '{}')`,
    [workspaceId],
  );
  const contact = await aContact(db, workspaceId, {
    firstName: 'Ana',
    country: 'PT',
    birthDate: '1990-05-01',
    latitude: 41.15,
    longitude: -8.61,
    tags: ['vip'],
    attributes: { plan: 'free', score: 5 },
  });
  await aContact(db, workspaceId, { attributes: { score: 40 } });
  ana = contact.id;
  await db.execute(`UPDATE contact_tags SET added_at = '2026-05-03T08:00:00Z' WHERE contact_id = $1`, [ana]);
  for (const [day, total, asset] of [
    ['2026-05-03', 20, 'ebook'],
    ['2026-05-10', 30, 'webinar'],
    ['2026-05-20', 60, 'ebook'],
    ['2026-05-25', 80, 'ebook'],
  ] as const) {
    const occurredAt = new Date(`${day}T09:00:00Z`);
    await anEvent(db, workspaceId, { contactId: ana, properties: { total, secret: 'x' }, occurredAt });
    await anEvent(db, workspaceId, {
      contactId: ana,
      name: 'asset.downloaded',
      properties: { asset },
      occurredAt,
    });
  }
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

const all = (...rules: object[]) => ({ v: 1, match: 'all', rules });
const any = (...rules: object[]) => ({ v: 1, match: 'any', rules });
const vip = { tag: 'vip', has: true };
const portugal = { field: 'country', op: 'is', value: 'PT' };
const pro = { field: 'attributes.plan', op: 'is', value: 'pro' };

async function explain(tree: object): Promise<ContactExplanation> {
  return services.explain.explain(workspaceId, { tree }, { contactId: ana, now: NOW });
}

async function only(rule: object): Promise<Explanation> {
  return (await explain(all(rule))).rules![0]!;
}

describe('one sentence for the whole', () => {
  const late = { event: 'order.placed', count: { op: 'atLeast', value: 5 } };
  it.each<[string, object, string]>([
    [
      'everything holds',
      all(portugal, vip),
      'Ana is in because they are in Portugal (country is Portugal) and are tagged “vip” (tagged since 3 May 2026, 09:00).',
    ],
    [
      'of alternatives only those that hold',
      any(pro, vip),
      'Ana is in because they are tagged “vip” (tagged since 3 May 2026, 09:00).',
    ],
    [
      'the only rule fails: never as if it held',
      all(pro),
      'Ana is not in; this does not hold: Plan is “pro” (Plan is “free”).',
    ],
    [
      'one rule fails',
      all(portugal, pro),
      'Ana is not in; the only rule that fails: Plan is “pro” (Plan is “free”).',
    ],
    [
      'some rules fail',
      all(portugal, pro, late),
      'Ana is not in; 2 of 3 rules fail: Plan is “pro” (Plan is “free”), and ordered at least 5 times (4 of 5 needed, last on 25 May 2026, 10:00).',
    ],
    [
      'no alternative holds',
      any(pro, late),
      'Ana is not in; none of the 2 alternatives holds: Plan is “pro” (Plan is “free”), and ordered at least 5 times (4 of 5 needed, last on 25 May 2026, 10:00).',
    ],
    [
      'a group excludes',
      { ...all(vip, portugal), not: true },
      'Ana is not in: excluded because they are tagged “vip” (tagged since 3 May 2026, 09:00) and are in Portugal (country is Portugal).',
    ],
    [
      'nothing but a group that excludes',
      all({ match: 'all', not: true, rules: [vip] }),
      'Ana is not in: excluded because they are tagged “vip” (tagged since 3 May 2026, 09:00).',
    ],
    ['no rules', all(), 'Ana is in: there are no rules to meet.'],
  ])('%s', async (_what, tree, sentence) => {
    expect((await explain(tree)).sentence).toBe(sentence);
  });
});

describe('what decided', () => {
  it.each<[object, boolean, string, string]>([
    [portugal, true, 'Is in Portugal', 'country is Portugal'],
    [{ field: 'age', op: 'gte', value: 40 }, false, 'Is at least 40 years old', 'age is 36'],
    [
      { field: 'birthDate', op: 'after', value: '1990-04-30' },
      true,
      'Was born after 30 April 1990',
      'born on 1 May 1990',
    ],
    [{ field: 'phone', op: 'isSet' }, false, 'Has a phone', 'no phone'],
    [
      { field: 'attributes.score', op: 'isTopPercent', value: 50 },
      false,
      'Is among the top 50 % by Score',
      'Score is 5; the top 50 % starts at 40',
    ],
    [
      { field: 'location', op: 'withinKm', value: { lat: 38.72, lon: -9.14, km: 50 } },
      false,
      'Is within 50 km of 38.72, -9.14',
      '273.95 km away',
    ],
    [{ field: 'computed.lifetimeValue', op: 'isSet' }, false, 'Has a lifetime value', 'no lifetime value'],
    [vip, true, 'Is tagged “vip”', 'tagged since 3 May 2026, 09:00'],
    [{ tag: 'vip', has: false }, false, 'Is not tagged “vip”', 'tagged since 3 May 2026, 09:00'],
    [
      { event: 'order.placed', did: false, within: { last: 3, unit: 'day' } },
      true,
      'Did not order in the last 3 days',
      'no such event',
    ],
    [{ event: 'order.placed', did: false }, false, 'Never ordered', 'last on 25 May 2026, 10:00'],
    [
      { event: 'order.placed', sum: 'total', op: 'gte', value: 500 },
      false,
      'Orders add up to at least 500',
      'sum is 190 over 4 events, last on 25 May 2026, 10:00: total 80',
    ],
    [
      { sample: { percent: 100, seed: 'spring' } },
      true,
      'Is in the 100 % sample “spring”',
      expect.stringMatching(/^falls on [\d.]+ of 100$/),
    ],
  ])('%j', async (rule, holds, text, because) => {
    const explained = await only(rule);
    expect([explained.holds, explained.text.text, explained.because]).toEqual([holds, text, because]);
  });

  it('shows at most three events, newest first, with only the properties that the rule asks about', async () => {
    const where = { match: 'all', rules: [{ property: 'total', op: 'gt', value: 10 }] };
    const { evidence } = await only({ event: 'order.placed', where });
    expect(evidence).toEqual({
      kind: 'events',
      count: 4,
      value: null,
      latest: [80, 60, 30].map((total, index) => ({
        name: 'order.placed',
        occurredAt: new Date(`2026-05-${[25, 20, 10][index]}T09:00:00Z`),
        properties: { total },
      })),
    });
    const ebook = { match: 'all', rules: [{ property: 'asset', op: 'is', value: 'EBOOK' }] };
    const downloads = await only({ event: 'asset.downloaded', where: ebook });
    expect(downloads.because).toBe('last on 25 May 2026, 10:00: asset “ebook”');
    expect(downloads.evidence).toMatchObject({ count: 3 });
  });

  it('tells no ids in words: a campaign without a known name stays in the evidence', async () => {
    const campaign = '0198c0de-0000-7000-8000-00000000000a';
    const occurredAt = new Date('2026-05-24T09:00:00Z');
    await anEvent(db, workspaceId, {
      contactId: ana,
      name: 'email.clicked',
      properties: { campaign },
      occurredAt,
    });
    const { because, evidence } = await only({ event: 'email.clicked' });
    expect(because).toBe('on 24 May 2026, 10:00');
    expect(evidence).toMatchObject({ latest: [{ properties: { campaign } }] });
  });

  it('tells how the contact stands to a topic', async () => {
    const topic = await aTopic(db, workspaceId, { name: 'Product news' });
    const rule = { topic: topic.key, status: 'subscribed' };
    expect(await only(rule)).toMatchObject({ holds: false, because: 'never came up' });
    await aSubscription(db, workspaceId, { contactId: ana, topicId: topic.id, status: 'pending' });
    expect(await only(rule)).toMatchObject({
      text: { text: 'Is subscribed to “Product news”' },
      because: expect.stringMatching(/^waiting for confirmation since /),
      evidence: { status: 'pending', since: expect.any(Date) },
    });
  });

  it('opens the rules of another segment, one level deep', async () => {
    const inner = await aSegment(db, workspaceId, { name: 'Portuguese', tree: all(portugal) });
    const outer = await aSegment(db, workspaceId, { name: 'Outer', tree: all({ segment: inner.id }) });
    const explained = await only({ segment: outer.id });
    expect(explained).toMatchObject({
      holds: true,
      text: { text: 'Is in the segment “Outer”' },
      because: 'by its own rules',
      segment: { holds: true, rules: [{ holds: true, text: { text: 'Is in the segment “Portuguese”' } }] },
    });
    expect(explained.segment?.rules?.[0]).not.toHaveProperty('segment');
  });
});

it('a static segment is its list, whatever tree it was made from', async () => {
  const frozen = await aSegment(db, workspaceId, { name: 'Fair 2026', kind: 'static', tree: all(portugal) });
  const ask = () =>
    services.explain.explain(workspaceId, { segmentId: frozen.id }, { contactId: ana, now: NOW });
  expect(await ask()).toMatchObject({
    holds: true,
    sentence: expect.stringContaining('on the list of “Fair 2026” since'),
  });
  await db.execute('DELETE FROM segment_members WHERE segment_id = $1', [frozen.id]);
  expect((await ask()).sentence).toBe(
    'Ana is not in; this does not hold: is in the segment “Fair 2026” (not on the list of “Fair 2026”).',
  );
});

it('refuses contacts of nobody and trees that cannot be read', async () => {
  const contactId = '00000000-0000-4000-8000-000000000000';
  await expect(
    services.explain.explain(workspaceId, { tree: all(vip) }, { contactId }),
  ).rejects.toMatchObject({ code: 'contact.not-found' });
  await expect(explain(all({ tag: 'nope', has: true }))).rejects.toMatchObject({
    code: 'segment.invalid-tree',
  });
});

it('summaries of saved segments say what is missing', async () => {
  const { describer } = services;
  const gone = all({ field: 'attributes.gone', op: 'isSet' });
  const [broken, list, worn] = await describer.describeSaved(workspaceId, [
    { tree: gone, kind: 'dynamic' },
    { tree: all(portugal), kind: 'static' },
    { tree: gone, kind: 'static' },
  ]);
  expect(broken?.text).toBe(
    'Cannot be read: Rule 1 asks for the field "attributes.gone", which does not exist any more.',
  );
  expect(worn?.text).toBe('A fixed list');
  expect(list?.text).toBe('A fixed list, made from contacts in Portugal');
});
