import { createHash } from 'node:crypto';
import { agent } from 'supertest';
import { startProduct, readyToSend, type TestProduct } from './support/product';
import type { TestWorkspace } from './support/api';
import { until } from './support/until';

const FORMS = '/api/v1/forms';

let product: TestProduct;
let mine: TestWorkspace;
let topicId: string;

beforeAll(async () => {
  product = await startProduct({ env: { FORM_POSTS_PER_MINUTE_PER_NETWORK: '100000' } });
});

beforeEach(async () => {
  mine = await product.api.aWorkspace();
  ({ topicId } = await readyToSend(mine));
});

afterAll(() => product.close());

let person = 0;
const address = () => `visitor${(person += 1)}@r.example`;
const visitor = () => agent(product.api.url);

const CONSENT = 'Yes, send me the letter. I can leave at any time.';
const definition = (more: object = {}) => ({
  fields: [
    { name: 'email', to: 'email', label: 'Email address' },
    { name: 'first_name', to: 'firstName', label: 'First name' },
    { name: 'city', to: 'city', label: 'City', max: 20, help: 'Where you live' },
  ],
  consents: [{ topicId, kind: 'checkbox', text: CONSENT }],
  ...more,
});

/** A published form. */
async function aForm(more: object = {}): Promise<{ id: string; slug: string }> {
  const created = await mine.http.post(FORMS).send({ name: 'Spring guide', definition: definition(more) });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  const { body } = await mine.http.post(`${FORMS}/${created.body.id}/publish`).expect(200);
  return { id: body.id, slug: body.slug };
}

/** What a browser with our script would send. */
async function solved(slug: string): Promise<{ challenge: string; solution: string }> {
  const { body } = await visitor().get(`/f/${slug}/challenge`).expect(200);
  for (let number = 0; ; number += 1) {
    const solution = number.toString(36);
    const hash = createHash('sha256').update(`${body.challenge}.${solution}`).digest();
    if (hash.readUInt32BE(0) >>> (32 - body.difficulty) === 0) return { challenge: body.challenge, solution };
  }
}

async function post(slug: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const proof = await solved(slug);
  return visitor()
    .post(`/f/${slug}`)
    .set({ Accept: 'application/json', ...headers })
    .type('form')
    .send({ ...proof, ...fields });
}

const confirmationLink = (email: string) =>
  until(`the confirmation for ${email}`, async () => {
    const [mail] = await product.mailbox.mails(email);
    return mail === undefined ? null : (/\/c\/([\w-]+)/.exec(mail.parsed.text ?? '')?.[1] ?? null);
  });

const contactWith = async (email: string) => {
  const { body } = await mine.http.get('/api/v1/contacts').query({ q: email }).expect(200);
  return body.items[0];
};
const submissionsOf = async (id: string, query: object = {}) =>
  (await mine.http.get(`${FORMS}/${id}/submissions`).query(query).expect(200)).body.items;
const statusOf = async (contactId: string) => {
  const row = await product.api.db.queryOne<{ status: string }>(
    'SELECT status FROM subscriptions WHERE contact_id = $1 AND topic_id = $2',
    [contactId, topicId],
  );
  return row?.status ?? null;
};
const eventsOf = async (contactId: string) => {
  const rows = await product.api.db.query<{ name: string }>(
    `SELECT name FROM contact_events WHERE contact_id = $1 AND name LIKE 'form.%' ORDER BY occurred_at, id`,
    [contactId],
  );
  return rows.map(({ name }) => name);
};

