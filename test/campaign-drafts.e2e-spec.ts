import type { TestWorkspace } from './support/api';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  subscribedContact,
  untilCampaign,
  type CampaignSetting,
  type TestProduct,
} from './support/product';

const soon = () => new Date(Date.now() + 3600_000).toISOString();

describe('campaign drafts', () => {
  let product: TestProduct;
  let mine: TestWorkspace;
  let setting: CampaignSetting;

  beforeAll(async () => {
    product = await startProduct();
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
  });

  afterAll(() => product.close());

  const at = (id: string, action = '') => `/api/v1/campaigns/${id}${action}`;
  const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map(({ pointer }) => pointer);

  it('say everything that is missing at once, and are not scheduled', async () => {
    const other = await product.api.aWorkspace();
    const { body: draft } = await other.http.post('/api/v1/campaigns').send({ name: 'Empty' }).expect(201);
    expect(draft).toMatchObject({
      status: 'draft',
      audience: { include: [], exclude: [] },
      audienceCount: null,
    });
    const { body: problem } = await other.http
      .post(at(draft.id, '/schedule'))
      .send({ at: soon() })
      .expect(422);
    expect(problem.code).toBe('campaign.not-ready');
    expect(pointers(problem)).toEqual([
      '/topicId',
      '/senderId',
      '/templateId',
      '/audience/include',
      '/workspace/postalAddress',
    ]);
    expect((await other.http.get(at(draft.id)).expect(200)).body.status).toBe('draft');
  });

  it('take only topics, senders, templates and segments of their own workspace', async () => {
    const other = await product.api.aWorkspace();
    const theirs = await readyToSend(other);
    const { body: segment } = await other.http
      .post('/api/v1/segments')
      .send({ name: 'Theirs', tree: { v: 1, match: 'all', rules: [] } })
      .expect(201);
    for (const field of ['topicId', 'senderId', 'templateId'] as const) {
      const { body } = await mine.http
        .post('/api/v1/campaigns')
        .send({ name: 'x', [field]: theirs[field] })
        .expect(400);
      expect(pointers(body)).toEqual([`/${field}`]);
    }
    const { body } = await mine.http
      .post('/api/v1/campaigns')
      .send({ name: 'x', audience: { include: [], exclude: [{ segmentId: segment.id }] } })
      .expect(400);
    expect(pointers(body)).toEqual(['/audience/exclude/0']);
  });

  it('are kept from a change that was made without knowing of a colleague’s', async () => {
    const id = await draftCampaign(mine, setting);
    const { body: read } = await mine.http.get(at(id)).expect(200);
    const change = (body: object, status: number) => mine.http.patch(at(id)).send(body).expect(status);
    const { body: theirs } = await change({ subject: 'Theirs', version: read.version }, 200);
    expect(theirs.version).toBe(read.version + 1);
    const { body: refused } = await change({ subject: 'Mine', version: read.version }, 409);
    expect(refused).toMatchObject({ code: 'campaign.changed-meanwhile' });
    expect(pointers(refused)).toEqual(['/version']);
    expect((await mine.http.get(at(id)).expect(200)).body.subject).toBe('Theirs');
    await change({ subject: 'Mine', version: theirs.version }, 200);
    // Who does not ask is not asked.
    await change({ subject: 'Anyhow' }, 200);
  });

  it('point at the bad rule of an audience', async () => {
    const tree = { v: 1, match: 'all', rules: [{ field: 'country', op: 'isLike', value: 'PT' }] };
    const { body } = await mine.http
      .post('/api/v1/campaigns')
      .send({ name: 'x', audience: { include: [{ tree }] } })
      .expect(400);
    expect(pointers(body)).toEqual(['/audience/include/0/tree/rules/0/op']);
    const neither = await mine.http
      .post('/api/v1/campaigns')
      .send({ name: 'x', audience: { include: [{}] } })
      .expect(400);
    expect(neither.body.detail).toContain('either segmentId or tree');
  });

  it('move from draft to scheduled and back, and cannot be edited in between', async () => {
    const id = await draftCampaign(mine, setting);
    await mine.http.post(at(id, '/schedule')).send({ at: '2020-01-01T00:00:00Z' }).expect(400);
    // Without an offset nobody knows which instant is meant.
    for (const unclear of ['2099-12-01T09:00', '2099-12-01 09:00', '2099-12-01', '2099-13-45T09:00:00Z']) {
      const { body } = await mine.http.post(at(id, '/schedule')).send({ at: unclear }).expect(400);
      expect(pointers(body)).toEqual(['/at']);
      expect(JSON.stringify(body.errors)).toContain('with its offset');
    }
    const first = soon();
    expect((await mine.http.post(at(id, '/schedule')).send({ at: first }).expect(200)).body).toMatchObject({
      status: 'scheduled',
      scheduledAt: first,
    });
    const { body: refused } = await mine.http.patch(at(id)).send({ name: 'Later' }).expect(409);
    expect(refused.code).toBe('campaign.not-editable');
    await mine.http.delete(at(id)).expect(409);
    const later = new Date(Date.now() + 7200_000).toISOString();
    expect((await mine.http.post(at(id, '/schedule')).send({ at: later }).expect(200)).body.scheduledAt).toBe(
      later,
    );
    expect((await mine.http.post(at(id, '/unschedule')).expect(200)).body).toMatchObject({
      status: 'draft',
      scheduledAt: null,
    });
    await mine.http.patch(at(id)).send({ name: 'Later', preheader: null }).expect(200);
    const copy = (await mine.http.post(at(id, '/duplicate')).expect(201)).body;
    expect(copy).toMatchObject({ status: 'draft', name: 'Copy of Later', topicId: setting.topicId });
    expect(copy.id).not.toBe(id);
    await mine.http.delete(at(id)).expect(204);
    await mine.http.get(at(id)).expect(404);
  });

  it('survives scheduling and deleting at the same time, and is not scheduled on an archived topic', async () => {
    const id = await draftCampaign(mine, setting);
    const cancelled = await Promise.all([
      mine.http.post(at(id, '/schedule')).send({ at: soon() }),
      mine.http.post(at(id, '/schedule')).send({ at: soon() }),
      mine.http.delete(at(id)),
    ]);
    const { status, body } = await mine.http.get(at(id));
    // Either the deletion won and both others found nothing, or it lost and said so.
    if (status === 404) expect(cancelled[2].status).toBe(204);
    else expect([body.status, cancelled[2].status]).toEqual(['scheduled', 409]);

    const topic = await mine.http.post('/api/v1/topics').send({ key: 'old', name: 'Old' }).expect(201);
    await mine.http.patch(`/api/v1/topics/${topic.body.id}`).send({ isArchived: true }).expect(200);
    const draft = await draftCampaign(mine, { ...setting, topicId: topic.body.id });
    const refused = await mine.http.post(at(draft, '/send')).expect(422);
    expect(pointers(refused.body)).toEqual(['/topicId']);
  });

  it('can be tried on a colleague with the values of a real contact, and count nothing', async () => {
    const contactId = await subscribedContact(product, mine, {
      topicId: setting.topicId,
      email: 'marta@r.example',
      firstName: 'Marta',
      city: 'Braga',
    });
    const id = await draftCampaign(mine, setting);
    const { body } = await mine.http
      .post(at(id, '/test'))
      .send({ to: ['colleague@r.example'], contactId })
      .expect(200);
    expect(body.results).toEqual([
      { to: 'colleague@r.example', outcome: 'accepted', detail: expect.any(String) },
    ]);
    const [mail] = await product.mailbox.mails('colleague@r.example');
    expect(mail?.parsed.subject).toBe('[Test] A letter for Marta');
    expect(mail?.parsed.text).toContain('Dear Marta in Braga,');
    expect(mail?.raw).not.toContain('/o/');
    // The unsubscribe link of a test unsubscribes nobody.
    const link = /<https:\/\/mail\.tidings\.example(\/u\/[\w-]+)>/.exec(
      mail?.raw.replace(/\r\n[ \t]+/g, ' ') ?? '',
    );
    await product.api.http
      .post(link?.[1] as string)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200);
    const subscriptions = await product.api.db.query<{ status: string }>(
      'SELECT status FROM subscriptions WHERE contact_id = $1',
      [contactId],
    );
    expect(subscriptions).toEqual([{ status: 'subscribed' }]);
    const bad = await mine.http
      .post(at(id, '/test'))
      .send({ to: ['not an address'], contactId })
      .expect(400);
    expect(pointers(bad.body)).toEqual(['/to/0']);
    expect((await mine.http.get(at(id)).expect(200)).body).toMatchObject({
      status: 'draft',
      audienceCount: null,
    });
  });

  it('end as failed with the reason when a segment broke before its time, and can be mended', async () => {
    const tag = await mine.http
      .post('/api/v1/contact-fields')
      .send({ key: 'level', label: 'Level', type: 'text' })
      .expect(201);
    const tree = { v: 1, match: 'all', rules: [{ field: 'attributes.level', op: 'is', value: 'gold' }] };
    const { body: segment } = await mine.http
      .post('/api/v1/segments')
      .send({ name: 'Gold', tree })
      .expect(201);
    const { body: draft } = await mine.http
      .post('/api/v1/campaigns')
      .send({ name: 'Gold only', ...setting, audience: { include: [{ segmentId: segment.id }] } })
      .expect(201);
    await mine.http
      .post(at(draft.id, '/schedule'))
      .send({ at: new Date(Date.now() + 1_500).toISOString() })
      .expect(200);
    await mine.http.delete(`/api/v1/contact-fields/${tag.body.id}`).expect(409);
    await mine.http.delete(`/api/v1/contact-fields/${tag.body.id}?force=true`).expect(200);
    const failed = await untilCampaign(mine, draft.id, 'failed', 'sent');
    expect(failed).toMatchObject({ status: 'failed', audienceCount: null });
    expect(failed.reason).toContain('Gold');
    await mine.http
      .patch(at(draft.id))
      .send({ audience: { include: [{ tree: { v: 1, match: 'all', rules: [] } }] } })
      .expect(200);
    expect((await mine.http.get(at(draft.id)).expect(200)).body).toMatchObject({
      status: 'draft',
      reason: null,
    });
  });
});
