import { createLogger } from '@platform/logging';
import { freePort } from '@platform/processes';
import { testSettings } from '@testing';
import { runWorker, type RunningWorker } from '../../apps/worker/src/run-worker';
import { startApi, type TestApi, type TestWorkspace } from './api';
import { startTestMailbox, type TestMailbox } from './mailbox';
import { until } from './until';

/** API, worker and a real SMTP server on one throw-away database: what a customer runs. */
export interface TestProduct {
  api: TestApi;
  mailbox: TestMailbox;
  /** Settings that a further worker process of this installation would have. */
  env: Record<string, string>;
  startWorker(): Promise<RunningWorker>;
  close(): Promise<void>;
}

export interface ProductOptions {
  redisUrl?: string;
  /** Another SMTP server than the mailbox, or a way to it. */
  smtpUrl?: string | ((mailboxUrl: string) => Promise<string>);
  /** False: the test starts workers itself. */
  worker?: boolean;
  /** Further environment variables of API and workers. */
  env?: Record<string, string>;
}

export async function startProduct(options: ProductOptions = {}): Promise<TestProduct> {
  const mailbox = await startTestMailbox();
  const { smtpUrl = mailbox.smtpUrl } = options;
  const common = {
    SMTP_URL: typeof smtpUrl === 'string' ? smtpUrl : await smtpUrl(mailbox.smtpUrl),
    SMTP_CONNECTIONS: '5',
    APP_URL: 'https://mail.tidings.example',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...options.env,
  };
  const api = await startApi(common);
  const env = { ...common, DATABASE_URL: api.databaseUrl, DATABASE_POOL_SIZE: '6' };
  const workers: RunningWorker[] = [];
  const startWorker = async (): Promise<RunningWorker> => {
    const settings = testSettings({ ...env, WORKER_PORT: String(await freePort()) });
    const worker = await runWorker({
      settings,
      logger: createLogger({ name: 'worker', level: 'silent', pretty: false }),
    });
    workers.push(worker);
    return worker;
  };
  if (options.worker !== false) await startWorker();
  return {
    api,
    mailbox,
    env,
    startWorker,
    close: async () => {
      try {
        await Promise.all(workers.map((worker) => worker.stop()));
        // Throws when an answer broke the contract; the mailbox must stop all the same.
        await api.close();
      } finally {
        await mailbox.stop();
      }
    },
  };
}

export interface CampaignSetting {
  topicId: string;
  senderId: string;
  templateId: string;
}

const letter = `<mjml lang="en"><mj-head><mj-attributes><mj-all font-family="Arial" /></mj-attributes></mj-head>
<mj-body><mj-section><mj-column>
  <mj-text>Dear {{default contact.firstName "reader"}} in {{default contact.city "your city"}},</mj-text>
  <mj-button href="https://shop.example/harvest?for={{contact.firstName}}">See the harvest</mj-button>
  <mj-text><a href="https://shop.example/second">Second link</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`;

/** What a workspace needs before its first campaign: postal address, tracking mode, topic, sender, template. */
export async function readyToSend({ http }: TestWorkspace): Promise<CampaignSetting> {
  await http
    .patch('/api/v1/workspace')
    .send({ postalAddress: 'Rua da Torrefação 14, 4050-112 Porto', trackingMode: 'individual' })
    .expect(200);
  const topic = await http.post('/api/v1/topics').send({ key: 'letter', name: 'The letter' }).expect(201);
  const sender = await http
    .post('/api/v1/senders')
    .send({ fromName: 'Inês, Maré Alta', fromEmail: 'letters@mare-alta.example' })
    .expect(201);
  const template = await http
    .post('/api/v1/templates')
    .send({ name: 'Letter', subject: 'A letter for {{default contact.firstName "you"}}', mjml: letter })
    .expect(201);
  return { topicId: topic.body.id, senderId: sender.body.id, templateId: template.body.id };
}

/** A contact subscribed to the topic and, unless told otherwise, with tracking consent. Returns its id. */
export async function subscribedContact(
  product: TestProduct,
  { workspace, http }: TestWorkspace,
  input: { topicId: string; email: string; tracking?: boolean } & Record<string, unknown>,
): Promise<string> {
  const { topicId, tracking = true, ...contact } = input;
  const created = await http.post('/api/v1/contacts').send(contact).expect(201);
  const id = created.body.id as string;
  await product.api.db.execute(
    `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source) VALUES ($1, $2, $3, 'subscribed', 'test')`,
    [workspace.id, id, topicId],
  );
  await product.api.db.execute('UPDATE contacts SET tracking_consent = $2 WHERE id = $1', [id, tracking]);
  return id;
}

/** A draft for everyone in `tree`, all in one call. Returns its id. */
export async function draftCampaign(
  { http }: TestWorkspace,
  setting: CampaignSetting,
  tree: object = { v: 1, match: 'all', rules: [] },
): Promise<string> {
  const created = await http
    .post('/api/v1/campaigns')
    .send({ name: 'Harvest', ...setting, audience: { include: [{ tree }] } });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  return created.body.id as string;
}

/** Polls the campaign through the API until it has one of the states. */
export async function untilCampaign({ http }: TestWorkspace, id: string, ...states: string[]) {
  return until(`the campaign is ${states.join(' or ')}`, async () => {
    const { body } = await http.get(`/api/v1/campaigns/${id}`).expect(200);
    return states.includes(body.status) ? body : null;
  });
}
