import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkspace } from './support/api';
import {
  readyToSend,
  startProduct,
  subscribedContact,
  type CampaignSetting,
  type TestProduct,
} from './support/product';
import { until } from './support/until';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const INVITATION = 'The part that did not fit into the guide';
const OFFER = 'Your own numbers, in twenty minutes';
const REMINDER = 'Still happy to look at your numbers';
const CHANCE = 'You missed it. Here are the best three minutes';

let folder: string;
let product: TestProduct;
let home: TestWorkspace;
let setting: CampaignSetting;
let sequenceId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidings-shipped-'));
  product = await startProduct({ env: { TIDINGS_DATA_DIR: folder } });
  home = await product.api.aWorkspace();
  setting = await readyToSend(home);
});

afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

async function aReader(name: string): Promise<{ id: string; email: string }> {
  const email = `${name}-${Date.now()}@example.com`;
  const { topicId } = setting;
  return { email, id: await subscribedContact(product, home, { topicId, email, firstName: name }) };
}

/** The contact follows a link of its own to the asset, as a person does. */
async function downloads(assetId: string, contactId: string): Promise<void> {
  const link = await home.http.post(`/api/v1/assets/${assetId}/links`).send({ contactId }).expect(201);
  const { pathname } = new URL(link.body.url as string);
  await product.api.http.get(pathname).set('User-Agent', BROWSER).expect(200);
}

const happens = (contactId: string, name: string) =>
  home.http
    .post('/api/v1/events')
    .send({ events: [{ contactId, name }] })
    .expect(200);

/** Everything about the sequence lies so much longer ago. */
async function daysPass(days: number): Promise<void> {
  const columns = ['step_entered_at', 'due_at', 'deadline_at', 'entered_at', 'since'].map(
    (column) => `${column} = ${column} - make_interval(days => $2)`,
  );
  await product.api.db.execute(
    `UPDATE enrollments SET ${columns.join(', ')} WHERE workspace_id = $1 AND status = 'active'`,
    [home.workspace.id, days],
  );
}

const isAt = (contactId: string, step: string): Promise<unknown> =>
  until(`the contact is at ${step}`, async () => {
    const [row] = await product.api.db.query<{ step: string; reason: string | null }>(
      'SELECT step, reason FROM enrollments WHERE sequence_id = $1 AND contact_id = $2',
      [sequenceId, contactId],
    );
    return row?.step === step || row?.reason === step ? row : null;
  });

async function gets(email: string, ...wanted: string[]): Promise<void> {
  const subjects = async () => (await product.mailbox.mails(email)).map(({ parsed }) => parsed.subject);
  await until(`${email} has ${wanted.length} mails`, async () => (await subjects()).length >= wanted.length);
  expect(await subjects()).toEqual(wanted);
}

it('the shipped sequence leads from a download to a webinar, a demo call or a second chance', async () => {
  const asset = await home.http
    .post('/api/v1/assets')
    .field('options', JSON.stringify({ name: 'Good coffee at work' }))
    .attach('file', Buffer.from('%PDF-1.7 guide'), { filename: 'guide.pdf' })
    .expect(201);
  const assetId = asset.body.id as string;
  const { topicId, senderId } = setting;
  const installed = await home.http
    .post('/api/v1/sequence-library/ebook-webinar-demo/install')
    .send({ topicId, senderId, assetId })
    .expect(201);
  expect(installed.body.isReady).toBe(true);
  sequenceId = installed.body.sequence.id;
  // The test runs at any hour of any day.
  const graph = { ...installed.body.sequence.graph, window: null };
  await home.http.patch(`/api/v1/sequences/${sequenceId}`).send({ graph }).expect(200);
  await home.http.post(`/api/v1/sequences/${sequenceId}/publish`).send({}).expect(200);

  const [ana, rui, eva] = [await aReader('ana'), await aReader('rui'), await aReader('eva')];
  for (const { id } of [ana, rui, eva]) await downloads(assetId, id);
  for (const { id } of [ana, rui, eva]) await isAt(id, 'reads');
  await daysPass(3);
  for (const { id, email } of [ana, rui, eva]) {
    await gets(email, INVITATION);
    await isAt(id, 'attends');
  }

  await happens(ana.id, 'webinar.attended');
  await gets(ana.email, INVITATION, OFFER);
  await isAt(ana.id, 'thinks');
  await happens(eva.id, 'demo.booked');
  await isAt(eva.id, 'goal');
  await daysPass(5);
  await gets(ana.email, INVITATION, OFFER, REMINDER);
  await isAt(ana.id, 'end');

  await daysPass(5);
  await gets(rui.email, INVITATION, CHANCE);
  await isAt(rui.id, 'watches');
  await happens(rui.id, 'webinar.attended');
  await gets(rui.email, INVITATION, CHANCE, OFFER);
  await gets(eva.email, INVITATION);
});
