import type { Scope } from '@features/accounts';
import type { Contact } from '@features/contacts';
import { aContact } from '../libs/testing/factories/contact';
import { anOrder } from '../libs/testing/factories/order';
import { aSegment } from '../libs/testing/factories/segment';
import { aSubscription, aTopic } from '../libs/testing/factories/topic';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

let api: TestApi;
let home: TestWorkspace;
let away: TestWorkspace;
let campaignId: string;
let people: Contact[];

const HOUR = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR);
const tree = (...rules: object[]): object => ({ v: 1, match: 'all', rules });
const lisbon = { field: 'city', op: 'is', value: 'lisboa' };

/** Ana and Rui of Lisbon, Eva of Porto, Nil of nowhere; all got one campaign, Ana clicked and bought. */
beforeAll(async () => {
  api = await startApi();
  [home, away] = [await api.aWorkspace(), await api.aWorkspace()];
  const workspaceId = home.workspace.id;
  people = [];
  for (const [firstName, city] of [
    ['Ana', 'Lisboa'],
    ['Rui', 'LISBOA'],
    ['Eva', 'Porto'],
    ['Nil', null],
  ] as const) {
    people.push(await aContact(api.db, workspaceId, { firstName, city, country: city && 'PT' }));
  }
  const [ana] = people as [Contact];
  const topic = await aTopic(api.db, workspaceId);
  await aSubscription(api.db, workspaceId, { contactId: ana.id, topicId: topic.id });
  campaignId = await aSentCampaign(workspaceId);
  await anOrder(api.db, workspaceId, { contactId: ana.id, total: 40, refunded: 10, placedAt: hoursAgo(1) });
  await anOrder(api.db, workspaceId, { contactId: ana.id, total: 99, placedAt: hoursAgo(6) });
});

afterAll(() => api.close());

/** Handed over eight hours ago; Ana clicked five hours ago, a machine clicked for Rui, Eva's mail bounced. */
async function aSentCampaign(workspaceId: string): Promise<string> {
  const row = await api.db.queryOne<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, resolved_at) VALUES ($1, 'Letter', 'cancelled', $2) RETURNING id`,
    [workspaceId, hoursAgo(9)],
  );
  await api.db.execute(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable, handed_over_at,
       finished_at, bounced_at, bounce_class)
     SELECT $1, $2, row_number() OVER (ORDER BY c.id), c.id, c.email, 'accepted', true, $3, $3,
       CASE WHEN first_name = 'Eva' THEN $3::timestamptz END, CASE WHEN first_name = 'Eva' THEN 'hard' END
     FROM contacts c WHERE c.workspace_id = $1`,
    [workspaceId, row?.id, hoursAgo(8)],
  );
  await api.db.execute(
    `INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
     SELECT d.workspace_id, d.campaign_id, d.id, d.contact_id, 'click', 0, $2, c.first_name = 'Rui'
     FROM deliveries d JOIN contacts c ON c.id = d.contact_id
     WHERE d.campaign_id = $1 AND c.first_name IN ('Ana', 'Rui')`,
    [row?.id, hoursAgo(5)],
  );
  return row?.id ?? '';
}

