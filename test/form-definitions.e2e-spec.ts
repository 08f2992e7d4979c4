import { ThrottleService } from '@features/accounts';
import { FormVisitors, PublishedForms } from '@features/forms';
import { agent } from 'supertest';
import type { TestWorkspace } from './support/api';
import { readyToSend, startProduct, type TestProduct } from './support/product';
import { until } from './support/until';

const FORMS = '/api/v1/forms';

let product: TestProduct;
let mine: TestWorkspace;
let topicId: string;

beforeAll(async () => {
  product = await startProduct({
    env: { FORM_POSTS_PER_MINUTE_PER_NETWORK: '100000', WEBHOOK_PRIVATE_HOSTS: 'yes' },
  });
});

beforeEach(async () => {
  mine = await product.api.aWorkspace();
  ({ topicId } = await readyToSend(mine));
});

afterAll(() => product.close());

let person = 0;
const address = () => `guest${(person += 1)}@r.example`;
/** Programs are no viewers. */
const visitor = () =>
  agent(product.api.url).set('User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0');
const EMAIL = { name: 'email', to: 'email', label: 'Email address' };

const create = (definition: object) => mine.http.post(FORMS).send({ name: 'Guide', definition });

async function aForm(definition: object): Promise<{ id: string; slug: string }> {
  const created = await create({ fields: [EMAIL], ...definition });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  const { body } = await mine.http.post(`${FORMS}/${created.body.id}/publish`).expect(200);
  return { id: body.id, slug: body.slug };
}

