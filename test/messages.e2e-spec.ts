import { sweepMessagesJob } from '@features/messages';
import { JobQueue } from '@platform/queue';
import { startApi, type TestWorkspace } from './support/api';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  type CampaignSetting,
  type TestProduct,
} from './support/product';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink';
import { until } from './support/until';
import { startWorkerProcess } from './support/worker-process';

const MESSAGES = '/api/v1/messages';
const text = (content: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;

/** Polls a message through the API until it has one of the states. */
const untilMessage = (home: TestWorkspace, id: string, ...states: string[]) =>
  until(`the message is ${states.join(' or ')}`, async () => {
    const { body } = await home.http.get(`${MESSAGES}/${id}`).expect(200);
    return states.includes(body.status) ? body : null;
  });

describe('messages', () => {
  let product: TestProduct;
  let mine: TestWorkspace;
  let templateId: string;
  let setting: CampaignSetting;

  beforeAll(async () => {
    product = await startProduct();
  });

  beforeEach(async () => {
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
    const template = {
      name: 'Welcome',
      subject: 'Welcome, {{default contact.firstName data.name}}',
      mjml: text('Your plan: {{data.plan}}. {{#each data.steps}}<br />{{@index}} {{this}}{{/each}}'),
    };
    templateId = (await mine.http.post('/api/v1/templates').send(template).expect(201)).body.id;
  });

  afterAll(() => product.close());

  let person = 0;
  const address = () => `m${(person += 1)}@r.example`;
  const post = (body: object) => mine.http.post(MESSAGES).send(body);
  const mailTo = (email: string) =>
    until(`mail to ${email}`, async () => (await product.mailbox.mails(email))[0] ?? null);

  it('are filled in and go out at once, to somebody who never subscribed', async () => {
    const email = address();
    const data = { name: 'Zoë', plan: 'Pro & more', steps: ['Sign in', 'Look around'] };
    const posted = await post({
      to: { email, name: 'Zoë B' },
      templateId,
      data,
      replyTo: 'help@mare-alta.example',
    });
    expect([posted.status, posted.body]).toMatchObject([
      202,
      { status: 'pending', duplicate: false, warnings: [] },
    ]);
    const { parsed, raw } = await mailTo(email);
    expect(parsed.subject).toBe('Welcome, Zoë');
    expect(parsed.text).toContain('Your plan: Pro & more.');
    expect(parsed.text).toContain('1 Look around');
    expect(parsed.replyTo?.value[0]?.address).toBe('help@mare-alta.example');
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).not.toMatch(/^(List-|Precedence|Feedback-ID)/im);
    const done = await untilMessage(mine, posted.body.id, 'accepted');
    expect(done).toMatchObject({ attempts: 1, replyCode: 250, templateName: 'Welcome', email });
    expect(done.next).toBe('Nothing: the mail server took it.');
    expect(JSON.stringify(done)).not.toContain('Pro & more');
    const seconds = (Date.parse(done.handedOverAt) - Date.parse(done.createdAt)) / 1000;
    expect(seconds).toBeLessThan(5);
    const contact = await mine.http.get(`/api/v1/contacts/${done.contactId}`).expect(200);
    expect(contact.body).toMatchObject({ email, source: 'message' });
    const topics = await mine.http.get(`/api/v1/contacts/${done.contactId}/subscriptions`);
    expect(JSON.stringify(topics.body)).not.toContain('"subscribed"');
  });

  it('may bring their own MJML, and are refused with pointers when it is bad', async () => {
    const email = address();
    const body = {
      to: { email },
      subject: 'Code {{data.code}}',
      mjml: text('{{data.code}} {{data.missing}}'),
    };
    const posted = await post({ ...body, data: { code: '123 456' } }).expect(202);
    expect(posted.body.warnings).toEqual(['data.missing has no value: it stays empty.']);
    expect((await mailTo(email)).parsed.subject).toBe('Code 123 456');
    const content = await mine.http.get(`${MESSAGES}/${posted.body.id}/content`).expect(200);
    expect(content.body).toEqual({ subject: body.subject, preheader: '', mjml: body.mjml });
    const bad = await post({ ...body, mjml: text('\n{{order}}') }).expect(400);
    expect(bad.body).toMatchObject({
      code: 'template.invalid',
      errors: [{ pointer: '/mjml', message: expect.stringContaining('Line 2') }],
    });
    const wrong = await post({ to: { email: 'x' }, templateId, mjml: 'x', headers: { Bcc: 'y' } }).expect(
      400,
    );
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(
      ['/headers/Bcc', '/mjml', '/to/email'].sort(),
    );
    for (const junk of [{}, { to: 'a@b.example', templateId }, { to: { email }, templateId, typo: 1 }])
      expect((await post(junk)).status).toBe(400);
  });

  it('are made once for one key, also by twenty posts at the same moment and after a crash', async () => {
    const email = address();
    const body = { to: { email }, templateId, idempotencyKey: 'welcome-1' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.body.duplicate)).toHaveLength(1);
    const other = await post({ ...body, subject: 'Other' }).expect(409);
    expect(other.body).toMatchObject({
      code: 'message.idempotency-key-reused',
      errors: [{ pointer: '/idempotencyKey' }],
    });

    const second = address();
    const withHeader = (subject?: string) =>
      mine.http
        .post(MESSAGES)
        .set('Idempotency-Key', 'h-1')
        .send({ to: { email: second }, templateId, subject });
    const parallel = await Promise.all(Array.from({ length: 20 }, () => withHeader()));
    for (const { status } of parallel) expect([202, 409]).toContain(status);
    const first = await withHeader().expect(202);
    expect(first.headers['idempotency-replayed']).toBe('true');
    // As if the process had died after storing the message and before it answered.
    await product.api.db.execute(
      `UPDATE idempotency_keys SET status = NULL, response = NULL, created_at = now() - interval '6 minutes' WHERE key = 'h-1'`,
    );
    const again = await withHeader().expect(202);
    expect(again.body).toMatchObject({ id: first.body.id, duplicate: true });
    expect((await withHeader('Other')).status).toBe(422);
    const count = await product.api.db.queryOne(
      'SELECT count(*)::int AS n FROM messages WHERE workspace_id = $1',
      [mine.workspace.id],
    );
    expect(count).toEqual({ n: 2 });
    await mailTo(email);
    await mailTo(second);
    expect((await product.mailbox.mails(email)).length + (await product.mailbox.mails(second)).length).toBe(
      2,
    );
  });

  it('come in batches, each answered apart', async () => {
    const [email, stopped] = [address(), address()];
    await mine.http.post('/api/v1/suppressions').send({ email: stopped, reason: 'complaint' }).expect(201);
    const messages = [
      { to: { email }, templateId },
      { to: { email: 'nonsense' }, templateId },
      { to: { email: stopped }, templateId },
    ];
    const { body } = await mine.http.post(`${MESSAGES}/batch`).send({ messages }).expect(200);
    expect(body.results).toMatchObject([
      { index: 0, status: 'accepted', message: { status: 'pending' } },
      {
        index: 1,
        status: 'rejected',
        error: { code: 'message.invalid', errors: [{ pointer: '/to/email' }] },
      },
      { index: 2, status: 'accepted', message: { status: 'suppressed' } },
    ]);
    await mailTo(email);
    const { body: told } = await mine.http.get(`${MESSAGES}/${body.results[2].message.id}`).expect(200);
    expect(told).toMatchObject({ reason: 'complaint', attempts: 0 });
    expect(told.next).toContain('reported a mail as spam');
    await mine.http.post(`${MESSAGES}/batch`).send({ messages: [] }).expect(400);
    const many = Array.from({ length: 101 }, () => messages[0]);
    await mine.http.post(`${MESSAGES}/batch`).send({ messages: many }).expect(400);
    const list = async (query: object) =>
      (await mine.http.get(MESSAGES).query(query).expect(200)).body.items.map(
        (item: { email: string }) => item.email,
      );
    expect(await list({ status: 'suppressed' })).toEqual([stopped]);
    expect(await list({ email: email.toUpperCase() })).toEqual([email]);
    expect((await list({ templateId })).sort()).toEqual([email, stopped].sort());
    const page = await mine.http.get(MESSAGES).query({ limit: 1 }).expect(200);
    expect((await list({ limit: 1, cursor: page.body.nextCursor })).length).toBe(1);
    await mine.http.get(MESSAGES).query({ email: 'nonsense' }).expect(400);
  });

  it('go to whoever left all topics, and not to whom they must not', async () => {
    const [left, manual] = [address(), address()];
    await mine.http.post('/api/v1/suppressions').send({ email: left, reason: 'unsubscribed' }).expect(201);
    await mine.http.post('/api/v1/suppressions').send({ email: manual, reason: 'manual' }).expect(201);
    await post({ to: { email: left }, templateId }).expect(202);
    const stopped = await post({ to: { email: manual }, templateId }).expect(202);
    expect(stopped.body.status).toBe('suppressed');
    await mailTo(left);
    expect(await product.mailbox.mails(manual)).toEqual([]);
  });

  it('wait for their time, and can be taken back until then', async () => {
    const [soon, never] = [address(), address()];
    const at = new Date(Date.now() + 2_000);
    const kept = await post({ to: { email: soon }, templateId, sendAt: at.toISOString() }).expect(202);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const taken = await post({ to: { email: never }, templateId, sendAt: later }).expect(202);
    expect((await mine.http.get(`${MESSAGES}/${taken.body.id}`)).body.next).toMatch(/^It is sent at /);
    const cancelled = await mine.http.delete(`${MESSAGES}/${taken.body.id}`).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', next: 'Nothing: it was cancelled.' });
    const sent = await untilMessage(mine, kept.body.id, 'accepted');
    expect(Date.parse(sent.handedOverAt)).toBeGreaterThanOrEqual(at.getTime());
    await mine.http.delete(`${MESSAGES}/${kept.body.id}`).expect(409);
    await product.api.db.execute('UPDATE messages SET due_at = now() WHERE id = $1', [taken.body.id]);
    await product.api.app.get(JobQueue, { strict: false }).enqueue(sweepMessagesJob, {});
    await untilMessage(mine, taken.body.id, 'cancelled');
    expect(await product.mailbox.mails(never)).toEqual([]);
    const far = new Date(Date.now() + 200 * 24 * 3_600_000).toISOString();
    await post({ to: { email: never }, templateId, sendAt: far }).expect(400);
    await post({ to: { email: never }, templateId, sendAt: 'tomorrow' }).expect(400);
  });

  it('keep hostile names, subjects, headers and data in their places', async () => {
    const email = address();
    const evil = 'x\r\nBcc: evil@r.example\r\n\r\n<img src=x onerror=alert(1)>{{constructor}}';
    const posted = await post({
      to: { email, name: evil },
      templateId,
      subject: evil.replace('{{constructor}}', '{contact}'),
      data: { plan: evil, steps: [evil], toString: evil },
    });
    expect(posted.status).toBe(202);
    const { parsed } = await mailTo(email);
    expect([...parsed.headers.keys()]).not.toContain('bcc');
    expect(parsed.subject).toContain('Bcc: evil@r.example');
    expect(parsed.html).not.toContain('<img src=x');
    expect(await product.mailbox.mails('evil@r.example')).toEqual([]);
    const headers = { 'X-Ok\r\nBcc': 'evil@r.example' };
    await post({ to: { email }, templateId, headers }).expect(400);
    await post({ to: { email }, templateId, headers: { 'X-SMTPAPI': '{"to":["a@b.c"]}' } }).expect(400);
    await post({ to: { email }, templateId, data: JSON.parse('{"__proto__":{"x":1}}') as object }).expect(
      400,
    );
    await post({ to: { email }, templateId, replyTo: `a@r.example${'\r\n'}Bcc: b@r.example` }).expect(400);
  });

  it('know nothing of another workspace', async () => {
    const theirs = await product.api.aWorkspace();
    const own = await readyToSend(theirs);
    const { id } = (await post({ to: { email: address() }, templateId }).expect(202)).body;
    const there = (body: object) => theirs.http.post(MESSAGES).send({ to: { email: address() }, ...body });
    expect((await there({ templateId }).expect(400)).body.errors[0].pointer).toBe('/templateId');
    const foreign = { templateId: own.templateId, senderId: setting.senderId };
    expect((await there(foreign).expect(400)).body.errors[0].pointer).toBe('/senderId');
    await theirs.http.get(`${MESSAGES}/${id}`).expect(404);
    await theirs.http.get(`${MESSAGES}/${id}/content`).expect(404);
    await theirs.http.delete(`${MESSAGES}/${id}`).expect(404);
    expect((await theirs.http.get(MESSAGES).expect(200)).body.items).toEqual([]);
  });

  it('are sent by those who may send, and read by those who may read', async () => {
    const key = async (...scopes: Parameters<typeof product.api.anApiKey>[1] & object) =>
      product.api.withKey(await product.api.anApiKey(mine.workspace.id, scopes));
    const body = { to: { email: address() }, templateId };
    const [sender, reader] = [await key('messages:send'), await key('messages:read')];
    const { id } = (await sender.post(MESSAGES).send(body).expect(202)).body;
    await sender.get(`${MESSAGES}/${id}`).expect(403);
    await reader.get(`${MESSAGES}/${id}`).expect(200);
    await reader.get(`${MESSAGES}/${id}/content`).expect(200);
    await reader.post(MESSAGES).send(body).expect(403);
    await reader
      .post(`${MESSAGES}/batch`)
      .send({ messages: [body] })
      .expect(403);
    await reader.delete(`${MESSAGES}/${id}`).expect(403);
    await (await key('campaigns:send', 'contacts:write')).post(MESSAGES).send(body).expect(403);
    await product.api.http.post(MESSAGES).send(body).expect(401);
  });

  it('bomb nobody', async () => {
    const body = { to: { email: address() }, templateId };
    const statuses = [];
    for (let i = 0; i < 20; i += 1) statuses.push((await post(body)).status);
    expect(new Set(statuses)).toEqual(new Set([202]));
    const refused = await post(body).expect(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body).toMatchObject({
      code: 'message.too-many-for-recipient',
      errors: [{ pointer: '/to/email' }],
    });
    await post({ ...body, to: { email: address() } }).expect(202);
  });
});

