import { FormHousekeeping, FormVisitors, PublishedForms } from '@features/forms';
import { agent } from 'supertest';
import type { TestWorkspace } from './support/api';
import { readyToSend, startProduct, subscribedContact, type TestProduct } from './support/product';
import { until } from './support/until';

const FORMS = '/api/v1/forms';

let product: TestProduct;
let mine: TestWorkspace;
let topicId: string;

beforeAll(async () => {
  product = await startProduct({ env: { FORM_POSTS_PER_MINUTE_PER_NETWORK: '12' } });
});

beforeEach(async () => {
  mine = await product.api.aWorkspace();
  ({ topicId } = await readyToSend(mine));
  await product.api.db.execute(`DELETE FROM throttles WHERE key LIKE 'form-network%'`);
});

afterAll(() => product.close());

let person = 0;
const address = () => `reader${(person += 1)}@r.example`;
const visitor = () => agent(product.api.url);

async function aForm(more: object = {}): Promise<{ id: string; slug: string }> {
  const definition = {
    fields: [
      { name: 'email', to: 'email', label: 'Email address' },
      { name: 'first_name', to: 'firstName', label: 'First name' },
      { name: 'city', to: 'city', label: 'City' },
    ],
    consents: [{ topicId, text: 'Yes, send me the letter.' }],
    ...more,
  };
  const created = await mine.http.post(FORMS).send({ name: 'Letter', definition }).expect(201);
  const { body } = await mine.http.post(`${FORMS}/${created.body.id}/publish`).expect(200);
  return { id: body.id, slug: body.slug };
}

/** As a person who took ten seconds. */
async function post(slug: string, fields: Record<string, string>) {
  const form = await product.api.app.get(PublishedForms, { strict: false }).find(slug);
  const begun = new Date(Date.now() - 10_000);
  const { challenge } = product.api.app.get(FormVisitors, { strict: false }).challenge(form!, begun);
  return visitor()
    .post(`/f/${slug}`)
    .set('Accept', 'application/json')
    .type('form')
    .send({ challenge, ...fields });
}

const statusOf = async (contactId: string) =>
  (
    await product.api.db.queryOne<{ status: string }>(
      'SELECT status FROM subscriptions WHERE contact_id = $1 AND topic_id = $2',
      [contactId, topicId],
    )
  )?.status ?? null;
const contact = async (email: string) =>
  (await mine.http.get('/api/v1/contacts').query({ q: email }).expect(200)).body.items[0];
const tokenFor = (email: string) =>
  until(`the confirmation for ${email}`, async () => {
    const [mail] = await product.mailbox.mails(email);
    return mail === undefined ? null : (/\/c\/([\w-]+)/.exec(mail.parsed.text ?? '')?.[1] ?? null);
  });

describe('a form without double opt-in', () => {
  it('subscribes at once, and fills what is empty in a known contact without overwriting anything', async () => {
    const { slug } = await aForm({ doubleOptIn: false });
    const email = address();
    await mine.http.post('/api/v1/contacts').send({ email, firstName: 'Ana' }).expect(201);
    const answer = await post(slug, { email, first_name: 'Mallory', city: 'Porto', consent: topicId });
    expect(answer.body).toMatchObject({ status: 'done', message: expect.stringContaining('Thank you') });
    const after = await contact(email);
    expect(after).toMatchObject({ firstName: 'Ana', city: 'Porto' });
    expect(await statusOf(after.id)).toBe('subscribed');
  });

  it('lets nobody subscribe again in the name of who has left: that person is asked, and others see no difference', async () => {
    const { slug } = await aForm({ doubleOptIn: false });
    const email = address();
    const id = await subscribedContact(product, mine, { topicId, email });
    await product.api.db.execute(`UPDATE subscriptions SET status = 'unsubscribed' WHERE contact_id = $1`, [
      id,
    ]);
    const known = await post(slug, { email, consent: topicId });
    const unknown = await post(slug, { email: address(), consent: topicId });
    expect(known.text).toBe(unknown.text);
    expect(await statusOf(id)).toBe('unsubscribed');
    await visitor()
      .post(`/c/${await tokenFor(email)}`)
      .expect(200);
    expect(await statusOf(id)).toBe('subscribed');
  });
});