describe('a marketer looks for the segments that do well', () => {
  it('compares segments, and is told where to ask why', async () => {
    const segment = await aSegment(api.db, home.workspace.id, { name: 'Lisbon', tree: tree(lisbon) });
    const nobody = await aSegment(api.db, home.workspace.id, {
      name: 'Faro',
      tree: tree({ ...lisbon, value: 'Faro' }),
    });
    const { body } = await home.http
      .get('/api/v1/analysis/segments')
      .query({ segmentIds: `${nobody.id},${segment.id}`, sort: 'clickRate' })
      .expect(200);
    expect(body.segments.map(({ name }: { name: string }) => name)).toEqual(['Lisbon', 'Faro']);
    expect(body.segments[0]).toMatchObject({
      contacts: 2,
      buyers: 1,
      revenue: 129,
      revenuePerContact: 64.5,
      attributedRevenue: 30,
      conversionRate: 0.5,
      delivered: 2,
      clickRate: 0.5,
      tooSmall: true,
    });
    expect(body).toMatchObject({ currency: 'EUR', everyone: { contacts: 4, delivered: 3, revenue: 129 } });
    const { path, body: question } = body.segments[0].why;
    const why = await home.http.post(path).send(question).expect(200);
    expect(why.body).toMatchObject({ traits: [], contacts: 2, referenceContacts: 4 });
  });

  it('sees how groups overlap', async () => {
    const porto = tree({ field: 'city', op: 'isNot', value: 'Lisboa' });
    const sources = [
      { tree: tree(lisbon) },
      { tree: porto },
      { tree: tree({ field: 'country', op: 'isSet' }) },
    ];
    const { body } = await home.http.post('/api/v1/analysis/overlap').send({ sources }).expect(200);
    expect(body).toMatchObject({ sizes: [2, 2, 3], inAll: 0, inExactlyOne: 1, inAny: 4, inNone: 0 });
    expect(body.combinations[0]).toMatchObject({ groups: [0, 2], contacts: 2, tooSmall: true });
  });

  it('makes a cell of a pivot a segment', async () => {
    const { body } = await home.http
      .post('/api/v1/analysis/pivot')
      .send({ rows: { field: 'city' }, columns: { field: 'country' } })
      .expect(200);
    expect(body.rows).toEqual([
      { kind: 'value', key: 'lisboa', label: 'LISBOA' },
      { kind: 'value', key: 'porto', label: 'Porto' },
      { kind: 'none', key: '', label: 'no value' },
    ]);
    expect(body.total).toMatchObject({ contacts: 4, mailable: 1, buyers: 1, revenue: 129, clickRate: 1 / 3 });
    const [cell] = body.cells;
    expect(cell).toMatchObject({ row: 0, column: 0, contacts: 2, mailable: 1, clickRate: 0.5, revenue: 129 });
    const saved = await home.http
      .post('/api/v1/segments')
      .send({ name: 'From a cell', tree: cell.tree })
      .expect(201);
    await home.http
      .post(`/api/v1/segments/${saved.body.id}/count`)
      .expect(200, { count: 2, mailableCount: 1 });
  });

  it('finds contacts like its best ones', async () => {
    const workspace = await api.aWorkspace();
    for (let n = 0; n < 40; n += 1) {
      await aContact(api.db, workspace.workspace.id, {
        city: n < 25 ? 'Lisboa' : 'Porto',
        tags: n < 12 ? ['keen'] : [],
      });
    }
    const best = { tree: tree({ tag: 'keen' }) };
    const { body } = await workspace.http.post('/api/v1/analysis/look-alikes').send(best).expect(200);
    expect(body).toMatchObject({ contacts: 13, mailable: 0, tooSmall: false });
    expect(body.traits).toEqual([expect.objectContaining({ field: 'city', value: 'Lisboa' })]);
    const preview = await workspace.http
      .post('/api/v1/segments/preview')
      .send({ tree: body.tree })
      .expect(200);
    expect(preview.body.count).toBe(13);
  });

  it('sees what a campaign sold, and where', async () => {
    const revenue = await home.http.get(`/api/v1/campaigns/${campaignId}/revenue`).expect(200);
    expect(revenue.body).toEqual({
      currency: 'EUR',
      orders: 1,
      buyers: 1,
      revenue: 30,
      delivered: 3,
      uniqueHumanClicks: 1,
      conversionRate: 1 / 3,
      revenuePerDelivered: 10,
    });
    const path = `/api/v1/campaigns/${campaignId}/breakdown`;
    const { body } = await home.http.get(path).query({ field: 'city' }).expect(200);
    expect(body.rows).toEqual([
      expect.objectContaining({
        label: 'LISBOA',
        delivered: 2,
        uniqueHumanClicks: 1,
        clickRate: 0.5,
        revenue: 30,
      }),
      expect.objectContaining({ label: 'Porto', audience: 1, delivered: 0, clickRate: null, revenue: 0 }),
      expect.objectContaining({ kind: 'none', delivered: 1, clickRate: 0, revenue: 0 }),
    ]);
    expect(body.total).toMatchObject({ audience: 4, delivered: 3, clickRate: 1 / 3, revenue: 30 });
    const report = await home.http.get(`/api/v1/campaigns/${campaignId}/report`).expect(200);
    expect(report.body).toMatchObject({ delivered: 3, uniqueHumanClickers: 1, rates: { clickRate: 1 / 3 } });
    const byCountry = await home.http.get(path).expect(200);
    expect(byCountry.body.rows.map(({ label }: { label: string }) => label)).toEqual(['PT', 'no value']);
  });

  it('counts people whose delivery is still to be written', async () => {
    const unwritten = await api.db.queryOne<{ id: string }>(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, city)
       VALUES ($1, 'late@example.com', 'late@example.com', '\\x00', 'Porto') RETURNING id`,
      [home.workspace.id],
    );
    await api.db.execute(
      `INSERT INTO audience_chunks (campaign_id, workspace_id, first_seq, last_seq, contact_ids, due_at)
       VALUES ($1, $2, 900, 900, ARRAY[$3::uuid], now())`,
      [campaignId, home.workspace.id, unwritten?.id],
    );
    const path = `/api/v1/campaigns/${campaignId}/breakdown`;
    const { body } = await home.http.get(path).query({ field: 'city' }).expect(200);
    expect(body.rows[1]).toMatchObject({ label: 'Porto', audience: 2, delivered: 0 });
    expect(body.total).toMatchObject({ audience: 5, delivered: 3 });
    const report = await home.http.get(`/api/v1/campaigns/${campaignId}/report`).expect(200);
    expect(report.body).toMatchObject({ audience: 5 });
    await api.db.execute('DELETE FROM contacts WHERE id = $1', [unwritten?.id]);
    await api.db.execute('DELETE FROM audience_chunks');
  });

  it('an order belongs to the campaign clicked last, and to no other', async () => {
    const [ana] = people as [Contact];
    const later = await api.db.queryOne<{ id: string }>(
      `INSERT INTO campaigns (workspace_id, name) VALUES ($1, 'Later') RETURNING id`,
      [home.workspace.id],
    );
    await api.db.execute(
      `INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
       VALUES ($1, $2, uuidv7(), $3, 'click', 0, $4, false)`,
      [home.workspace.id, later?.id, ana.id, hoursAgo(2)],
    );
    const revenueOf = async (id = ''): Promise<number> =>
      (await home.http.get(`/api/v1/campaigns/${id}/revenue`).expect(200)).body.revenue;
    expect([await revenueOf(campaignId), await revenueOf(later?.id)]).toEqual([0, 30]);
  });
});

describe('other workspaces and narrow keys', () => {
  const questions = (): [string, object][] => [
    ['overlap', { sources: [{ tree: tree() }, { tree: tree(lisbon) }] }],
    ['over-represented', { tree: tree(lisbon) }],
    ['look-alikes', { tree: tree(lisbon) }],
    ['pivot', { rows: { field: 'city' } }],
  ];

  it("see nothing of each other's contacts, segments and campaigns", async () => {
    const { id } = await aSegment(api.db, home.workspace.id);
    await away.http.get('/api/v1/analysis/segments').query({ segmentIds: id }).expect(404);
    const all = await away.http.get('/api/v1/analysis/segments').expect(200);
    expect(all.body).toMatchObject({ segments: [], everyone: { contacts: 0, revenue: 0 } });
    const pivot = await away.http
      .post('/api/v1/analysis/pivot')
      .send({ rows: { field: 'city' } })
      .expect(200);
    expect(pivot.body).toMatchObject({ cells: [], total: { contacts: 0 } });
    for (const [name, body] of [
      ['overlap', { segmentIds: [id, id] }],
      ['over-represented', { tree: tree(), against: { segmentId: id } }],
      ['look-alikes', { segmentId: id }],
      ['pivot', { rows: { field: 'city' }, segmentId: id }],
    ] as const) {
      const { body: problem } = await away.http.post(`/api/v1/analysis/${name}`).send(body).expect(404);
      expect(problem.code).toBe('segment.not-found');
    }
    await away.http.get(`/api/v1/campaigns/${campaignId}/revenue`).expect(404);
    await away.http.get(`/api/v1/campaigns/${campaignId}/breakdown`).expect(404);
  });

  it('are refused without the right to read contacts or reports', async () => {
    const withScopes = async (...scopes: Scope[]) =>
      api.withKey(await api.anApiKey(home.workspace.id, scopes));
    const noContacts = await withScopes('segments:read', 'reports:read');
    for (const [name, body] of questions()) {
      await noContacts.post(`/api/v1/analysis/${name}`).send(body).expect(403);
    }
    await noContacts.get('/api/v1/analysis/segments').expect(200);
    await noContacts.get(`/api/v1/campaigns/${campaignId}/breakdown`).expect(403);
    const noReports = await withScopes('segments:read', 'contacts:read');
    await noReports.get('/api/v1/analysis/segments').expect(403);
    await noReports
      .post('/api/v1/analysis/pivot')
      .send({ rows: { field: 'city' } })
      .expect(403);
    await noReports.post('/api/v1/analysis/overlap').send(questions()[0]?.[1]).expect(200);
    await noReports.get(`/api/v1/campaigns/${campaignId}/revenue`).expect(403);
  });

  it('get a pointer to every mistake', async () => {
    const ask = async (name: string, body: object): Promise<[string, string]> => {
      const answer = await home.http.post(`/api/v1/analysis/${name}`).send(body).expect(400);
      return [answer.body.code, answer.body.errors[0].pointer];
    };
    const bad = { tree: tree({ field: 'nope', op: 'is', value: 'x' }) };
    const [segment, sound] = [{ segmentId: campaignId }, { tree: tree() }];
    expect(await ask('over-represented', bad)).toEqual(['segment.invalid-tree', '/tree/rules/0/field']);
    expect(await ask('over-represented', { ...sound, against: bad })).toEqual([
      'segment.invalid-tree',
      '/against/tree/rules/0/field',
    ]);
    expect(await ask('over-represented', { ...sound, against: {} })).toEqual([
      'analysis.invalid-source',
      '/against',
    ]);
    expect(await ask('look-alikes', { ...segment, ...sound })).toEqual(['analysis.invalid-source', '']);
    expect(await ask('overlap', {})).toEqual(['analysis.invalid-overlap', '/sources']);
    expect(await ask('pivot', { rows: { field: 'nope' } })).toEqual([
      'analysis.unknown-field',
      '/rows/field',
    ]);
    expect(await ask('pivot', { rows: { field: 'age', edges: [2, 1] } })).toEqual([
      'analysis.invalid-division',
      '/rows/edges',
    ]);
  });
});
