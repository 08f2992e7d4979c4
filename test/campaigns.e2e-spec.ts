import { describeOnRedis, startRedis, type TestRedis } from '@testing';
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
import { until } from './support/until';

const inPortugal = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'PT' }] };

/** The same story whatever carries the jobs. */
function story(backend: 'postgres' | 'redis'): void {
  let product: TestProduct;
  let redis: TestRedis | undefined;
  let mine: TestWorkspace;
  let setting: CampaignSetting;

  beforeAll(async () => {
    if (backend === 'redis') redis = await startRedis();
    product = await startProduct(redis ? { redisUrl: redis.url } : {});
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
  });

  afterAll(async () => {
    await product.close();
    await redis?.stop();
  });

  it('reaches whoever is in the segment when its time comes, and explains the others', async () => {
    const { topicId } = setting;
    const add = (email: string, more: object = {}) =>
      subscribedContact(product, mine, { topicId, email, ...more });
    await add('zoe@r.example', { firstName: 'Zoë', city: 'Porto', country: 'PT' });
    const moves = await add('moves@r.example', { firstName: 'João', country: 'ES' });
    const leaves = await add('leaves@r.example', { firstName: 'Ana', country: 'PT' });
    const unsubscribes = await add('unsubscribes@r.example', { firstName: 'Rui', country: 'PT' });
    await add('suppressed@r.example', { country: 'PT' });
    await mine.http
      .post('/api/v1/contacts')
      .send({ email: 'never-asked@r.example', country: 'PT' })
      .expect(201);

    const segment = await mine.http
      .post('/api/v1/segments')
      .send({ name: 'Portugal', tree: inPortugal })
      .expect(201);
    const created = await mine.http
      .post('/api/v1/campaigns')
      .send({ name: 'Harvest', ...setting, audience: { include: [{ segmentId: segment.body.id }] } })
      .expect(201);
    const id = created.body.id as string;
    const at = new Date(Date.now() + 2_500);
    await mine.http.post(`/api/v1/campaigns/${id}/schedule`).send({ at: at.toISOString() }).expect(200);

    // Between scheduling and sending, people change.
    await mine.http.patch(`/api/v1/contacts/${moves}`).send({ country: 'PT' }).expect(200);
    await mine.http.patch(`/api/v1/contacts/${leaves}`).send({ country: 'DE' }).expect(200);
    await mine.http
      .put(`/api/v1/contacts/${unsubscribes}/subscriptions`)
      .send({ subscriptions: [{ topicId, status: 'unsubscribed' }] })
      .expect(200);
    await mine.http
      .post('/api/v1/suppressions')
      .send({ email: 'suppressed@r.example', reason: 'manual' })
      .expect(201);

    const sent = await untilCampaign(mine, id, 'sent', 'failed');
    expect(sent).toMatchObject({
      status: 'sent',
      audienceCount: 2,
      leftOut: { unsubscribed: 1, suppressed: 1, 'no-subscription': 1 },
    });
    expect(new Date(sent.resolvedAt).getTime()).toBeGreaterThanOrEqual(at.getTime() - 1_000);
    expect(await product.mailbox.recipients()).toEqual(['moves@r.example', 'zoe@r.example']);
  });

  it('sends complete, personal, standards-conforming messages', async () => {
    const [mail] = await product.mailbox.mails('zoe@r.example');
    const { parsed, raw } = mail as NonNullable<typeof mail>;
    expect(parsed.subject).toBe('A letter for Zoë');
    expect(parsed.from?.value).toEqual([{ name: 'Inês, Maré Alta', address: 'letters@mare-alta.example' }]);
    expect(parsed.to).toMatchObject({ value: [{ address: 'zoe@r.example', name: 'Zoë' }] });
    expect(parsed.html).toContain('Dear Zo');
    expect(parsed.text).toContain('Dear Zoë in Porto,');
    expect(parsed.text).toContain('Rua da Torrefação 14');
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
    const all = (name: string): string[] =>
      [...headers.matchAll(new RegExp(`^${name}: (.*)$`, 'gim'))].map((match) => match[1] as string);
    for (const once of [
      'From',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'MIME-Version',
      'List-Id',
      'Feedback-ID',
    ]) {
      expect([once, all(once).length]).toEqual([once, 1]);
    }
    expect(all('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(all('List-Unsubscribe')[0]).toMatch(/^<https:\/\/mail\.tidings\.example\/u\/[\w-]+>, <mailto:/);
    expect(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 998)).toBe(true);
    expect(raw.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  });

  it('reports numbers that add up and explains each recipient', async () => {
    const { body: list } = await mine.http.get('/api/v1/campaigns').expect(200);
    const id = list.items[0].id as string;
    const { body: report } = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
    expect(report).toMatchObject({ audience: 2, sent: 2, delivered: 2, reconciles: true });
    expect(report.deliveries).toMatchObject({ accepted: 2, pending: 0, uncertain: 0 });
    const { body: log } = await mine.http.get(`/api/v1/campaigns/${id}/deliveries?limit=1`).expect(200);
    expect(log.items).toHaveLength(1);
    expect(log.items[0]).toMatchObject({ status: 'accepted', attempts: 1, replyCode: 250 });
    const next = await mine.http
      .get(`/api/v1/campaigns/${id}/deliveries?limit=1&cursor=${log.nextCursor}`)
      .expect(200);
    expect(next.body.items[0].email).not.toBe(log.items[0].email);
    expect(next.body.nextCursor).toBeNull();
  });

  it('counts human opens and clicks, redirects to the personal target and unsubscribes by one click', async () => {
    const { body: list } = await mine.http.get('/api/v1/campaigns').expect(200);
    const id = list.items[0].id as string;
    // People need a moment to read; clicks within two seconds of the hand-over count as machines.
    await product.api.db.execute(
      `UPDATE deliveries SET handed_over_at = handed_over_at - interval '1 hour', finished_at = finished_at - interval '1 hour'
       WHERE campaign_id = $1`,
      [id],
    );
    const [mail] = await product.mailbox.mails('zoe@r.example');
    const html = (mail as NonNullable<typeof mail>).parsed.html as string;
    const here = (address: string): string => address.replace('https://mail.tidings.example', '');
    const human = {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
    };
    const pixel = /src="(https:\/\/mail\.tidings\.example\/o\/[^"]+)"/.exec(html)?.[1] as string;
    await product.api.http.get(here(pixel)).set(human).expect(200).expect('content-type', /gif/);
    const click = /href="(https:\/\/mail\.tidings\.example\/l\/[^"]+)"/.exec(html)?.[1] as string;
    const redirect = await product.api.http.get(here(click)).set(human).expect(302);
    expect(redirect.headers.location).toBe('https://shop.example/harvest?for=Zo%C3%AB');
    const report = await until('open and click are counted', async () => {
      const { body } = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
      return body.uniqueHumanClickers === 1 && body.uniqueHumanOpeners === 1 ? body : null;
    });
    expect(report.rates).toMatchObject({ openRate: 0.5, clickRate: 0.5, clickToOpenRate: 1 });
    expect(report.links[0]).toMatchObject({ label: 'See the harvest', uniqueHumanClickers: 1 });

    const unsubscribe = /<https:\/\/mail\.tidings\.example(\/u\/[\w-]+)>/.exec(
      mail?.raw.replace(/\r\n[ \t]+/g, ' ') ?? '',
    )?.[1];
    await product.api.http.get(unsubscribe as string).expect(200);
    const before = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
    expect(before.body.unsubscribed).toBe(0);
    await product.api.http
      .post(unsubscribe as string)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200);
    const after = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
    expect(after.body.unsubscribed).toBe(1);
    expect(after.body.audience).toBe(2);

    // The next campaign to the same people leaves the unsubscribed one out.
    const again = await draftCampaign(mine, setting, inPortugal);
    await mine.http.post(`/api/v1/campaigns/${again}/send`).expect(200);
    expect(await untilCampaign(mine, again, 'sent', 'failed')).toMatchObject({ audienceCount: 1 });
    expect(await product.mailbox.mails('zoe@r.example')).toHaveLength(1);
  });
}

describe('a scheduled campaign, jobs on postgres', () => story('postgres'));
describeOnRedis('a scheduled campaign, jobs on redis', () => story('redis'));