describe('erased people', () => {
  it('are not made contacts again by a form, get no mail, and nobody can tell', async () => {
    const { slug } = await aForm();
    const email = address();
    const created = await mine.http.post('/api/v1/contacts').send({ email }).expect(201);
    await mine.http.delete(`/api/v1/contacts/${created.body.id}`).expect((answer) => {
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    });
    const erased = await post(slug, { email, consent: topicId });
    const unknown = await post(slug, { email: address(), consent: topicId });
    expect([erased.status, erased.text]).toEqual([unknown.status, unknown.text]);
    expect(await contact(email)).toBeUndefined();
    const mails = await product.api.db.query('SELECT 1 FROM form_mails WHERE workspace_id = $1', [
      mine.workspace.id,
    ]);
    expect(mails).toHaveLength(1);
  });

  it('stay forgotten where nobody is asked to confirm, too', async () => {
    const { slug } = await aForm({ doubleOptIn: false });
    const email = address();
    const created = await mine.http.post('/api/v1/contacts').send({ email }).expect(201);
    await mine.http.delete(`/api/v1/contacts/${created.body.id}`).expect(204);
    const erased = await post(slug, { email, first_name: 'Ana', consent: topicId });
    const unknown = await post(slug, { email: address(), first_name: 'Ana', consent: topicId });
    expect([erased.status, erased.text]).toEqual([unknown.status, unknown.text]);
    expect(await contact(email)).toBeUndefined();
  });
});

describe('a confirmation mail', () => {
  it('confirms what was agreed to when it went out, and nothing that came after it', async () => {
    const { slug } = await aForm();
    const email = address();
    await post(slug, { email, first_name: 'Ana' });
    const first = await tokenFor(email);
    await post(slug, { email, consent: topicId });
    const second = await until('another mail', async () => {
      const mails = await product.mailbox.mails(email);
      const tokens = mails.map(({ parsed }) => /\/c\/([\w-]+)/.exec(parsed.text ?? '')?.[1]);
      return tokens.find((token) => token !== first) ?? null;
    });
    await visitor().post(`/c/${first}`).expect(200);
    const { id } = await contact(email);
    expect(await statusOf(id)).not.toBe('subscribed');
    await visitor().post(`/c/${second}`).expect(200);
    expect(await statusOf(id)).toBe('subscribed');
  });
});

describe('what nobody confirmed', () => {
  const forget = () => product.api.app.get(FormHousekeeping, { strict: false }).forgetUnconfirmed();
  const age = (id: string, days: number) =>
    product.api.db.execute(
      `WITH aged AS (UPDATE form_submissions SET created_at = now() - make_interval(days => $2) WHERE form_id = $1)
       UPDATE contacts SET created_at = now() - make_interval(days => $2), updated_at = now() - make_interval(days => $2)
       WHERE workspace_id = (SELECT workspace_id FROM forms WHERE id = $1)`,
      [id, days],
    );
  const left = async (id: string) =>
    (await mine.http.get(`${FORMS}/${id}/submissions`).expect(200)).body.items.map(
      ({ email }: { email: string }) => email,
    );

  it('is kept as long as the workspace says, like subscriptions that nobody confirmed', async () => {
    await mine.http.patch('/api/v1/workspace').send({ unconfirmedDays: 3 }).expect(200);
    const { id, slug } = await aForm();
    const email = address();
    await post(slug, { email });
    await age(id, 2);
    await forget();
    expect(await left(id)).toEqual([email]);
    await age(id, 4);
    await forget();
    expect(await left(id)).toEqual([]);
  });

  it('takes the contact with it that came for that alone, and nobody who did more', async () => {
    const { id, slug } = await aForm({ consents: [] });
    const [alone, noted, proven] = [address(), address(), address()];
    for (const email of [alone, noted, proven]) await post(slug, { email });
    await visitor()
      .post(`/c/${await tokenFor(proven)}`)
      .expect(200);
    const { id: notedId } = await contact(noted);
    await mine.http.post(`/api/v1/contacts/${notedId}/notes`).send({ body: 'Called' }).expect(201);
    await age(id, 29);
    await forget();
    expect(await contact(alone)).toBeDefined();
    await age(id, 31);
    await forget();
    expect(await contact(alone)).toBeUndefined();
    expect([(await contact(noted)).email, (await contact(proven)).email]).toEqual([noted, proven]);
  });

  it('is forgotten after thirty days, and what was confirmed is not', async () => {
    const { id, slug } = await aForm();
    const [stays, goes] = [address(), address()];
    await post(slug, { email: stays });
    await post(slug, { email: goes });
    await visitor()
      .post(`/c/${await tokenFor(stays)}`)
      .expect(200);
    await product.api.db.execute(
      `UPDATE form_submissions SET created_at = now() - interval '31 days' WHERE form_id = $1`,
      [id],
    );
    await product.api.app.get(FormHousekeeping, { strict: false }).forgetUnconfirmed();
    const { body } = await mine.http.get(`${FORMS}/${id}/submissions`).expect(200);
    expect(body.items.map(({ email }: { email: string }) => email)).toEqual([stays]);
  });
});

describe('a network that posts more than people do', () => {
  it('is asked for one button more, then refused for a while', async () => {
    const { slug } = await aForm();
    const outcomes: string[] = [];
    for (let round = 0; round < 62; round += 1) {
      const { status, body } = await post(slug, { email: address() });
      outcomes.push(status === 429 ? 'refused' : body.status);
    }
    expect([outcomes[11], outcomes[12], outcomes[59], outcomes[60]]).toEqual([
      'done',
      'check',
      'check',
      'refused',
    ]);
  });
});