describe('a form with double opt-in', () => {
  it('stores, asks for confirmation once, and subscribes with evidence only when the button is pressed', async () => {
    const { id, slug } = await aForm({ texts: { title: 'Our guide to spring' } });
    const email = address();
    const fields = { email, first_name: 'BUY-GOLD http://spam.example', city: 'Porto', consent: topicId };
    const answered = await post(slug, { ...fields, first_name: 'Ana', utm_source: 'fair' });
    expect(answered.body).toMatchObject({ status: 'done', redirectUrl: null, downloadUrl: null });
    const [row] = await submissionsOf(id);
    expect(row).toMatchObject({ status: 'pending', email, source: { utm: { source: 'fair' } } });
    const contact = await contactWith(email);
    expect([contact.firstName, await statusOf(contact.id)]).toEqual(['Ana', 'pending']);

    const token = await confirmationLink(email);
    const page = await visitor().get(`/c/${token}`).expect(200);
    expect(page.text).toContain('<button');
    expect(page.text).toContain('Our guide to spring');
    expect(page.text).not.toContain('Spring guide');
    expect(await statusOf(contact.id)).toBe('pending');
    expect((await visitor().post(`/c/${token}`).expect(200)).text).toContain('Thank you');
    await visitor().post(`/c/${token}`).expect(200);
    expect(await statusOf(contact.id)).toBe('subscribed');
    expect(await eventsOf(contact.id)).toEqual(['form.submitted', 'form.confirmed']);

    const records = await product.api.db.query(
      `SELECT action, method, consent_text, language, details->>'version' AS version, host(ip) AS ip FROM consent_records
       WHERE contact_id = $1 ORDER BY id`,
      [contact.id],
    );
    const both = { method: 'form', consent_text: CONSENT, language: 'en', version: '1', ip: '127.0.0.1' };
    expect(records).toEqual([
      { action: 'requested', ...both },
      { action: 'confirmed', ...both },
    ]);
    const mails = await product.mailbox.mails(email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.raw).not.toContain('Ana');
  });

  it('makes one submission and one mail of a double post', async () => {
    const { id, slug } = await aForm();
    const email = address();
    const answers = await Promise.all([1, 2, 3].map(() => post(slug, { email, consent: topicId })));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await submissionsOf(id)).toHaveLength(1);
    await confirmationLink(email);
    expect(await product.mailbox.mails(email)).toHaveLength(1);
  });

  it('never tells whether an address is known, and lets no stranger change a known contact', async () => {
    const { slug } = await aForm();
    const known = address();
    await mine.http.post('/api/v1/contacts').send({ email: known, firstName: 'Ana' }).expect(201);
    const suppressed = address();
    await mine.http.post('/api/v1/suppressions').send({ email: suppressed, reason: 'complaint' });
    const fields = { first_name: 'Mallory', city: 'Nowhere', consent: topicId };
    const [one, other, third] = [
      await post(slug, { ...fields, email: known }),
      await post(slug, { ...fields, email: address() }),
      await post(slug, { ...fields, email: suppressed }),
    ];
    const seen = ({ status, text }: { status: number; text: string }) => ({ status, text });
    expect([seen(other), seen(third)]).toEqual([seen(one), seen(one)]);
    expect(await contactWith(known)).toMatchObject({ firstName: 'Ana', city: null });
    const token = await confirmationLink(known);
    await visitor().post(`/c/${token}`).expect(200);
    expect(await contactWith(known)).toMatchObject({ firstName: 'Mallory', city: 'Nowhere' });
    expect(await product.mailbox.mails(suppressed)).toHaveLength(0);
  });

  it('forgets links after seven days, and knows no made-up ones', async () => {
    const { id, slug } = await aForm();
    const email = address();
    await post(slug, { email });
    const token = await confirmationLink(email);
    await product.api.db.execute(
      `UPDATE form_submissions SET created_at = now() - interval '7 days 1 minute' WHERE form_id = $1`,
      [id],
    );
    expect([
      (await visitor().post(`/c/${token}`)).status,
      (await visitor().get(`/c/${token}x`)).status,
    ]).toEqual([404, 404]);
    expect((await submissionsOf(id))[0].status).toBe('pending');
  });
});

