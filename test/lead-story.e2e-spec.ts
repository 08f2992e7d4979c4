import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agent } from 'supertest';
import type { TestWorkspace } from './support/api';
import type { ReceivedMail } from './support/mailbox';
import { readyToSend, startProduct, type CampaignSetting, type TestProduct } from './support/product';
import { until } from './support/until';

// From nothing to a conversation: an eBook behind a form, a download, a webinar, a demo call or a second chance.

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const SCANNER = 'Mozilla/5.0 (compatible; Barracuda/7.0)';
const EBOOK = `%PDF-1.7 ${'how to brew at home '.repeat(40)}`;
const CONSENT = 'Yes, send me the letter. I can leave at any time.';
const TYPED = 'Zebulon-typed-this';

let folder: string;
let product: TestProduct;
let home: TestWorkspace;
let setting: CampaignSetting;
let assetId: string;
let form: { id: string; slug: string };
let sequenceId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidings-story-'));
  product = await startProduct({ env: { TIDINGS_DATA_DIR: folder } });
  home = await product.api.aWorkspace({ name: 'Maré Alta' });
  setting = await readyToSend(home);
});

afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const visitor = () => agent(product.api.url).set('User-Agent', BROWSER);

/** What a form of a page would send by itself: its hidden fields, the trap left empty. */
function hiddenFieldsOf(page: string): Record<string, string> {
  const inputs = page.matchAll(/<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
}

/** What a browser with the script does while somebody types. */
function solve(challenge: string, difficulty: number): string {
  for (let number = 0; ; number += 1) {
    const solution = number.toString(36);
    const hash = createHash('sha256').update(`${challenge}.${solution}`).digest();
    if (hash.readUInt32BE(0) >>> (32 - difficulty) === 0) return solution;
  }
}

const mailsTo = (email: string, count: number): Promise<ReceivedMail[]> =>
  until(`${count} mails to ${email}`, async () => {
    const mails = await product.mailbox.mails(email);
    return mails.length >= count ? mails : null;
  });

const subjectsOf = async (email: string) =>
  (await product.mailbox.mails(email)).map(({ parsed }) => parsed.subject);

/** Opens the hosted page as a browser without script, fills it in, and presses the button of the page that follows. */
async function fillsInWithoutScript(email: string): Promise<void> {
  const page = await visitor().get(`/f/${form.slug}?utm_source=fair`).expect(200);
  const fields = { ...hiddenFieldsOf(page.text), email, first_name: TYPED, consent: setting.topicId };
  const held = await visitor().post(`/f/${form.slug}`).type('form').send(fields).expect(200);
  // Filled in within a second, and without the work of a script: one button more.
  const action = /action="(\/f\/[^"]+\/check\/[^"]+)"/.exec(held.text)?.[1] ?? '';
  const answer = await visitor().post(action).type('form').send({}).expect(200);
  expect(answer.text).toContain('Please check your inbox');
}

/** The same by the script: one answer, twice, since people press twice. */
async function fillsInWithScript(email: string): Promise<void> {
  const { body } = await visitor().get(`/f/${form.slug}/challenge`).expect(200);
  const { challenge, difficulty } = body as { challenge: string; difficulty: number };
  const proof = { challenge, solution: solve(challenge, difficulty) };
  const post = () =>
    visitor()
      .post(`/f/${form.slug}`)
      .set('Accept', 'application/json')
      .type('form')
      .send({ ...proof, email, first_name: TYPED, consent: setting.topicId, utm_source: 'fair' });
  const answers = await Promise.all([post(), post()]);
  for (const answer of answers)
    expect(answer.body).toMatchObject({ status: 'done', downloadUrl: null, redirectUrl: null });
}

const confirmationPath = async (email: string): Promise<string> => {
  const [mail] = await mailsTo(email, 1);
  return new URL(/https:\/\/\S+\/c\/[\w-]+/.exec(mail?.parsed.text ?? '')?.[0] ?? '').pathname;
};

/** Confirms as a person does; the path of the download that the page offers. */
async function confirms(email: string): Promise<string> {
  const page = await visitor()
    .post(await confirmationPath(email))
    .type('form')
    .send({})
    .expect(200);
  expect(page.text).toContain('Your download is ready.');
  return new URL(/href="([^"]+\/a\/[^"]+)"/.exec(page.text)?.[1] ?? '').pathname;
}

const contactIdOf = async (email: string): Promise<string> =>
  (await home.http.get('/api/v1/contacts').query({ q: email }).expect(200)).body.items[0].id;
const eventsOf = async (email: string, name: string): Promise<{ properties: Record<string, unknown> }[]> =>
  (
    await home.http
      .get(`/api/v1/contacts/${await contactIdOf(email)}/events`)
      .query({ name })
      .expect(200)
  ).body.items;
const funnel = async () => (await home.http.get(`/api/v1/forms/${form.id}/funnel`).expect(200)).body;
const assetCounts = async () => (await home.http.get(`/api/v1/assets/${assetId}`).expect(200)).body.counts;

/** A passage as the API tells it. */
interface Enrollment {
  id: string;
  status: string;
  reason: string | null;
  step: string;
}

const enrollmentOf = async (email: string): Promise<Enrollment | null> =>
  (await home.http.get(`/api/v1/contacts/${await contactIdOf(email)}/sequences`).expect(200)).body.items[0] ??
  null;
const untilAt = (email: string, step: string): Promise<Enrollment> =>
  until(`${email} is at ${step}`, async () => {
    const enrollment = await enrollmentOf(email);
    return enrollment?.step === step && enrollment.status === 'active' ? enrollment : null;
  });
const untilEnded = (email: string): Promise<Enrollment> =>
  until(`${email} has ended`, async () => {
    const enrollment = await enrollmentOf(email);
    return enrollment !== null && enrollment.status !== 'active' ? enrollment : null;
  });

/** Moves whatever the sequence waits for into the past. The worker's own sweep does the rest. */
async function daysPass(days: number): Promise<void> {
  await product.api.db.execute(
    `UPDATE enrollments SET step_entered_at = step_entered_at - make_interval(days => $2), due_at = due_at - make_interval(days => $2),
       deadline_at = deadline_at - make_interval(days => $2), entered_at = entered_at - make_interval(days => $2),
       since = since - make_interval(days => $2)
     WHERE workspace_id = $1 AND status = 'active'`,
    [home.workspace.id, days],
  );
}

async function aLetter(name: string): Promise<string> {
  const mjml = `<mjml lang="en"><mj-body><mj-section><mj-column><mj-text>${name} for {{contact.firstName}}</mj-text>
    </mj-column></mj-section></mj-body></mjml>`;
  const created = await home.http.post('/api/v1/templates').send({ name, subject: name, mjml }).expect(201);
  return created.body.id as string;
}

const graph = async () => {
  const email = async (name: string, next: string | null) => ({
    kind: 'email',
    name,
    templateId: await aLetter(name),
    next,
  });
  return {
    v: 1,
    triggers: [{ asset: assetId }],
    goal: { event: 'demo.booked' },
    topicId: setting.topicId,
    senderId: setting.senderId,
    onQuietHours: 'ignore',
    start: 'thanks',
    steps: {
      thanks: await email('Enjoy the eBook', 'reads'),
      reads: { kind: 'wait', for: { n: 3, unit: 'day' }, next: 'invitation' },
      invitation: await email('Come to the webinar', 'attends'),
      attends: {
        kind: 'waitUntil',
        condition: { event: 'webinar.attended', where: null },
        timeout: { n: 10, unit: 'day' },
        then: 'demo-offer',
        else: 'second-chance',
      },
      'demo-offer': await email('Shall we talk?', 'thinks'),
      'second-chance': await email('The recording for you', 'thinks'),
      thinks: { kind: 'wait', for: { n: 5, unit: 'day' }, next: 'end' },
      end: { kind: 'end' },
    },
  };
};

const ANA = 'ana@visitors.example';
const BEN = 'ben@visitors.example';
const CLEO = 'cleo@visitors.example';
const DORA = 'dora@visitors.example';
const downloadPaths: Record<string, string> = {};

it('is set up by API: an asset, a published form with double opt-in, a published sequence', async () => {
  const asset = await home.http
    .post('/api/v1/assets')
    .field('options', JSON.stringify({ name: 'Brewing at home' }))
    .attach('file', Buffer.from(EBOOK), { filename: 'brewing.pdf' })
    .expect(201);
  assetId = asset.body.id;
  const definition = {
    fields: [
      { name: 'email', to: 'email', label: 'Email address' },
      { name: 'first_name', to: 'firstName', label: 'First name' },
    ],
    consents: [{ topicId: setting.topicId, kind: 'checkbox', isRequired: true, text: CONSENT }],
    assetId,
    after: { kind: 'asset' },
  };
  const created = await home.http.post('/api/v1/forms').send({ name: 'The eBook', definition }).expect(201);
  expect(created.body).toMatchObject({ definition: { doubleOptIn: true }, warnings: [] });
  const published = await home.http.post(`/api/v1/forms/${created.body.id}/publish`).expect(200);
  form = { id: published.body.id, slug: published.body.slug };

  const sequence = await home.http
    .post('/api/v1/sequences')
    .send({ name: 'eBook to demo call', graph: await graph() });
  expect([sequence.status, sequence.body.errors]).toEqual([201, undefined]);
  sequenceId = sequence.body.id;
  const problems = await home.http.get(`/api/v1/sequences/${sequenceId}/problems`).expect(200);
  expect(problems.body.problems.filter(({ level }: { level: string }) => level === 'block')).toEqual([]);
  const active = await home.http.post(`/api/v1/sequences/${sequenceId}/publish`).send({}).expect(200);
  expect(active.body).toMatchObject({ status: 'active', publishedVersion: 1 });
});

it('asks four visitors to confirm, once each, in a mail that quotes nothing of what they typed', async () => {
  await fillsInWithoutScript(ANA);
  for (const email of [BEN, CLEO, DORA]) await fillsInWithScript(email);
  for (const email of [ANA, BEN, CLEO, DORA]) {
    const [mail] = await mailsTo(email, 1);
    expect(mail?.parsed.subject).toBe('Please confirm your address');
    expect(mail?.raw).not.toContain(TYPED);
    expect(`${mail?.parsed.html as string}${mail?.parsed.text}`).not.toContain(TYPED);
  }
  const { body } = await home.http.get(`/api/v1/forms/${form.id}/submissions`).expect(200);
  expect(body.items.map(({ email, status }: Record<string, string>) => [email, status])).toEqual(
    [DORA, CLEO, BEN, ANA].map((email) => [email, 'pending']),
  );
  expect(body.items[3].source).toMatchObject({ utm: { source: 'fair' } });
});

it('changes nothing when the link is only opened, and subscribes and gives the download when it is confirmed', async () => {
  const path = await confirmationPath(ANA);
  await agent(product.api.url).get(path).set('User-Agent', SCANNER).expect(200);
  await agent(product.api.url).head(path).set('User-Agent', SCANNER).expect(200);
  expect((await visitor().get(path).expect(200)).text).toContain('<button');
  expect(await funnel()).toMatchObject({ submissions: 4, confirmed: 0, downloaded: 0 });

  for (const email of [ANA, BEN, CLEO]) downloadPaths[email] = await confirms(email);
  expect(await funnel()).toMatchObject({ submissions: 4, confirmed: 3, downloaded: 0 });
  const records = await product.api.db.query<{ action: string; text: string }>(
    `SELECT r.action, r.consent_text AS text FROM consent_records r JOIN contacts c ON c.id = r.contact_id
     WHERE c.email = $1 ORDER BY r.id`,
    [ANA],
  );
  expect(records).toEqual([
    { action: 'requested', text: CONSENT },
    { action: 'confirmed', text: CONSENT },
  ]);
  expect((await home.http.get(`/api/v1/contacts/${await contactIdOf(ANA)}`)).body.firstName).toBe(TYPED);
});

it('counts downloads of people, not of scanners, and each enrols once and gets the first mail at once', async () => {
  const path = downloadPaths[ANA] ?? '';
  await agent(product.api.url).head(path).set('User-Agent', SCANNER).expect(200);
  await agent(product.api.url).get(path).set('User-Agent', SCANNER).expect(200);
  await visitor().head(path).expect(200);
  expect([await assetCounts(), await eventsOf(ANA, 'asset.downloaded')]).toEqual([
    { links: 3, people: 0, downloads: 0 },
    [],
  ]);
  for (const email of [ANA, BEN, CLEO]) {
    const file = await visitor()
      .get(downloadPaths[email] ?? '')
      .expect(200);
    expect(file.headers['content-type']).toBe('application/pdf');
  }
  // Once more is one more download, and no second event.
  await visitor().get(path).expect(200);
  expect(await assetCounts()).toEqual({ links: 3, people: 3, downloads: 4 });
  expect(await eventsOf(ANA, 'asset.downloaded')).toMatchObject([
    { properties: { asset: assetId, name: 'Brewing at home', key: 'brewing-at-home', form: form.id } },
  ]);
  for (const email of [ANA, BEN, CLEO]) {
    await mailsTo(email, 2);
    expect(await subjectsOf(email)).toEqual(['Please confirm your address', 'Enjoy the eBook']);
    await untilAt(email, 'reads');
  }
});

it('lets somebody who unsubscribes leave at once, in the middle of a wait', async () => {
  const [, mail] = await mailsTo(CLEO, 2);
  const header = /^List-Unsubscribe: <([^>]+)>/m.exec(mail?.raw.replaceAll(/\r\n[ \t]+/g, ' ') ?? '')?.[1];
  await agent(product.api.url)
    .post(new URL(header ?? '').pathname)
    .type('form')
    .send({ 'List-Unsubscribe': 'One-Click' })
    .expect(200);
  expect(await untilEnded(CLEO)).toMatchObject({ status: 'exited', reason: 'unsubscribed', step: 'reads' });
});

it('invites to the webinar days later; who attends is offered a call, who does not gets a second chance', async () => {
  await daysPass(3);
  for (const email of [ANA, BEN]) {
    await mailsTo(email, 3);
    await untilAt(email, 'attends');
  }
  await home.http.post('/api/v1/events').send({ name: 'webinar.attended', email: ANA }).expect(200);
  await untilAt(ANA, 'thinks');
  await mailsTo(ANA, 4);
  expect((await enrollmentOf(BEN))?.step).toBe('attends');

  await daysPass(10);
  await mailsTo(BEN, 4);
  const confirmed = 'Please confirm your address';
  expect(await subjectsOf(ANA)).toEqual([
    confirmed,
    'Enjoy the eBook',
    'Come to the webinar',
    'Shall we talk?',
  ]);
  expect(await subjectsOf(BEN)).toEqual([
    confirmed,
    'Enjoy the eBook',
    'Come to the webinar',
    'The recording for you',
  ]);
  expect(await subjectsOf(CLEO)).toEqual([confirmed, 'Enjoy the eBook']);
  expect(await subjectsOf(DORA)).toEqual([confirmed]);
});

it('ends for one when the goal is reached, and for the other at its last step', async () => {
  // Ana's last wait of five days is over since the ten have passed.
  expect(await untilEnded(ANA)).toMatchObject({ status: 'completed', reason: 'end' });
  await untilAt(BEN, 'thinks');
  await home.http.post('/api/v1/events').send({ name: 'demo.booked', email: BEN }).expect(200);
  expect(await untilEnded(BEN)).toMatchObject({ status: 'completed', reason: 'goal', step: 'thinks' });
  const story = await home.http.get(`/api/v1/enrollments/${(await enrollmentOf(BEN))?.id}`).expect(200);
  const steps = story.body.log.map(({ step }: { step: string | null }) => step);
  expect([...new Set(steps.filter((step: string | null) => step !== null))]).toEqual([
    'thanks',
    'reads',
    'invitation',
    'attends',
    'second-chance',
    'thinks',
  ]);
});

it('has numbers that agree: the funnel, the steps, and the ledger of what was sent', async () => {
  expect(await funnel()).toEqual({
    views: 1,
    starts: 3,
    submissions: 4,
    confirmed: 3,
    downloaded: 3,
    held: 0,
    spam: 0,
    uncounted: 0,
  });
  const { body } = await home.http.get(`/api/v1/sequences/${sequenceId}/counts`).expect(200);
  const counts = body.steps as Record<'step' | 'waiting' | 'passed' | 'exited' | 'sent', unknown>[];
  expect(
    Object.fromEntries(counts.map((one) => [one.step, [one.waiting, one.passed, one.exited, one.sent]])),
  ).toEqual({
    thanks: [0, 3, 0, 3],
    reads: [0, 2, 1, 0],
    invitation: [0, 2, 0, 2],
    attends: [0, 2, 0, 0],
    'demo-offer': [0, 1, 0, 1],
    'second-chance': [0, 1, 0, 1],
    thinks: [0, 1, 1, 0],
    end: [0, 1, 0, 0],
  });
  const ledger = await product.api.db.query<{ kind: string; status: string; count: number }>(
    `SELECT m.kind, d.status, count(*)::int AS count FROM deliveries d JOIN messages m ON m.id = d.message_id
     WHERE d.workspace_id = $1 GROUP BY m.kind, d.status ORDER BY m.kind`,
    [home.workspace.id],
  );
  expect(ledger).toEqual([
    { kind: 'sequence', status: 'accepted', count: 7 },
    { kind: 'transactional', status: 'accepted', count: 4 },
  ]);
  expect(await product.mailbox.recipients()).toHaveLength(11);
});
