import { SegmentSizeRecorder } from '@features/segments';
import { aContact } from '../libs/testing/factories/contact';
import type { TestWorkspace } from './support/api';
import {
  readyToSend,
  startProduct,
  subscribedContact,
  untilCampaign,
  type TestProduct,
} from './support/product';
import { until } from './support/until';

let product: TestProduct;
let home: TestWorkspace;

beforeAll(async () => {
  product = await startProduct({ worker: false });
});

afterAll(async () => {
  await product.close();
});

beforeEach(async () => {
  home = await product.api.aWorkspace();
});

const everyone = { v: 1, match: 'all', rules: [] };
const isPro = { v: 1, match: 'all', rules: [{ field: 'attributes.plan', op: 'is', value: 'pro' }] };

async function created(path: string, body: object): Promise<{ id: string }> {
  return (await home.http.post(`/api/v1/${path}`).send(body).expect(201)).body as { id: string };
}

const planField = { key: 'plan', label: 'Plan', type: 'text' };

describe('the history of a segment', () => {
  it('is written by the worker, and shows days, a jump, and its dismissal', async () => {
    await aContact(product.api.db, home.workspace.id);
    const { id } = await created('segments', { name: 'Everyone', tree: everyone });
    await product.startWorker();
    const path = `/api/v1/segments/${id}`;
    const today = await until('today is counted', async () => {
      const { body } = await home.http.get(`${path}/history`).expect(200);
      return body.days.at(-1).state === 'counted' ? body : null;
    });
    expect(today.days).toHaveLength(30);
    expect(today.days.at(-1)).toMatchObject({
      day: today.to,
      size: 1,
      mailable: 0,
      entered: null,
      left: null,
    });
    expect(today.days[0]).toMatchObject({ day: today.from, state: 'missing', size: null });

    await product.api.db.execute(
      `INSERT INTO segment_sizes (workspace_id, segment_id, day, size, counted_at)
       SELECT $1, $2, current_date + n, 500 * (1 + (n = 5)::int), now() + n * interval '1 day' FROM generate_series(1, 5) n`,
      [home.workspace.id, id],
    );
    const inFiveDays = new Date(Date.now() + 5 * 24 * 3600_000);
    await product.api.app
      .get(SegmentSizeRecorder, { strict: false })
      .record(home.workspace.id, { now: inFiveDays });
    const { body: alerted } = await home.http.get(path).expect(200);
    expect(alerted.alert).toMatchObject({ size: 1000, usualSize: 500 });
    const list = await home.http.get('/api/v1/segments').expect(200);
    expect(list.body.items[0].alert).toEqual(alerted.alert);
    const audit = await home.http.get('/api/v1/audit-entries?action=segment.size-jumped').expect(200);
    expect(audit.body.items).toMatchObject([{ targetId: id, details: { size: 1000 } }]);
    await home.http.post(`${path}/alert/dismiss`).expect(204);
    expect((await home.http.get(path).expect(200)).body.alert).toBeNull();
  });

  it('refuses days that do not exist and periods that are too long', async () => {
    const { id } = await created('segments', { name: 'Everyone', tree: everyone });
    await home.http.get(`/api/v1/segments/${id}/history?from=2026-02-30`).expect(400);
    await home.http.get(`/api/v1/segments/${id}/history?from=2020-01-01&to=2026-01-01`).expect(400);
    const { body } = await home.http
      .get(`/api/v1/segments/${id}/history?from=2026-01-30&to=2026-02-02`)
      .expect(200);
    expect(body.days.map((day: { day: string }) => day.day)).toEqual([
      '2026-01-30',
      '2026-01-31',
      '2026-02-01',
      '2026-02-02',
    ]);
  });
});

describe('who uses a segment', () => {
  it('is listed with what blocks its deletion, which the refusal names too', async () => {
    const base = await created('segments', { name: 'Base', tree: everyone });
    const rule = { v: 1, match: 'all', rules: [{ match: 'any', rules: [{ segment: base.id }] }] };
    await created('segments', { name: 'On base', tree: rule });
    await created('segments', { name: 'Frozen', kind: 'static', tree: rule });
    const audience = { include: [{ segmentId: base.id }] };
    await created('campaigns', { name: 'Spring', audience });
    const { body } = await home.http.get(`/api/v1/segments/${base.id}/usage`).expect(200);
    expect(body.canBeDeleted).toBe(false);
    expect(body.users).toMatchObject([
      { kind: 'campaign', name: 'Spring', status: 'draft', blocksDeletion: true },
      { kind: 'segment', name: 'On base', status: 'dynamic', blocksDeletion: true },
      { kind: 'segment', name: 'Frozen', status: 'static', blocksDeletion: false },
    ]);
    const refused = await home.http.delete(`/api/v1/segments/${base.id}`).expect(409);
    expect(refused.body).toMatchObject({
      code: 'segment.in-use',
      detail: expect.stringContaining('"Spring"'),
    });
    expect(refused.body.errors).toHaveLength(2);
    const other = await product.api.aWorkspace();
    await other.http.get(`/api/v1/segments/${base.id}/usage`).expect(404);
    await other.http.get(`/api/v1/segments/${base.id}/history`).expect(404);
    await other.http.post(`/api/v1/segments/${base.id}/alert/dismiss`).expect(404);
    await other.http.post(`/api/v1/segments/${base.id}/duplicate`).expect(404);
  });
});