describe('protection', () => {
  it('tells a program in the trap what everybody is told, and keeps it as spam', async () => {
    const { id, slug } = await aForm();
    const honest = await post(slug, { email: address() });
    const email = address();
    const trapped = await post(slug, { email, homepage: 'https://x.example' });
    expect([trapped.status, trapped.text]).toEqual([honest.status, honest.text]);
    expect(await submissionsOf(id)).toHaveLength(1);
    expect(await submissionsOf(id, { status: 'spam' })).toMatchObject([{ email, reasons: ['honeypot'] }]);
    const { body: activity } = await mine.http.get(`/api/v1/forms/${id}/activity`).expect(200);
    expect(activity.caught).toEqual([{ reason: 'honeypot', held: 0, spam: 1 }]);
    expect(await contactWith(email)).toBeUndefined();
  });

  it('asks who comes without a challenge for one button more, and loses nothing meanwhile', async () => {
    const { id, slug } = await aForm();
    const email = address();
    const page = await visitor()
      .post(`/f/${slug}`)
      .type('form')
      .send({ email, consent: topicId })
      .expect(200);
    expect(await submissionsOf(id)).toMatchObject([{ status: 'held', reasons: ['unsigned', 'no-work'] }]);
    expect(await contactWith(email)).toBeUndefined();
    const action = /action="([^"]+\/check\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    await visitor().get(action).expect(200);
    expect(await submissionsOf(id)).toMatchObject([{ status: 'held' }]);
    await visitor().post(action).expect(200);
    await visitor().post(action).expect(200);
    expect(await submissionsOf(id)).toMatchObject([{ status: 'pending', email }]);
    await confirmationLink(email);
    const { body } = await visitor().post(`/f/${slug}`).send({ email: address() }).expect(200);
    expect(body).toEqual({ status: 'check', url: expect.stringContaining(`/f/${slug}/check/`) });
  });

  it('takes a challenge once, and none of another form', async () => {
    const { id, slug } = await aForm();
    const proof = await solved(slug);
    const send = (to: string, email: string) =>
      visitor()
        .post(`/f/${to}`)
        .set('Accept', 'application/json')
        .type('form')
        .send({ ...proof, email });
    expect((await send(slug, address())).body.status).toBe('done');
    expect((await send(slug, address())).body.status).toBe('check');
    const other = await aForm();
    expect((await send(other.slug, address())).body.status).toBe('check');
    expect(await submissionsOf(id)).toHaveLength(2);
  });

  it('sends one address no more than two confirmations of a form in a day, and answers as ever', async () => {
    const { id, slug } = await aForm();
    const email = address();
    for (let round = 0; round < 4; round += 1) {
      expect((await post(slug, { email })).body.status).toBe('done');
      await product.api.db.execute(
        `UPDATE form_submissions SET created_at = created_at - interval '11 minutes' WHERE form_id = $1`,
        [id],
      );
      await until('its mail is dealt with', async () => {
        const open = await product.api.db.queryOne(
          'SELECT 1 FROM form_mails WHERE workspace_id = $1 AND done_at IS NULL',
          [mine.workspace.id],
        );
        return open === null ? true : null;
      });
    }
    expect(await submissionsOf(id)).toHaveLength(4);
    const outcomes = await product.api.db.query<{ outcome: string }>(
      'SELECT outcome FROM form_mails WHERE workspace_id = $1 ORDER BY id',
      [mine.workspace.id],
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['posted', 'posted', 'limit-form', 'limit-form']);
  });

  it('opens its addresses, and only those, to other sites', async () => {
    const { slug } = await aForm();
    const posted = await post(slug, { email: address() }, { Origin: 'https://shop.example', Cookie: 'a=b' });
    expect(posted.headers['access-control-allow-origin']).toBe('*');
    expect(posted.headers['access-control-allow-credentials']).toBeUndefined();
    const page = await visitor().get(`/f/${slug}`).set('Origin', 'https://shop.example').expect(200);
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect((await visitor().get('/api/health')).headers['access-control-allow-origin']).toBeUndefined();
  });
});
