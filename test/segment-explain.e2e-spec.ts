import { aContact } from '../libs/testing/factories/contact';
import { anEvent } from '../libs/testing/factories/event';
import { aSubscription, aTopic } from '../libs/testing/factories/topic';
import type { TestWorkspace } from './support/api';
import {
  readyToSend,
  startProduct,
  subscribedContact,
  untilCampaign,
  type TestProduct,
} from './support/product';

let product: TestProduct;
let home: TestWorkspace;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(async () => {
  await product.close();
});

beforeEach(async () => {
  home = await product.api.aWorkspace();
});

const tree = (...rules: object[]) => ({ v: 1, match: 'all', rules });
const portugal = { field: 'country', op: 'is', value: 'PT' };
const downloaded = {
  event: 'asset.downloaded',
  within: { last: 30, unit: 'day' },
  where: { match: 'all', rules: [{ property: 'asset', op: 'is', value: 'ebook' }] },
};

describe('rules in plain words', () => {
  it('stand beside every tree: described, previewed, saved and listed', async () => {
    const { db } = product.api;
    await aContact(db, home.workspace.id, { country: 'PT', tags: ['customer'] });
    const rules = tree(portugal, downloaded, { tag: 'customer', has: false });
    const text =
      'Contacts in Portugal who downloaded “ebook” in the last 30 days and are not tagged “customer”';
    const described = await home.http.post('/api/v1/segments/describe').send({ tree: rules }).expect(200);
    expect(described.body.text).toBe(text);
    expect(described.body.parts).toContainEqual({ text: 'ebook', isValue: true });
    const preview = await home.http.post('/api/v1/segments/preview').send({ tree: rules }).expect(200);
    expect(preview.body.summary.text).toBe(text);
    const saved = await home.http.post('/api/v1/segments').send({ name: 'Readers', tree: rules }).expect(201);
    const path = `/api/v1/segments/${saved.body.id}`;
    expect((await home.http.get(path).expect(200)).body.summary.text).toBe(text);
    await db.execute('DELETE FROM tags WHERE workspace_id = $1', [home.workspace.id]);
    const list = await home.http.get('/api/v1/segments').expect(200);
    expect(list.body.items[0]).toMatchObject({
      isBroken: true,
      summary: { text: expect.stringMatching(/are not tagged with the deleted tag “customer”$/) },
    });
    const bad = await home.http
      .post('/api/v1/segments/describe')
      .send({ tree: tree({ field: 'nope', op: 'isSet' }) })
      .expect(400);
    expect(bad.body.errors[0].pointer).toBe('/tree/rules/0/field');
  });
});

describe('why somebody is in', () => {
  it('is told with what decided, for saved segments and for trees', async () => {
    const ana = await aContact(product.api.db, home.workspace.id, { firstName: 'Ana', country: 'PT' });
    const occurredAt = new Date(Date.now() - 86_400_000);
    await anEvent(product.api.db, home.workspace.id, {
      contactId: ana.id,
      name: 'asset.downloaded',
      properties: { asset: 'ebook', ip: '192.0.2.1' },
      occurredAt,
    });
    const body = { contactId: ana.id, tree: tree(portugal, downloaded) };
    const { body: explained } = await home.http.post('/api/v1/segments/explain').send(body).expect(200);
    expect(explained).toMatchObject({
      contactId: ana.id,
      holds: true,
      sentence: expect.stringMatching(
        /^Ana is in because they are in Portugal \(country is Portugal\) and downloaded/,
      ),
      rules: [
        { holds: true, text: 'Is in Portugal', evidence: { kind: 'value', value: 'PT' } },
        {
          holds: true,
          text: 'Downloaded “ebook” in the last 30 days',
          because: expect.stringContaining('asset “ebook”'),
          evidence: {
            kind: 'events',
            count: 1,
            latest: [{ occurredAt: occurredAt.toISOString(), properties: { asset: 'ebook' } }],
          },
        },
      ],
    });
    const saved = await home.http
      .post('/api/v1/segments')
      .send({ name: 'Spain', tree: tree({ ...portugal, value: 'ES' }) })
      .expect(201);
    const path = `/api/v1/segments/${saved.body.id}/explain/${ana.id}`;
    const { body: out } = await home.http.get(path).expect(200);
    expect(out.sentence).toBe('Ana is not in; this does not hold: is in Spain (country is Portugal).');
  });

  it('is told to nobody else', async () => {
    const ana = await aContact(product.api.db, home.workspace.id, { country: 'PT' });
    const body = { contactId: ana.id, tree: tree(portugal) };
    const other = await product.api.aWorkspace();
    await other.http.post('/api/v1/segments/explain').send(body).expect(404);
    await other.http.get(`/api/v1/contacts/${ana.id}/mailable`).expect(404);
    const key = await product.api.anApiKey(home.workspace.id, ['segments:read', 'campaigns:read']);
    const narrow = product.api.withKey(key);
    await narrow.post('/api/v1/segments/explain').send(body).expect(403);
    await narrow.get(`/api/v1/campaigns/${ana.id}/explain/${ana.id}`).expect(403);
    await narrow.post('/api/v1/segments/describe').send({ tree: body.tree }).expect(200);
  });
});

