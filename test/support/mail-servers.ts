import { setTimeout } from 'node:timers/promises';
import { sweepCampaignsJob } from '@features/campaigns';
import { JobQueue } from '@platform/queue';
import type { TestWorkspace } from './api';
import { draftCampaign, readyToSend, startProduct, type CampaignSetting, type TestProduct } from './product';
import type { SmtpSink } from './smtp-sink';
import { until } from './until';

/** What `GET /sending-holds` says of one hold. */
export interface TestHold {
  id: string;
  kind: string;
  server: string;
  provider: string | null;
  strikes: number;
  reason: string;
}

/** A workspace that is ready to send, and questions that stories about its mail servers ask. */
export interface ServerScene {
  product: TestProduct;
  mine: TestWorkspace;
  setting: CampaignSetting;
  /** Names a sink as a mail server of the workspace; answers its id. */
  aServer(sink: SmtpSink, settings?: object): Promise<string>;
  /** Subscribes them all. */
  people(emails: readonly string[]): Promise<void>;
  /** Sends a new campaign to everybody; answers its id. */
  send(setting?: Partial<CampaignSetting>): Promise<string>;
  untilSent(campaign: string, withinMs?: number): Promise<unknown>;
  /** The same where batches may wait for holds that have ended. */
  untilSentWithoutWaits(campaign: string): Promise<void>;
  holds(): Promise<TestHold[]>;
  untilHeld(kind: string): Promise<TestHold>;
  /** Deliveries of a campaign, by address. */
  rows(campaign: string): Promise<Map<string, DeliveryRow>>;
}

export interface DeliveryRow {
  email: string;
  status: string;
  attempts: number;
  nextAttemptAt: Date | null;
  reply: string | null;
}

/** A product in which workspaces may name mail servers of this machine. */
export function startServersProduct(options: { worker?: boolean } = {}): Promise<TestProduct> {
  return startProduct({ ...options, env: { SMTP_PRIVATE_HOSTS: 'yes' } });
}

export async function serverScene(product: TestProduct): Promise<ServerScene> {
  const mine = await product.api.aWorkspace();
  const { http, workspace } = mine;
  const setting = await readyToSend(mine);
  const { db } = product.api;
  const isSent = async (campaign: string): Promise<boolean> =>
    (await askCampaign(mine, campaign)).status === 'sent';
  const scene: ServerScene = {
    product,
    mine,
    setting,
    aServer: async ({ port }, settings = {}) => {
      const server = { name: `Port ${port}`, host: '127.0.0.1', port, tls: 'none', ...settings };
      return (await http.post('/api/v1/smtp-servers').send(server).expect(201)).body.id as string;
    },
    people: async (emails) => {
      await db.execute(
        `INSERT INTO contacts (workspace_id, email, email_key, address_hash)
         SELECT $1, email, email, sha256(email::bytea) FROM unnest($2::text[]) AS p (email)`,
        [workspace.id, emails],
      );
      await db.execute(
        `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
         SELECT $1, id, $2, 'subscribed', 'test' FROM contacts WHERE workspace_id = $1
         ON CONFLICT DO NOTHING`,
        [workspace.id, setting.topicId],
      );
    },
    send: async (changes = {}) => {
      const campaign = await draftCampaign(mine, { ...setting, ...changes });
      await http.post(`/api/v1/campaigns/${campaign}/send`).expect(200);
      return campaign;
    },
    untilSent: (campaign, withinMs) => until('the campaign is sent', () => isSent(campaign), withinMs),
    untilSentWithoutWaits: (campaign) =>
      untilWithoutWaits(product, 'the campaign is sent', () => isSent(campaign)),
    holds: async () => (await http.get('/api/v1/sending-holds').expect(200)).body.items,
    untilHeld: (kind) =>
      until(`a ${kind} is held`, async () => (await scene.holds()).find((hold) => hold.kind === kind)),
    rows: async (campaign) => {
      const rows = await db.query<DeliveryRow>(
        `SELECT email, status, attempts, next_attempt_at AS "nextAttemptAt", reply FROM deliveries WHERE campaign_id = $1`,
        [campaign],
      );
      return new Map(rows.map((row) => [row.email, row]));
    },
  };
  return scene;
}

/** What `GET /campaigns/:id`, or what is under it, answers. */
export async function askCampaign({ http }: TestWorkspace, campaign: string, path = '') {
  return (await http.get(`/api/v1/campaigns/${campaign}${path}`).expect(200)).body;
}

/** `n` addresses of one domain: `c1@r.example`, …. */
export function addresses(n: number, domain = 'r.example'): string[] {
  return Array.from({ length: n }, (_, index) => `c${index + 1}@${domain}`);
}

/** The time for which trouble holds mail back is over now: the next group to go finds out whether it goes again. */
export async function holdsEnd({ api }: TestProduct): Promise<void> {
  await api.db.execute(
    `UPDATE sending_holds SET held_until = now() - interval '1 second', probe_until = NULL WHERE held_until > now()`,
  );
}

/**
 * Once no worker has a batch in hand: batches that wait are due now instead of in a minute, and the sweeper looks. Another
 * number of tries makes other job ids than those of jobs that still wait for the real minute.
 */
export async function waitsEnd({ api }: TestProduct): Promise<void> {
  const inHand = 'SELECT FROM delivery_batches WHERE leased_by IS NOT NULL AND leased_until > now()';
  await until('no batch is in hand', async () => (await api.db.query(inHand)).length === 0);
  await api.db.execute(
    `UPDATE delivery_batches SET due_at = now(), tries = tries + 1
     WHERE status = 'open' AND due_at > now() AND isfinite(due_at)`,
  );
  await api.app.get(JobQueue, { strict: false }).enqueue(sweepCampaignsJob, {});
}

/** Until `isDone`, while nothing waits any longer than it must: a worker may believe in a hold that has ended for a second. */
export async function untilWithoutWaits(
  product: TestProduct,
  what: string,
  isDone: () => Promise<unknown>,
): Promise<void> {
  await until(
    what,
    async () => {
      if (await isDone()) return true;
      await waitsEnd(product);
      await setTimeout(250);
      return false;
    },
    60_000,
  );
}

/** Addresses that the servers together took more than once. */
export function takenTwice(...sinks: SmtpSink[]): string[] {
  const all = sinks.flatMap(({ received }) => received);
  return all.filter((to, index) => all.indexOf(to) !== index);
}