/** What a browser without script sends: the fields of our page, after some seconds. */
async function fillIn(slug: string, fields: Record<string, string | string[]>, query = '') {
  const page = await visitor().get(`/f/${slug}${query}`).expect(200);
  const hidden = [...page.text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const challenge = agedChallenge(hidden.find(([, name]) => name === 'challenge')?.[2] ?? '', slug);
  const rest = Object.fromEntries(hidden.map(([, name, value]) => [name, value]));
  return visitor()
    .post(`/f/${slug}`)
    .type('form')
    .send({ ...rest, challenge: await challenge, ...fields });
}

/** A challenge from ten seconds ago: nobody waits in tests. */
async function agedChallenge(_fresh: string, slug: string): Promise<string> {
  const { PublishedForms, FormVisitors } = await import('@features/forms');
  const form = await product.api.app.get(PublishedForms, { strict: false }).find(slug);
  const visitors = product.api.app.get(FormVisitors, { strict: false });
  return visitors.challenge(form!, new Date(Date.now() - 10_000)).challenge;
}

const tokenFor = (email: string) =>
  until(`the confirmation for ${email}`, async () => {
    const [mail] = await product.mailbox.mails(email);
    return mail === undefined ? null : (/\/c\/([\w-]+)/.exec(mail.parsed.text ?? '')?.[1] ?? null);
  });

describe('a definition', () => {
  it('is refused with a pointer and a remedy for everything that is wrong', async () => {
    const { status, body } = await create({
      languages: ['en', 'pt'],
      fields: [
        { ...EMAIL, label: undefined },
        { name: 'Plan', to: 'attributes.plan', label: 'Plan' },
        { name: 'constructor', label: 'Builder' },
      ],
      consents: [{ topicId, text: { en: 'Yes' } }],
      style: { text: '#999999', background: '#ffffff' },
      after: { kind: 'redirect', url: 'javascript:alert(1)' },
      layout: { kind: 'pop-up' },
      colour: 'red',
    });
    expect(status).toBe(400);
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer).sort();
    expect(pointers).toEqual([
      '/definition/after/url',
      '/definition/colour',
      '/definition/consents/0/text',
      '/definition/fields/0/label',
      '/definition/fields/1/name',
      '/definition/fields/1/to',
      '/definition/fields/2/name',
      '/definition/layout',
      '/definition/style/text',
    ]);
    expect(body.detail).toContain('has a contrast of 2.84 to 1; at least 4.5 to 1');
  });

  it('chooses double opt-in, and warns of more than five fields', async () => {
    const names = ['firstName', 'lastName', 'phone', 'city', 'country'];
    const fields = [EMAIL, ...names.map((to) => ({ name: to.toLowerCase(), to, label: to }))];
    const { body } = await create({ fields }).expect(201);
    expect(body.definition.doubleOptIn).toBe(true);
    expect(body.warnings).toEqual([expect.stringContaining('asks for 6 things')]);
  });

  it('is frozen when it is published: evidence keeps its words', async () => {
    const { id, slug } = await aForm({ consents: [{ topicId, text: 'The first words' }] });
    await mine.http
      .patch(`${FORMS}/${id}`)
      .send({ definition: { fields: [EMAIL], consents: [{ topicId, text: 'The second words' }] } })
      .expect(200);
    expect((await visitor().get(`/f/${slug}`)).text).toContain('The first words');
    const { body } = await mine.http.post(`${FORMS}/${id}/publish`).expect(200);
    expect([body.publishedVersion, body.hasChanges]).toEqual([2, false]);
    expect((await visitor().get(`/f/${slug}`)).text).toContain('The second words');
    const versions = await mine.http.get(`${FORMS}/${id}/versions`).expect(200);
    expect(versions.body.items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    await mine.http.post(`${FORMS}/${id}/archive`).expect(200);
    await visitor().get(`/f/${slug}`).expect(404);
  });
});

describe('the hosted page', () => {
  it('works without script: help, errors tied to their field, values kept, in the language of the visitor', async () => {
    const { slug } = await aForm({
      languages: ['en', 'pt'],
      texts: { title: { en: 'The guide', pt: 'O guia' } },
      fields: [
        { ...EMAIL, label: { en: 'Email address', pt: 'Endereço' } },
        { name: 'age', type: 'number', label: { en: 'Age', pt: 'Idade' }, min: 18, help: 'In years' },
        { name: 'ref', type: 'text', isHidden: true, prefill: 'ref', value: 'none' },
      ],
    });
    const page = await visitor()
      .get(`/f/${slug}?ref=<b>&utm_source=fair`)
      .set('Accept-Language', 'pt-BR')
      .expect(200);
    expect(page.text).toContain('<html lang="pt">');
    expect(page.text).toContain('O guia');
    expect(page.text).toContain('&#60;b&#62;');
    expect(page.text.match(/<script[^>]*>/g)).toEqual(['<script defer src="/embed/v1.js">']);
    const wrong = await fillIn(slug, { email: 'nobody', age: '12', language: 'en' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Please enter 18 or more.');
    expect(wrong.text).toMatch(
      /id="f-age"[^>]*aria-describedby="f-age-help f-age-error"[^>]*aria-invalid="true"/,
    );
    expect(wrong.text).toContain('value="nobody"');
  });

  it('asks about a slip in the address, and takes the visitor’s word for it', async () => {
    const { id, slug } = await aForm({});
    const typed = `slip${Date.now()}@gmial.com`;
    const asked = await fillIn(slug, { email: typed });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain(`Did you mean ${typed.replace('gmial', 'gmail')}?`);
    expect(asked.text).toContain(`name="keep" value="${typed}"`);
    const other = await fillIn(slug, { email: `other${typed}`, keep: typed });
    expect([other.status, other.text]).toEqual([422, expect.stringContaining('Did you mean')]);
    expect((await fillIn(slug, { email: typed, keep: typed })).status).toBe(200);
    const { body } = await mine.http.get(`${FORMS}/${id}/submissions`).expect(200);
    expect(body.items.map(({ email }: { email: string }) => email)).toEqual([typed]);
  });

  it('leads where the settings say, and nowhere that a request says', async () => {
    const { slug } = await aForm({
      doubleOptIn: false,
      after: { kind: 'redirect', url: 'https://shop.example/thanks' },
    });
    const answer = await fillIn(slug, {
      email: address(),
      redirect: 'https://evil.example',
      next: '//evil.example',
    });
    expect([answer.status, answer.headers.location]).toEqual([303, 'https://shop.example/thanks']);
    const page = await visitor().get(`/f/${slug}`);
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://shop.example");
  });
});

describe('what follows', () => {
  it('hands out the asset once the address is confirmed, tells team and webhook, and counts the way there', async () => {
    const upload = mine.http.post('/api/v1/assets').field('options', JSON.stringify({ name: 'The guide' }));
    const asset = await upload.attach('file', Buffer.from('%PDF-1.4\n%âãÏÓ\n'), 'guide.pdf');
    if (asset.status !== 201) throw new Error(JSON.stringify(asset.body));
    const team = address();
    const { id, slug } = await aForm({
      assetId: asset.body.id,
      notify: [team],
      webhookUrl: 'http://127.0.0.1:9/hook',
      fields: [EMAIL, { name: 'first_name', to: 'firstName', label: 'First name' }],
    });
    const email = address();
    const sent = await fillIn(slug, { email, first_name: '=HYPERLINK("x")' }, '?utm_campaign=spring');
    expect(sent.text).not.toContain('/a/');
    const done = await visitor()
      .post(`/c/${await tokenFor(email)}`)
      .expect(200);
    const path = /href="[^"]*(\/a\/[\w-]+)"/.exec(done.text)?.[1] ?? '';
    expect(path).not.toBe('');
    const [told] = await until('mail to the team', async () => {
      const mails = await product.mailbox.mails(team);
      return mails.length > 0 ? mails : null;
    });
    expect(told?.parsed.text).toContain(email);
    const calls = await product.api.db.query<{ event: string }>(
      'SELECT event FROM webhook_calls WHERE workspace_id = $1 ORDER BY id',
      [mine.workspace.id],
    );
    expect(calls.map(({ event }) => event)).toEqual(['form.submitted', 'form.confirmed']);
    const funnel = await mine.http.get(`${FORMS}/${id}/funnel`).expect(200);
    expect(funnel.body).toMatchObject({ views: 1, submissions: 1, confirmed: 1, spam: 0 });
    const activity = await mine.http.get(`${FORMS}/${id}/activity`).expect(200);
    const total = (key: string) =>
      activity.body.days.reduce((sum: number, day: Record<string, number>) => sum + (day[key] ?? 0), 0);
    expect(activity.body.days).toHaveLength(30);
    expect(['views', 'submissions', 'confirmed', 'spam'].map(total)).toEqual([1, 1, 1, 0]);
    await mine.http.get(`${FORMS}/${id}/activity?from=2020-01-01T00:00:00Z`).expect(400);
    const csv = await mine.http.get(`${FORMS}/${id}/submissions/export`).expect(200);
    expect(csv.text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv.text).toContain(',spring,');
    await mine.http.get(`${FORMS}/${id}/submissions/export?search=%00`).expect(400);
    const found = await mine.http
      .get(`${FORMS}/${id}/submissions`)
      .query({ search: 'hyperlink' })
      .expect(200);
    expect(found.body.items).toHaveLength(1);
  });

  it('mails the asset where the page says something else, once', async () => {
    const upload = mine.http.post('/api/v1/assets').field('options', JSON.stringify({ name: 'The guide' }));
    const asset = await upload.attach('file', Buffer.from('%PDF-1.4\n%âãÏÓ\n'), 'guide.pdf').expect(201);
    const { slug } = await aForm({ assetId: asset.body.id, after: { kind: 'message' }, doubleOptIn: false });
    const email = address();
    const done = await fillIn(slug, { email });
    expect(done.text).not.toContain('/a/');
    await fillIn(slug, { email });
    const mail = await until(
      'the mail with the link',
      async () => (await product.mailbox.mails(email))[0] ?? null,
    );
    expect(mail.parsed.text).toMatch(/https:\/\/mail\.tidings\.example\/a\/[\w-]+/);
    expect(await product.mailbox.mails(email)).toHaveLength(1);
  });

  it('asks only what is not known yet of whoever comes by a signed link, and takes one answer to a survey', async () => {
    await mine.http
      .post('/api/v1/contact-fields')
      .send({ key: 'score', label: 'Score', type: 'number' })
      .expect(201);
    const { id, slug } = await aForm({
      kind: 'survey',
      fields: [
        {
          name: 'score',
          to: 'attributes.score',
          label: 'How likely would you recommend us?',
          min: 0,
          max: 10,
          isRequired: true,
        },
        { name: 'city', to: 'city', label: 'City', ask: 'if-unknown' },
      ],
    });
    const contact = await mine.http
      .post('/api/v1/contacts')
      .send({ email: address(), city: 'Porto' })
      .expect(201);
    const link = await mine.http
      .post(`${FORMS}/${id}/links`)
      .send({ contactId: contact.body.id })
      .expect(200);
    const query = new URL(link.body.url).search;
    expect((await visitor().get(`/f/${slug}${query}`)).text).not.toContain('name="city"');
    expect((await fillIn(slug, { score: '9' }, query)).status).toBe(200);
    expect((await fillIn(slug, { score: '2' }, query)).status).toBe(200);
    const after = await mine.http.get(`/api/v1/contacts/${contact.body.id}`).expect(200);
    expect(after.body.attributes.score).toBe(9);
    const events = await product.api.db.query<{ properties: object }>(
      `SELECT properties FROM contact_events WHERE contact_id = $1 AND name = 'survey.answered'`,
      [contact.body.id],
    );
    expect(events).toMatchObject([{ properties: { score: 9, survey: id } }]);
    // Once the link has expired, it says nothing of anybody.
    expect(new Date(link.body.expiresAt).getTime()).toBeGreaterThan(Date.now() + 89 * 24 * 3600_000);
    const visitors = product.api.app.get(FormVisitors, { strict: false });
    const form = await product.api.app.get(PublishedForms, { strict: false }).find(slug);
    const token = new URL(link.body.url).searchParams.get('identity') ?? '';
    expect(await visitors.identify(form!, token)).toMatchObject({ contactId: contact.body.id });
    expect(await visitors.identify(form!, token, new Date(link.body.expiresAt))).toBeNull();
  });

  it('takes so many submissions a day by one signed link, which nothing else holds up', async () => {
    const { id, slug } = await aForm({ fields: [EMAIL, { name: 'city', to: 'city', label: 'City' }] });
    const contact = await mine.http.post('/api/v1/contacts').send({ email: address() }).expect(201);
    const link = await mine.http
      .post(`${FORMS}/${id}/links`)
      .send({ contactId: contact.body.id })
      .expect(200);
    const identity = new URL(link.body.url).searchParams.get('identity') ?? '';
    await product.api.app
      .get(ThrottleService, { strict: false })
      .hitTogether(
        { name: 'form-identity', subject: `${id}:${contact.body.id}`, count: 18 },
        { hits: 1000, windowSeconds: 3600 },
      );
    const statuses: number[] = [];
    for (const city of ['Porto', 'Faro', 'Lisboa']) {
      const posted = visitor().post(`/f/${slug}`).set('Accept', 'application/json').type('form');
      statuses.push((await posted.send({ identity, city })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    const after = await mine.http.get(`/api/v1/contacts/${contact.body.id}`).expect(200);
    expect(after.body.city).toBe('Faro');
  });

  it('gives HTML to paste and the script that goes with it', async () => {
    const { id, slug } = await aForm({ layout: { kind: 'pop-up', delaySeconds: 5 } });
    const { body } = await mine.http.get(`${FORMS}/${id}/embed`).expect(200);
    expect(body.html).toContain(`action="https://mail.tidings.example/f/${slug}"`);
    expect(body.html).not.toMatch(/style=|onclick|<script/);
    const script = await visitor().get('/embed/v1.js').expect(200);
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const mount = await visitor().get(`/f/${slug}/form.json?lang=pt`).expect(200);
    expect(mount.body.layout).toMatchObject({ kind: 'pop-up', frequency: 'entry-page' });
    expect(mount.text.length).toBeLessThan(5 * 1024);
  });
});