describe('messages under trouble', () => {
  let product: TestProduct;
  let sink: SmtpSink;
  let mine: TestWorkspace;
  let setting: CampaignSetting;

  beforeEach(async () => {
    sink = await startSmtpSink();
    product = await startProduct({ smtpUrl: sink.url, worker: false });
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
  });

  afterEach(async () => {
    await product.close();
    await sink.stop();
  });

  const post = async (email: string): Promise<string> => {
    const body = { to: { email }, templateId: setting.templateId };
    return (await mine.http.post(MESSAGES).send(body).expect(202)).body.id;
  };

  it('are uncertain, and not sent twice, when the worker dies between hand-over and answer', async () => {
    let isAsked = false;
    let answer: () => void = () => undefined;
    const gate = new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
    // The first question is about the recipient, the second comes with the whole message.
    let questions = 0;
    sink.decide = () => {
      questions += 1;
      if (questions < 2) return undefined;
      isAsked = true;
      return gate;
    };
    const worker = await startWorkerProcess(product.env);
    const id = await post('a@r.example');
    await until('the server has the message', async () => isAsked);
    await worker.kill();
    sink.decide = () => undefined;
    answer();
    await until('the server took it', async () => sink.received.length === 1);
    await product.api.db.execute(`UPDATE messages SET leased_until = now() - interval '1 second'`);
    await product.startWorker();
    const next = await post('b@r.example');
    const told = await untilMessage(mine, id, 'uncertain');
    expect(told.reason).toContain('The worker stopped');
    expect(told.next).toContain('not sent again');
    await untilMessage(mine, next, 'accepted');
    await product.api.app.get(JobQueue, { strict: false }).enqueue(sweepMessagesJob, {});
    const last = await post('c@r.example');
    await untilMessage(mine, last, 'accepted');
    expect(sink.received).toEqual(['a@r.example', 'b@r.example', 'c@r.example']);
  });

  it('do not wait behind a campaign', async () => {
    await product.api.db.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash)
       SELECT $1, 'c' || i || '@r.example', 'c' || i || '@r.example', sha256(('c' || i)::bytea) FROM generate_series(1, 400) i`,
      [mine.workspace.id],
    );
    await product.api.db.execute(
      `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
       SELECT $1, id, $2, 'subscribed', 'test' FROM contacts WHERE workspace_id = $1`,
      [mine.workspace.id, setting.topicId],
    );
    sink.decide = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 40));
    await product.startWorker();
    const campaign = await draftCampaign(mine, setting);
    await mine.http.post(`/api/v1/campaigns/${campaign}/send`).expect(200);
    await until('the campaign is under way', async () => sink.received.length >= 20);
    const id = await post('urgent@r.example');
    const before = sink.received.length;
    await untilMessage(mine, id, 'accepted');
    expect(sink.received.indexOf('urgent@r.example') - before).toBeLessThan(100);
    expect(sink.received.length).toBeLessThan(400);
  });
});

describe('people', () => {
  it('send and cancel messages as marketers, and look at them as viewers', async () => {
    const api = await startApi();
    const mine = await api.aWorkspace();
    const { templateId } = await readyToSend(mine);
    const body = { to: { email: 'ana@r.example' }, templateId };
    const marketer = await api.signedIn(mine.workspace.id, 'marketer');
    const { id } = (await marketer.http.post(MESSAGES).send(body).expect(202)).body;
    const told = await marketer.http.get(`${MESSAGES}/${id}`).expect(200);
    expect(told.body.postedBy).toBe(marketer.user.name);
    const viewer = await api.signedIn(mine.workspace.id, 'viewer');
    await viewer.http.get(`${MESSAGES}/${id}`).expect(200);
    await viewer.http.post(MESSAGES).send(body).expect(403);
    await viewer.http.delete(`${MESSAGES}/${id}`).expect(403);
    await marketer.http.delete(`${MESSAGES}/${id}`).expect(200);
    await api.close();
  });
});