describe('renaming, copying and planning', () => {
  it('keeps references, notices who was faster, and leaves a trace', async () => {
    const base = await created('segments', { name: 'Base', tree: everyone });
    const path = `/api/v1/segments/${base.id}`;
    const persona = { description: 'Likes the sea', channel: 'email', offer: '  ' };
    const renamed = await home.http.patch(path).send({ name: 'Better', persona, version: 1 }).expect(200);
    expect(renamed.body).toMatchObject({
      version: 2,
      persona: { description: 'Likes the sea', channel: 'email' },
    });
    expect(renamed.body.persona).not.toHaveProperty('offer');
    const late = await home.http.patch(path).send({ name: 'Late', version: 1 }).expect(409);
    expect(late.body).toMatchObject({ code: 'segment.changed-meanwhile', errors: [{ pointer: '/version' }] });
    await home.http.patch(path).send({ name: 'Better', version: 2 }).expect(200);
    expect((await home.http.get(path).expect(200)).body.version).toBe(2);
    const audit = await home.http.get('/api/v1/audit-entries?action=segment.changed').expect(200);
    expect(audit.body.items.at(-1).details).toMatchObject({ name: { from: 'Base', to: 'Better' } });
    const copies = [];
    for (const name of ['Copy of Better', 'Copy of Better 2']) {
      const copy = await home.http.post(`${path}/duplicate`).expect(201);
      expect(copy.body).toMatchObject({ name, version: 1, persona: { channel: 'email' }, tree: everyone });
      copies.push(copy.body.id);
    }
    expect(new Set([...copies, base.id]).size).toBe(3);
    await home.http.patch(path).send({ persona: null }).expect(200);
    expect((await home.http.get(path).expect(200)).body.persona).toBeNull();
  });

  it('a copy of a frozen list has the same people', async () => {
    const contact = await aContact(product.api.db, home.workspace.id);
    const frozen = await created('segments', { name: 'Frozen', kind: 'static', tree: everyone });
    await aContact(product.api.db, home.workspace.id);
    const copy = await home.http.post(`/api/v1/segments/${frozen.id}/duplicate`).expect(201);
    const { body } = await home.http.get(`/api/v1/segments/${copy.body.id}/contacts`).expect(200);
    expect(body.items.map((member: { id: string }) => member.id)).toEqual([contact.id]);
    expect(copy.body).toMatchObject({ kind: 'static', lastCount: 1 });
  });
});

