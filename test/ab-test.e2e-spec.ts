import { sweepCampaignsJob } from '@features/campaigns';
import { TrackingService } from '@features/tracking';
import { JobQueue } from '@platform/queue';
import { mjmlText } from '../libs/testing/factories/template';
import type { TestWorkspace } from './support/api';
import type { ReceivedMail } from './support/mailbox';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  untilCampaign,
  type CampaignSetting,
  type TestProduct,
} from './support/product';
import { until } from './support/until';

const PEOPLE = 90;
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';
const OFFER = mjmlText(
  '<a href="https://shop.example/offer">The offer</a> <a href="{{links.viewInBrowser}}">in the browser</a>',
);

describe('an A/B test', () => {
  let product: TestProduct;
  let mine: TestWorkspace;
  let setting: CampaignSetting;
  let id: string;

  beforeAll(async () => {
    product = await startProduct();
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
    await product.api.db.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, tracking_consent)
       SELECT $1, 'c' || i || '@r.example', 'c' || i || '@r.example', sha256(('c' || i)::bytea), true FROM generate_series(1, $2) i`,
      [mine.workspace.id, PEOPLE],
    );
    await product.api.db.execute(
      `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
       SELECT $1, id, $2, 'subscribed', 'test' FROM contacts WHERE workspace_id = $1`,
      [mine.workspace.id, setting.topicId],
    );
    id = await draftCampaign(mine, setting);
  });

  afterAll(() => product.close());

  const at = (path = '') => `/api/v1/campaigns/${id}/ab-test${path}`;
  const now = async () => (await mine.http.get(at()).expect(200)).body;
  const sweep = () => product.api.app.get(JobQueue, { strict: false }).enqueue(sweepCampaignsJob, {});
  const here = (address: string): string => address.replace('https://mail.tidings.example', '');
  const firstLink = ({ parsed }: ReceivedMail): string =>
    here(/href="(https:\/\/mail\.tidings\.example\/l\/[^"]+)"/.exec(parsed.html as string)?.[1] ?? '');
  const withSubject = async (subject: string): Promise<ReceivedMail[]> =>
    (await product.mailbox.mails()).filter(({ parsed }) => parsed.subject === subject);
  const states = (body: { results: { variants: object[]; rest: object; beingListed: number } }): number =>
    [...body.results.variants, body.results.rest]
      .flatMap((group) => Object.values((group as { deliveries: Record<string, number> }).deliveries))
      .reduce((sum, count) => sum + count, body.results.beingListed);

  it('is set up on a draft, which says what is wrong with it and what it can show', async () => {
    await mine.http.get(at()).expect(404);
    const same = await mine.http
      .put(at())
      .send({ variants: [{ subject: 'Harvest' }, { subject: 'Harvest' }] })
      .expect(400);
    expect(same.body).toMatchObject({ code: 'ab-test.invalid', errors: [{ pointer: '/variants/1' }] });
    await mine.http
      .put(at())
      .send({ variants: [{ subject: 'Alone' }] })
      .expect(400);
    const timeOnly = await mine.http
      .put(at())
      .send({ variants: [{}, { offsetMinutes: 60 }] })
      .expect(400);
    expect(timeOnly.body.errors[0].pointer).toBe('/testPercent');
    const template = await mine.http
      .post('/api/v1/templates')
      .send({ name: 'Offer', subject: 'Unused', mjml: OFFER })
      .expect(201);
    const variants = [{ subject: 'Harvest' }, { subject: 'The offer', templateId: template.body.id }];
    const { body } = await mine.http
      .put(at())
      .send({ variants, testPercent: 60, durationMinutes: 240, minimumSample: 10 })
      .expect(200);
    expect(body).toMatchObject({
      state: 'not-started',
      metric: 'clicks',
      whenUnclear: 'leader',
      variants: [
        { key: 'a', subject: 'Harvest' },
        { key: 'b', subject: 'The offer' },
      ],
      decided: null,
      results: null,
    });
    const plan = await mine.http.get(at('/plan')).expect(200);
    expect(plan.body).toMatchObject({ audience: PEOPLE, perVariant: 27, rest: 36, baseRate: 0.03 });
    expect(plan.body.warnings).toEqual([
      expect.stringContaining('differ in subject and template'),
      expect.stringContaining('more than twice as good'),
    ]);
  });

  it('is tried and previewed by variant', async () => {
    const contacts = await mine.http.get('/api/v1/contacts?limit=1').expect(200);
    const contactId = contacts.body.items[0].id as string;
    const test = (variant?: string) =>
      mine.http
        .post(`/api/v1/campaigns/${id}/test`)
        .send({ to: ['colleague@r.example'], contactId, variant });
    await test('b').expect(200);
    await test('d').expect(400);
    const [mail] = await product.mailbox.mails('colleague@r.example');
    expect(mail?.parsed.subject).toBe('[Test] The offer');
    const preview = (variant: string) =>
      mine.http.post(`/api/v1/campaigns/${id}/preview`).send({ variant }).expect(200);
    expect((await preview('a')).body.subject).toBe('Harvest');
    expect((await preview('b')).body.text).toContain('The offer');
  });

  it('sends the variants to their people and holds the rest', async () => {
    await mine.http.post(`/api/v1/campaigns/${id}/send`).expect(200);
    const running = await until('the test is out', async () => {
      const { status, body } = await mine.http.get(at());
      if (status !== 200 || body.state !== 'running') return null;
      const sent = body.results.variants.map(
        ({ sent, audience }: Record<string, number>) => sent === audience,
      );
      return body.results.beingListed === 0 && sent.every(Boolean) ? body : null;
    });
    const [a, b] = running.results.variants;
    expect(a.audience + b.audience + running.results.rest.audience).toBe(PEOPLE);
    expect(Math.min(a.audience, b.audience)).toBeGreaterThan(10);
    expect(running.results.rest.deliveries.pending).toBe(running.results.rest.audience);
    expect(states(running)).toBe(PEOPLE);
    expect(await withSubject('Harvest')).toHaveLength(a.audience);
    expect(await withSubject('The offer')).toHaveLength(b.audience);
    await mine.http
      .put(at())
      .send({ variants: [{}, { subject: 'Late' }] })
      .expect(409);
    await sweep();
    expect((await now()).state).toBe('running');
  });

  it('counts people, not machines, and shows each message as it was sent', async () => {
    await product.api.db.execute(
      `UPDATE deliveries SET handed_over_at = handed_over_at - interval '1 hour', finished_at = finished_at - interval '1 hour'
       WHERE campaign_id = $1 AND status = 'accepted'`,
      [id],
    );
    const [harvest, offer] = [await withSubject('Harvest'), await withSubject('The offer')];
    // Gateways follow the links of everybody with the first subject.
    for (const mail of harvest) await product.api.http.head(firstLink(mail)).set('User-Agent', BROWSER);
    // All but one of the second: whoever is drawn into the groups, the difference is plain.
    const clickers = offer.length - 1;
    for (const mail of [...harvest.slice(0, 1), ...offer.slice(0, clickers)]) {
      const answer = await product.api.http.get(firstLink(mail)).set('User-Agent', BROWSER).expect(302);
      expect(answer.headers.location).toMatch(
        mail.parsed.subject === 'Harvest' ? /\/harvest\?for=/ : /\/offer$/,
      );
    }
    const view = here(
      /href="(https:\/\/mail\.tidings\.example\/v\/[^"]+)"/.exec(offer[0]?.parsed.html as string)?.[1] ?? '',
    );
    expect((await product.api.http.get(view).expect(200)).text).toContain('The offer');
    await product.api.app.get(TrackingService, { strict: false }).flush();
    const [a, b] = (await now()).results.variants;
    expect([a.clickers, b.clickers]).toEqual([1, clickers]);
    expect(a.machineClickers).toBe(harvest.length);
    const { body: report } = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
    expect(report.links.find(({ url }: { url: string }) => url.endsWith('/offer'))).toMatchObject({
      variant: 'b',
      uniqueHumanClickers: clickers,
    });
  });

  it('is decided when its time comes, and the rest gets exactly the winner, everybody once', async () => {
    // Between the test and the winner, one of the rest unsubscribes.
    const [gone] = await product.api.db.query<{ contact_id: string; email: string }>(
      `SELECT contact_id, email FROM deliveries WHERE campaign_id = $1 AND variant IS NULL LIMIT 1`,
      [id],
    );
    await mine.http
      .put(`/api/v1/contacts/${gone?.contact_id}/subscriptions`)
      .send({ subscriptions: [{ topicId: setting.topicId, status: 'unsubscribed' }] })
      .expect(200);
    const before = (await now()).results;
    await product.api.db.execute('UPDATE ab_tests SET decide_at = now() WHERE campaign_id = $1', [id]);
    await sweep();
    await untilCampaign(mine, id, 'sent');
    const decided = await now();
    expect(decided).toMatchObject({ state: 'decided', decided: { winner: 'b', by: null } });
    expect(decided.decided.reason).toMatch(
      /^B leads with a click rate of .* % against .* % of A; the difference is significant \(p [=<] 0\.0\d+\)\. B wins\.$/,
    );
    expect(decided.stateText).toMatch(/^Decided by rule .*B won\.$/);
    const [a, b] = decided.results.variants;
    expect([a.audience, b.audience]).toEqual([before.variants[0].audience, before.variants[1].audience]);
    expect(decided.results.rest).toMatchObject({
      audience: before.rest.audience,
      sent: before.rest.audience - 1,
      deliveries: { suppressed: 1 },
    });
    expect(states(decided)).toBe(PEOPLE);
    const received = (await product.mailbox.recipients()).filter((to) => to !== 'colleague@r.example');
    expect(received).toHaveLength(PEOPLE - 1);
    expect(new Set(received).size).toBe(PEOPLE - 1);
    expect(received).not.toContain(gone?.email);
    expect(await withSubject('Harvest')).toHaveLength(a.audience);
    expect(await withSubject('The offer')).toHaveLength(PEOPLE - 1 - a.audience);
    await mine.http.post(at('/winner')).send({ variant: 'a' }).expect(409);
    const { body: report } = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
    expect(report).toMatchObject({ audience: PEOPLE, sent: PEOPLE - 1, reconciles: true });
    expect(
      report.variants.map(({ variant, sent }: { variant: string; sent: number }) => [variant, sent]),
    ).toEqual([
      ['a', a.audience],
      ['b', PEOPLE - 1 - a.audience],
    ]);
  });

  it('is copied with its campaign, and goes with it when another one removes it', async () => {
    const copy = (await mine.http.post(`/api/v1/campaigns/${id}/duplicate`).expect(201)).body.id as string;
    const { body } = await mine.http.get(`/api/v1/campaigns/${copy}/ab-test`).expect(200);
    expect(body).toMatchObject({
      state: 'not-started',
      testPercent: 60,
      decided: null,
      variants: [{ subject: 'Harvest' }, { subject: 'The offer', templateVersionId: null }],
    });
    await mine.http.delete(`/api/v1/templates/${body.variants[1].templateId}`).expect(409);
    await mine.http.delete(`/api/v1/campaigns/${copy}/ab-test`).expect(204);
    await mine.http.get(`/api/v1/campaigns/${copy}/ab-test`).expect(404);
    await mine.http.delete(`/api/v1/campaigns/${copy}`).expect(204);
  });

  it('is not started where nobody could be counted, unless a person decides', async () => {
    await mine.http.patch('/api/v1/workspace').send({ trackingMode: 'aggregate' }).expect(200);
    const draft = await draftCampaign(mine, setting);
    const put = (body: object) => mine.http.put(`/api/v1/campaigns/${draft}/ab-test`).send(body).expect(200);
    const variants = [{}, { subject: 'Other' }];
    await put({ variants });
    const soon = { at: new Date(Date.now() + 3600_000).toISOString() };
    const refused = await mine.http.post(`/api/v1/campaigns/${draft}/schedule`).send(soon).expect(422);
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/abTest/decision' })]);
    await put({ variants, decision: 'manual' });
    // What the campaign says changed meanwhile: now both variants are the same.
    await mine.http.patch(`/api/v1/campaigns/${draft}`).send({ subject: 'Other' }).expect(200);
    const twins = await mine.http.post(`/api/v1/campaigns/${draft}/schedule`).send(soon).expect(422);
    expect(twins.body.errors).toEqual([expect.objectContaining({ pointer: '/abTest/variants/1' })]);
    await mine.http.patch(`/api/v1/campaigns/${draft}`).send({ subject: 'First' }).expect(200);
    await mine.http.post(`/api/v1/campaigns/${draft}/schedule`).send(soon).expect(200);
  });
});