it('says about which topics somebody may be mailed, and why not about the others', async () => {
  const { db } = product.api;
  const [news, offers] = [
    await aTopic(db, home.workspace.id, { name: 'News' }),
    await aTopic(db, home.workspace.id, { name: 'Offers' }),
  ];
  const ana = await aContact(db, home.workspace.id, { firstName: 'Ana' });
  await aSubscription(db, home.workspace.id, { contactId: ana.id, topicId: news.id });
  const { body } = await home.http.get(`/api/v1/contacts/${ana.id}/mailable`).expect(200);
  expect(body).toMatchObject({ isMailable: true });
  const byId = (id: string) => body.topics.find((topic: { topicId: string }) => topic.topicId === id);
  expect(byId(news.id)).toMatchObject({ isMailable: true, obstacles: [] });
  expect(byId(offers.id)).toMatchObject({
    isMailable: false,
    obstacles: [{ reason: 'no-subscription', text: 'they never subscribed to “Offers”', since: null }],
  });
});

describe('why a campaign reaches somebody, or does not', () => {
  it('is told before and after sending, and agrees with who was left out', async () => {
    const setting = await readyToSend(home);
    const { topicId } = setting;
    const add = (name: string, more: object = {}) =>
      subscribedContact(product, home, {
        topicId,
        email: `${name}@r.example`,
        firstName: name,
        country: 'PT',
        ...more,
      });
    const people: Record<string, string> = {};
    for (const name of ['in', 'excluded', 'unsubscribed', 'pending', 'suppressed', 'both'])
      people[name] = await add(name, name === 'excluded' || name === 'both' ? { tags: ['staff'] } : {});
    people['elsewhere'] = await add('elsewhere', { country: 'ES' });
    const never = await home.http
      .post('/api/v1/contacts')
      .send({ email: 'never@r.example', firstName: 'never', country: 'PT' })
      .expect(201);
    people['never'] = never.body.id;
    for (const [name, status] of [
      ['unsubscribed', 'unsubscribed'],
      ['both', 'unsubscribed'],
      ['pending', 'pending'],
    ] as const) {
      await product.api.db.execute('UPDATE subscriptions SET status = $2 WHERE contact_id = $1', [
        people[name],
        status,
      ]);
    }
    await home.http
      .post('/api/v1/suppressions')
      .send({ email: 'suppressed@r.example', reason: 'manual' })
      .expect(201);
    const segment = await home.http
      .post('/api/v1/segments')
      .send({ name: 'Portugal', tree: tree(portugal) })
      .expect(201);
    const audience = {
      include: [{ segmentId: segment.body.id }],
      exclude: [{ tree: tree({ tag: 'staff', has: true }) }],
    };
    const created = await home.http
      .post('/api/v1/campaigns')
      .send({ name: 'Harvest', ...setting, audience })
      .expect(201);
    const path = `/api/v1/campaigns/${created.body.id}`;
    const expected: Record<string, string[]> = {
      in: [],
      excluded: ['excluded'],
      both: ['excluded', 'unsubscribed'],
      unsubscribed: ['unsubscribed'],
      pending: ['pending'],
      suppressed: ['suppressed'],
      elsewhere: ['not-matching'],
      never: ['no-subscription'],
    };
    const explain = async (name: string) =>
      (await home.http.get(`${path}/explain/${people[name]}`).expect(200)).body;
    const reasons = async () => {
      const found: Record<string, string[]> = {};
      for (const name of Object.keys(people)) {
        const { isIn, reasons: why } = await explain(name);
        const named: string[] = why.map(({ reason }: { reason: string }) => reason);
        found[name] = named;
        expect([name, isIn]).toEqual([name, named.length === 0]);
      }
      return found;
    };

    expect(await reasons()).toEqual(expected);
    expect((await explain('in')).sentence).toBe(
      'in would get the campaign if it went out now: they are in “Portugal”, and nothing keeps them from being mailed.',
    );
    expect((await explain('both')).sentence).toMatch(
      /^both would not get the campaign because they are in a group that is excluded \(.*tagged “staff”.*\); also, they unsubscribed from “The letter” on /,
    );
    expect((await explain('elsewhere')).sentence).toBe(
      'elsewhere would not get the campaign because they are not in “Portugal” (elsewhere is not in; this does not hold: is in Portugal (country is Spain)).',
    );

    await home.http.post(`${path}/send`).expect(200);
    const sent = await untilCampaign(home, created.body.id, 'sent', 'failed');
    expect(await reasons()).toEqual(expected);
    const deciding = Object.values(expected).flatMap(([first]) => first ?? []);
    const counted = deciding.filter((reason) => reason !== 'not-matching');
    const leftOut: Record<string, number> = {};
    for (const reason of counted) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    expect(sent).toMatchObject({ status: 'sent', audienceCount: 1, leftOut });

    const reached = await explain('in');
    expect(reached).toMatchObject({ isIn: true, isFixed: true, delivery: { status: 'accepted' } });
    expect(reached.sentence).toMatch(/^in is in the audience: the mail server took the message on /);
    expect((await explain('pending')).sentence).toMatch(
      /^pending is not in the audience, which was fixed on .*, because they have not confirmed their subscription/,
    );
    people['late'] = await add('late');
    expect(await explain('late')).toMatchObject({ isIn: false, reasons: [{ reason: 'came-later' }] });
    await product.api.db.execute(`UPDATE contacts SET country = 'PT' WHERE id = $1`, [people['elsewhere']]);
    expect(await explain('elsewhere')).toMatchObject({ isIn: false, reasons: [{ reason: 'changed-since' }] });
  });

  it('is told as far as possible while the campaign is unfinished or its segment cannot be read', async () => {
    const { http, workspace } = home;
    const ana = await aContact(product.api.db, workspace.id, { firstName: 'Ana' });
    const draft = await http.post('/api/v1/campaigns').send({ name: 'Empty' }).expect(201);
    const { body } = await http.get(`/api/v1/campaigns/${draft.body.id}/explain/${ana.id}`).expect(200);
    expect(body.sentence).toBe(
      'Ana would not get the campaign because the campaign has no audience yet; also, the campaign has no topic yet, so nobody may be mailed.',
    );
    await aContact(product.api.db, workspace.id, { tags: ['brief'] });
    const audience = { include: [{ tree: tree({ tag: 'brief', has: true }) }] };
    await http.patch(`/api/v1/campaigns/${draft.body.id}`).send({ audience }).expect(200);
    await product.api.db.execute('DELETE FROM tags WHERE workspace_id = $1', [workspace.id]);
    const broken = await http.get(`/api/v1/campaigns/${draft.body.id}/explain/${ana.id}`).expect(200);
    expect(broken.body).toMatchObject({
      isIn: false,
      reasons: [{ reason: 'unreadable' }, { reason: 'no-topic' }],
      include: [{ holds: false, explanation: null, problem: expect.stringContaining('brief') }],
    });
  });
});
