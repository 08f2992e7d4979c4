import { countKeptAnswersJob, KeptAnswers, keptFrom } from '@features/reports';
import { aContact } from '../libs/testing/factories/contact';
import { aHit, aMail, aSentCampaign } from '../libs/testing/factories/report';
import { aSegment } from '../libs/testing/factories/segment';
import type { TestWorkspace } from './support/api';
import { readyToSend, startProduct, subscribedContact, type TestProduct } from './support/product';
import { until } from './support/until';

const sentAt = new Date('2026-10-09T08:00:00Z');
const usual = { ...keptFrom };

let product: TestProduct;
let home: TestWorkspace;
let campaignId: string;
let sequenceId: string;

/** With a worker, whose schedule counts what was asked for. */
beforeAll(async () => {
  product = await startProduct();
  home = await product.api.aWorkspace();
  campaignId = await aSentCampaign(product.api.db, home.workspace.id, {
    resolvedAt: sentAt,
    finishedAt: sentAt,
  });
  await mail('ana@lone.example', { opens: 2 });
  await mail('rui@shared.example', { opens: 1 });
  await mail('eva@shared.example', { opens: 0 });
  sequenceId = await aSequenceWithSomebody();
  await product.api.db.execute('UPDATE campaigns SET audience_count = 3 WHERE id = $1', [campaignId]);
});

afterEach(() => void Object.assign(keptFrom, usual));
afterAll(() => product?.close());

async function mail(email: string, { opens }: { opens: number }): Promise<void> {
  const { db } = product.api;
  const { id: contactId } = await aContact(db, home.workspace.id, { email, city: 'Porto' });
  const one = await aMail(
    db,
    { workspaceId: home.workspace.id, campaignId },
    { contactId, email, handedOverAt: sentAt },
  );
  for (let open = 0; open < opens; open++) await aHit(db, one, { at: sentAt });
}

/** Somebody waits in it, and has a tag by now. */
async function aSequenceWithSomebody(): Promise<string> {
  const steps = {
    label: { kind: 'tag', tag: 'vip', do: 'add', next: 'pause' },
    pause: { kind: 'wait', for: { n: 2, unit: 'day' }, next: null },
  };
  const graph = { v: 1, triggers: [{ api: true }], start: 'label', steps };
  const { id: contactId } = await aContact(product.api.db, home.workspace.id);
  const made = await home.http.post('/api/v1/sequences').send({ name: 'Tags', graph }).expect(201);
  const path = `/api/v1/sequences/${made.body.id}`;
  await home.http.post(`${path}/publish`).send({}).expect(200);
  await home.http
    .post(`${path}/enrollments`)
    .send({ contactIds: [contactId] })
    .expect(200);
  await until('the contact waits', async () => {
    const { body } = await home.http.get(`${path}/counts`).expect(200);
    return body.steps.some(({ step, waiting }: Answer) => step === 'pause' && waiting === 1) || undefined;
  });
  return made.body.id as string;
}

type Answer = Record<string, unknown>;
type Ask = () => { then: PromiseLike<{ status: number; body: Answer }>['then'] };

const questions: [string, Ask][] = [
  ['report', () => home.http.get(`/api/v1/campaigns/${campaignId}/report`)],
  ['domains', () => home.http.get(`/api/v1/campaigns/${campaignId}/report/domains`)],
  ['audience', () => home.http.get('/api/v1/reports/audience')],
  ['counts of a sequence', () => home.http.get(`/api/v1/sequences/${sequenceId}/counts`)],
  ['leaderboard', () => home.http.get('/api/v1/analysis/segments?from=2026-10-01&to=2026-10-20')],
  [
    'leaderboard before the campaign',
    () => home.http.get('/api/v1/analysis/segments?from=2026-10-01&to=2026-10-05'),
  ],
  ['traits', () => home.http.post('/api/v1/analysis/over-represented').send({ tree: porto })],
  ['look-alikes', () => home.http.post('/api/v1/analysis/look-alikes').send({ tree: porto })],
];
const porto = { v: 1, match: 'all', rules: [{ field: 'city', op: 'is', value: 'porto' }] };

/** What was counted, without when. */
const counted = ({ countedAt: _at, isBeingCounted: _is, tookMs: _ms, ...figures }: Answer): Answer => figures;

/** As if so much were there that answers are kept. */
const keep = (): void =>
  void Object.assign(keptFrom, { recipients: 1, contacts: 1, audience: 1, passages: 1 });

/** Asks until a worker counted it and nothing newer is to come. */
async function kept(ask: Ask): Promise<Answer> {
  keep();
  return until('a worker counted it', async () => {
    const { status, body } = await ask();
    return status === 200 && body['isBeingCounted'] === false ? body : undefined;
  });
}

