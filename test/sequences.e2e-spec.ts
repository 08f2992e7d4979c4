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

// From the download of an eBook to the offer of a demo call, or to a second chance: API, worker and mail server as customers run them.
describe('a sequence', () => {
  let folder: string;
  let product: TestProduct;
  let home: TestWorkspace;
  let setting: CampaignSetting;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-sequences-'));
    product = await startProduct({ env: { TIDINGS_DATA_DIR: folder } });
  });

  afterAll(async () => {
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    home = await product.api.aWorkspace();
    setting = await readyToSend(home);
  });

  async function aTemplate(name: string): Promise<string> {
    const mjml = `<mjml lang="en"><mj-body><mj-section><mj-column><mj-text>${name}, {{contact.firstName}}.
      <a href="https://shop.example/${name.length}">Look</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
    const made = await home.http.post('/api/v1/templates').send({ name, subject: name, mjml }).expect(201);
    return made.body.id as string;
  }

  async function anAsset(): Promise<string> {
    const made = await home.http
      .post('/api/v1/assets')
      .field('options', JSON.stringify({ name: 'The guide' }))
      .attach('file', Buffer.from('%PDF-1.7 guide'), { filename: 'guide.pdf' })
      .expect(201);
    return made.body.id as string;
  }

  async function publish(graph: object): Promise<string> {
    const name = `Sequence ${Math.random()}`;
    const made = await home.http.post('/api/v1/sequences').send({ name, graph }).expect(201);
    const id = made.body.id as string;
    const published = await home.http.post(`/api/v1/sequences/${id}/publish`).send({});
    if (published.status !== 200) throw new Error(JSON.stringify(published.body));
    return id;
  }

  /** The contact follows a link of its own to the asset, as a person does. */
  async function downloads(assetId: string, contactId: string): Promise<void> {
    const link = await home.http.post(`/api/v1/assets/${assetId}/links`).send({ contactId }).expect(201);
    const { pathname } = new URL(link.body.url as string);
    await product.api.http.get(pathname).set('User-Agent', BROWSER).expect(200);
  }

  async function happens(contactId: string, name: string): Promise<void> {
    await home.http
      .post('/api/v1/events')
      .send({ events: [{ contactId, name }] })
      .expect(200);
  }

  /** Everything about the sequence lies so much longer ago. */
  async function daysPass(days: number): Promise<void> {
    const earlier = (column: string): string => `${column} = ${column} - make_interval(days => $2)`;
    const columns = ['step_entered_at', 'due_at', 'deadline_at', 'entered_at', 'since']
      .map(earlier)
      .join(', ');
    await product.api.db.execute(
      `UPDATE enrollments SET ${columns} WHERE workspace_id = $1 AND status = 'active'`,
      [home.workspace.id, days],
    );
  }

  const isAt = (sequence: string, contact: string, step: string): Promise<unknown> =>
    until(`the contact is at ${step}`, async () => {
      const [row] = await product.api.db.query<{ step: string; status: string }>(
        'SELECT step, status FROM enrollments WHERE sequence_id = $1 AND contact_id = $2',
        [sequence, contact],
      );
      return row?.step === step || row?.status === step ? row : null;
    });
  const subjects = async (email: string): Promise<(string | undefined)[]> =>
    (await product.mailbox.mails(email)).map(({ parsed }) => parsed.subject);
  const gets = (email: string, ...wanted: string[]): Promise<unknown> =>
    until(
      `${email} has ${wanted.join(', ')}`,
      async () => (await subjects(email)).length >= wanted.length,
    ).then(async () => expect(await subjects(email)).toEqual(wanted));

  it('leads from a download by way of a webinar to a demo call, or to a second chance', async () => {
    const asset = await anAsset();
    const [invitation, demo, chance] = [
      await aTemplate('Come to our webinar'),
      await aTemplate('A demo call'),
      await aTemplate('A second chance'),
    ];
    const sequence = await publish({
      v: 1,
      triggers: [{ asset }],
      topicId: setting.topicId,
      senderId: setting.senderId,
      goal: { event: 'demo.booked' },
      start: 'invite',
      steps: {
        invite: { kind: 'email', templateId: invitation, next: 'wait' },
        wait: { kind: 'wait', for: { n: 2, unit: 'day' }, next: 'attends' },
        attends: {
          kind: 'waitUntil',
          condition: { event: 'webinar.attended' },
          timeout: { n: 3, unit: 'day' },
          then: 'demo',
          else: 'chance',
        },
        demo: { kind: 'email', templateId: demo, next: 'warm' },
        warm: { kind: 'tag', tag: 'warm', do: 'add', next: null },
        chance: { kind: 'email', templateId: chance, next: null },
      },
    });
    const reader = async (name: string): Promise<{ id: string; email: string }> => {
      const email = `${name}-${Date.now()}@example.com`;
      return {
        email,
        id: await subscribedContact(product, home, { topicId: setting.topicId, email, firstName: name }),
      };
    };
    const people = [await reader('ana'), await reader('rui'), await reader('eva')];
    const [ana, rui, eva] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
    for (const one of people) await downloads(asset, one.id);
    for (const one of people) await gets(one.email, 'Come to our webinar');

    await happens(eva.id, 'demo.booked');
    await isAt(sequence, eva.id, 'completed');
    await daysPass(2);
    await isAt(sequence, ana.id, 'attends');
    await isAt(sequence, rui.id, 'attends');
    await happens(ana.id, 'webinar.attended');
    await gets(ana.email, 'Come to our webinar', 'A demo call');
    await isAt(sequence, ana.id, 'completed');
    await daysPass(3);
    await gets(rui.email, 'Come to our webinar', 'A second chance');
    await isAt(sequence, rui.id, 'completed');
    await gets(eva.email, 'Come to our webinar');

    const contact = await home.http.get(`/api/v1/contacts/${ana.id}`).expect(200);
    expect(contact.body.tags).toEqual(['warm']);
    const [mail] = await product.mailbox.mails(ana.email);
    expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  });

  it('stops for whoever unsubscribes by the link in its mail, and holds while it is paused', async () => {
    const [first, second] = [await aTemplate('The first'), await aTemplate('The second')];
    const sequence = await publish({
      v: 1,
      triggers: [{ event: 'trial.began' }],
      topicId: setting.topicId,
      senderId: setting.senderId,
      start: 'first',
      steps: {
        first: { kind: 'email', templateId: first, next: 'wait' },
        wait: { kind: 'wait', for: { n: 1, unit: 'day' }, next: 'second' },
        second: { kind: 'email', templateId: second, next: null },
      },
    });
    const [leaves, stays] = [`leaves-${Date.now()}@example.com`, `stays-${Date.now()}@example.com`];
    const ids = [
      await subscribedContact(product, home, { topicId: setting.topicId, email: leaves }),
      await subscribedContact(product, home, { topicId: setting.topicId, email: stays }),
    ];
    for (const id of ids) await happens(id, 'trial.began');
    await gets(leaves, 'The first');
    await gets(stays, 'The first');
    const [mail] = await product.mailbox.mails(leaves);
    const link =
      /^List-Unsubscribe: <([^>]+)>/m.exec(mail?.raw.replaceAll(/\r\n[ \t]+/g, ' ') ?? '')?.[1] ?? '';
    await product.api.http
      .post(new URL(link).pathname)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200);
    await isAt(sequence, ids[0] ?? '', 'exited');

    await home.http.post(`/api/v1/sequences/${sequence}/pause`).expect(200);
    await daysPass(1);
    // The worker looks every two seconds: another sequence that gets through shows that it did.
    const other = await publish({
      v: 1,
      triggers: [{ event: 'other.began' }],
      start: 'bye',
      steps: { bye: { kind: 'end' } },
    });
    await happens(ids[1] ?? '', 'other.began');
    await isAt(other, ids[1] ?? '', 'completed');
    expect(await subjects(stays)).toEqual(['The first']);
    await home.http.post(`/api/v1/sequences/${sequence}/resume`).expect(200);
    await gets(stays, 'The first', 'The second');
    expect(await subjects(leaves)).toEqual(['The first']);
  });
});