describe('a segment that breaks', () => {
  it('a field that rules ask for is deleted only by force, which names what it breaks', async () => {
    const field = await created('contact-fields', planField);
    const pros = await created('segments', { name: 'Pros', tree: isPro });
    const campaign = await created('campaigns', {
      name: 'For pros',
      audience: { include: [{ tree: isPro }] },
    });
    const path = `/api/v1/contact-fields/${field.id}`;
    const refused = await home.http.delete(path).expect(409);
    expect(refused.body).toMatchObject({
      code: 'contact-field.in-use',
      detail: expect.stringContaining('segment "Pros", campaign "For pros"'),
    });
    const { body } = await home.http.delete(`${path}?force=true`).expect(200);
    expect(body.brokenUsers).toMatchObject([
      { kind: 'segment', id: pros.id },
      { kind: 'campaign', id: campaign.id },
    ]);
    const broken = await home.http.get(`/api/v1/segments/${pros.id}`).expect(200);
    expect(broken.body).toMatchObject({
      isBroken: true,
      brokenReasons: [
        {
          pointer: '/rules/0/field',
          code: 'segment.unknown-field',
          message: 'Rule 1 asks for the field "attributes.plan", which does not exist any more.',
          remedy: expect.stringContaining('Create the field again'),
        },
      ],
    });
    await created('contact-fields', { ...planField, type: 'number' });
    const retyped = await home.http.get(`/api/v1/segments/${pros.id}`).expect(200);
    expect(retyped.body.brokenReasons).toMatchObject([
      { pointer: '/rules/0/op', remedy: expect.stringContaining('another type') },
    ]);
  });

  it('is neither scheduled nor, when it breaks meanwhile, sent; the campaign says why', async () => {
    const setting = await readyToSend(home);
    const field = await created('contact-fields', planField);
    await subscribedContact(product, home, {
      topicId: setting.topicId,
      email: 'pro@example.com',
      attributes: { plan: 'pro' },
    });
    const pros = await created('segments', { name: 'Pros', tree: isPro });
    const audience = { include: [{ segmentId: pros.id }] };
    const campaign = await created('campaigns', { name: 'For pros', ...setting, audience });
    const path = `/api/v1/campaigns/${campaign.id}`;
    const at = new Date(Date.now() + 2000).toISOString();
    await home.http.post(`${path}/schedule`).send({ at }).expect(200);
    await home.http.delete(`/api/v1/contact-fields/${field.id}?force=true`).expect(200);
    const failed = await untilCampaign(home, campaign.id, 'failed', 'sent');
    expect(failed).toMatchObject({
      status: 'failed',
      audienceCount: null,
      reason: expect.stringMatching(
        /"Pros" is broken.*"attributes\.plan", which does not exist any more.*Create the field/,
      ),
    });
    const sql = 'SELECT 1 FROM deliveries WHERE campaign_id = $1';
    expect(await product.api.db.query(sql, [campaign.id])).toEqual([]);
    await home.http.patch(path).send({ name: 'Again' }).expect(200);
    const refused = await home.http.post(`${path}/send`).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/audience/include/0/tree/rules/0/field' }]);
  });

  it('an archived topic and a choice that is gone break nothing', async () => {
    const topic = await created('topics', { key: 'news', name: 'News' });
    const field = await created('contact-fields', { ...planField, type: 'choice', choices: ['free', 'pro'] });
    const rules = [...isPro.rules, { topic: 'news', status: 'subscribed' }];
    const segment = await created('segments', { name: 'Pros', tree: { v: 1, match: 'all', rules } });
    await home.http.patch(`/api/v1/topics/${topic.id}`).send({ isArchived: true }).expect(200);
    await home.http
      .patch(`/api/v1/contact-fields/${field.id}`)
      .send({ choices: ['free'] })
      .expect(200);
    expect((await home.http.get(`/api/v1/segments/${segment.id}`).expect(200)).body.isBroken).toBe(false);
    await home.http.post(`/api/v1/segments/${segment.id}/count`).expect(200, { count: 0, mailableCount: 0 });
  });
});

describe('a campaign that is over', () => {
  it('keeps the name that its segment had, however it was renamed or deleted', async () => {
    const setting = await readyToSend(home);
    await subscribedContact(product, home, { topicId: setting.topicId, email: 'ana@example.com' });
    const segment = await created('segments', { name: 'Spring people', tree: everyone });
    const audience = { include: [{ segmentId: segment.id }] };
    const sent = await created('campaigns', { name: 'Sent', ...setting, audience });
    const cancelled = await created('campaigns', { name: 'Cancelled', ...setting, audience });
    const namesOf = async (id: string): Promise<unknown> =>
      (await home.http.get(`/api/v1/campaigns/${id}`).expect(200)).body.segmentNames;
    await home.http.post(`/api/v1/campaigns/${sent.id}/send`).expect(200);
    await untilCampaign(home, sent.id, 'sent');
    const at = new Date(Date.now() + 3600_000).toISOString();
    await home.http.post(`/api/v1/campaigns/${cancelled.id}/schedule`).send({ at }).expect(200);
    await home.http.patch(`/api/v1/segments/${segment.id}`).send({ name: 'Summer people' }).expect(200);
    expect(await namesOf(sent.id)).toEqual({ [segment.id]: 'Spring people' });
    expect(await namesOf(cancelled.id)).toEqual({ [segment.id]: 'Summer people' });
    await home.http.delete(`/api/v1/segments/${segment.id}`).expect(409);
    await home.http.post(`/api/v1/campaigns/${cancelled.id}/cancel`).expect(200);
    await home.http.delete(`/api/v1/segments/${segment.id}`).expect(204);
    expect(await namesOf(sent.id)).toEqual({ [segment.id]: 'Spring people' });
    expect(await namesOf(cancelled.id)).toEqual({ [segment.id]: 'Summer people' });
  });
});