it.each(questions)('%s: what workers counted is what would be counted now', async (_name, ask) => {
  await aSegment(product.api.db, home.workspace.id, { name: `Porto ${_name}`, tree: porto });
  const live = await ask();
  expect(live.status).toBe(200);
  expect(live.body['countedAt']).toBeNull();
  keep();
  const first = await ask();
  expect([first.status, first.body['code']]).toEqual([503, 'report.being-counted']);
  const answer = await kept(ask);
  expect(answer['countedAt']).toEqual(expect.any(String));
  expect(counted(answer)).toEqual(counted(live.body));
});

it('counts the contacts, who of them may be mailed, and who is new', async () => {
  const away = await product.api.aWorkspace();
  const { topicId } = await readyToSend(away);
  const { db } = product.api;
  const ids = [];
  for (const index of [0, 1, 2, 3])
    ids.push(await subscribedContact(product, away, { topicId, email: `p${index}@one.example` }));
  await aContact(db, away.workspace.id);
  await db.execute(`UPDATE contacts SET created_at = now() - interval '31 days' WHERE id = $1`, [ids[0]]);
  await away.http.post('/api/v1/suppressions').send({ email: 'p1@one.example' }).expect(201);
  const { body } = await away.http.get('/api/v1/reports/audience').expect(200);
  expect(body).toEqual({ contacts: 5, mailable: 3, newContacts: 4, countedAt: null, isBeingCounted: false });
});

it('counts again what is older than half a minute, and says until then when it was counted', async () => {
  const ask = (): ReturnType<Ask> => home.http.get(`/api/v1/campaigns/${campaignId}/report`);
  const before = await kept(ask);
  await mail('nil@shared.example', { opens: 1 });
  await product.api.db.execute(
    `UPDATE kept_answers SET counted_at = counted_at - interval '1 minute' WHERE workspace_id = $1 AND kind = 'campaign-report'`,
    [home.workspace.id],
  );
  const { body: old } = await ask();
  expect(old).toMatchObject({ sent: before['sent'], isBeingCounted: true });
  const now = await kept(ask);
  Object.assign(keptFrom, usual);
  expect(counted(now)).toEqual(counted((await ask()).body));
  expect(now['sent']).toBe(4);
});

it('leaves nothing of an erased person in what is kept, also when it is being counted at that moment', async () => {
  const { db } = product.api;
  const ask = (): ReturnType<Ask> => home.http.get(`/api/v1/campaigns/${campaignId}/report/domains`);
  await kept(ask);
  const question = await db.queryOne<{ lease: string; key: Buffer }>(
    `UPDATE kept_answers SET lease = gen_random_uuid(), leased_until = now() + interval '1 hour'
     WHERE workspace_id = $1 AND kind = 'campaign-domains' RETURNING lease, key`,
    [home.workspace.id],
  );
  expect(question).not.toBeNull();
  const ana = await db.queryOne<{ id: string }>(`SELECT id FROM contacts WHERE email = 'ana@lone.example'`);
  await home.http.delete(`/api/v1/contacts/${ana?.id}?reason=asked`).expect(204);
  const left = await db.query(`SELECT kind FROM kept_answers WHERE kept_answers::text LIKE '%lone.example%'`);
  expect(left).toEqual([]);
  expect(await db.query('SELECT FROM kept_answers WHERE lease = $1', [question?.lease])).toEqual([]);
  expect(JSON.stringify(await kept(ask))).not.toContain('lone.example');
});

it('forgets what nobody asked for since hours', async () => {
  const { db } = product.api;
  await kept(() => home.http.get(`/api/v1/campaigns/${campaignId}/report`));
  await db.execute(`UPDATE kept_answers SET asked_at = now() - interval '7 hours', due_at = NULL`);
  await product.api.app.get(KeptAnswers).countDue();
  expect(await db.query('SELECT FROM kept_answers')).toEqual([]);
  expect(countKeptAnswersJob.name).toBe('report.count-kept-answers');
});

it('says of a count that did not end in time that it was too long, and shows no number', async () => {
  const { db } = product.api;
  const ask = (): ReturnType<Ask> => home.http.get(`/api/v1/campaigns/${campaignId}/report`);
  keep();
  await ask();
  await db.execute(
    `UPDATE kept_answers SET answer = NULL, counted_at = NULL, failure = 'timeout', due_at = now() + interval '5 minutes'`,
  );
  const { status, body } = await ask();
  expect([status, body['code']]).toEqual([503, 'report.too-long']);
});

it('is of the workspace that asked: another one does not find the campaign', async () => {
  const away = await product.api.aWorkspace();
  keep();
  await away.http.get(`/api/v1/campaigns/${campaignId}/report`).expect(404);
  await away.http.get(`/api/v1/campaigns/${campaignId}/report/domains`).expect(404);
});
